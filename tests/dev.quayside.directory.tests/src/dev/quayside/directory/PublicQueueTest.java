package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectReceipt;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectoryMachines;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Public queues that are made, changed and deleted in a directory of Samba. */
class PublicQueueTest {

	private static final QueueSettings SETTINGS = new QueueSettings(Optional.of(true), Optional.of("Orders, Köln"),
			OptionalLong.of(3_000_000_000L), Optional.of(true), OptionalLong.of(2048), Optional.of(true),
			Optional.of(PrivacyLevel.BODY), OptionalInt.of(-5),
			Optional.of(UUID.fromString("04030201-0605-0807-090a-0b0c0d0e0f10")), Optional.of("234.1.1.1:8001"));

	private static ActiveDirectory ad;
	private static DirectoryConnection connection;
	private static DirectoryObjects objects;
	private static String machine;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws Exception {
		ad = DirectorySeed.shared();
		machine = DirectoryMachines.add(ad);
		connection = Directory.connect(ad);
		objects = connection.objects();
	}

	@AfterAll
	static void stop() {
		connection.close();
	}

	private static ObjectChange create(String name, QueueSettings settings) throws DirectoryException {
		return objects.createQueue(machine, name, settings, Directory.MONITOR);
	}

	private ObjectReceipt apply(ObjectChange change) {
		return objects.apply(change, Optional.of(folder), Directory.MONITOR);
	}

	private static PublicQueue queue(String name) throws DirectoryException {
		return objects.queue(machine + '\\' + name, Directory.MONITOR);
	}

	private static boolean isThere(String name) throws DirectoryException {
		try {
			queue(name);
			return true;
		} catch (DirectoryException e) {
			assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
			return false;
		}
	}

	private static QueueSettings label(String label) {
		return new QueueSettings(Optional.empty(), Optional.of(label), OptionalLong.empty(), Optional.empty(),
				OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
				Optional.empty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "made", "64 characters make the name one that is cut and gets its hash...",
			"a-queue-with-a-name-of-one-hundred-and-twenty-four-characters-which-is-the-most-that-a-queue-of-msmq-may-have-xxxxxxxxxxxxxx",
			"a=b#c<d>e/f", "(*) & |!~", "Ärger mit Übermaß 漢字", "dot.", "-" })
	void aQueueIsMadeWithWhatItShouldHaveAndItsNameReadBack(String name) throws Exception {
		ObjectReceipt receipt = apply(create(name, SETTINGS));
		assertThat(receipt.sentence()).isEqualTo("Done and verified");
		PublicQueue queue = queue(name);
		assertThat(receipt.id()).contains(queue.id());
		assertThat(queue.name()).isEqualTo(name);
		assertThat(queue.label()).isEqualTo("Orders, Köln");
		assertThat(queue.transactional() && queue.journal() && queue.authenticated()).isTrue();
		assertThat(queue.quota()).isEqualTo(Reading.known(3_000_000_000L));
		assertThat(queue.journalQuota()).isEqualTo(Reading.known(2048L));
		assertThat(queue.privacy()).isEqualTo(Reading.known("body"));
		assertThat(queue.basePriority()).isEqualTo(-5);
		assertThat(queue.type()).isEqualTo(SETTINGS.type().orElseThrow());
		assertThat(queue.multicastAddress()).contains("234.1.1.1:8001");
		assertThat(LdapTools.values(ad, queue.dn(), "mSMQQueueType").get(0)).startsWith(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(apply(objects.deleteQueue(queue.id().toString(), Directory.MONITOR)).outcome())
				.isEqualTo(Outcome.DONE);
		assertThat(isThere(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ldif", "a=b, no: c<d>",
			"a-name-that-is-longer-than-the-sixty-three-characters-which-a-common-name-has-room-for" })
	void bothLdifsOfACreationAreWhatLdapmodifyTakes(String text) throws Exception {
		String name = text.replace(",", "");
		ObjectChange change = create(name, SETTINGS);
		LdapTools.modify(ad, change.forward());
		assertThat(queue(name).label()).isEqualTo("Orders, Köln");
		LdapTools.modify(ad, change.inverse());
		assertThat(isThere(name)).isFalse();
	}

	@Test
	void aNewQueueHasTheDefaultsOfTheSpecification() throws Exception {
		apply(create("defaults", QueueSettings.NONE));
		List<String> lines = LdapTools.read(ad, queue("defaults").dn(), "mSMQJournal", "mSMQQueueQuota",
				"mSMQQueueJournalQuota", "mSMQAuthenticate", "mSMQPrivacyLevel", "mSMQTransactional",
				"mSMQBasePriority", "mSMQLabelEx", "MSMQ-MulticastAddress", "mSMQQueueNameExt");
		assertThat(lines.stream().filter(line -> line.contains("MQ") && !line.startsWith("dn:")))
				.containsExactlyInAnyOrder("mSMQJournal: FALSE", "mSMQQueueQuota: -1", "mSMQQueueJournalQuota: -1",
						"mSMQAuthenticate: FALSE", "mSMQPrivacyLevel: 1", "mSMQTransactional: FALSE",
						"mSMQBasePriority: 0");
	}

	@Test
	void ofTwoWhoMakeTheSameQueueOneIsTold() throws Exception {
		ObjectChange one = create("twice", QueueSettings.NONE);
		ObjectChange other = create("Twice", label("other"));
		assertThat(apply(one).outcome()).isEqualTo(Outcome.DONE);
		ObjectReceipt receipt = apply(other);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.sentence()).contains("Nothing was changed", "entryAlreadyExists (68)");
		assertThat(queue("twice").label()).isEmpty();
		assertThat(catchThrowableOfType(DirectoryException.class, () -> create("TWICE", QueueSettings.NONE)).kind())
				.isEqualTo(Kind.FAILED);
	}

	@Test
	void ofTwoWhoChangeTheSameAttributeAtOnceOneWins() throws Exception {
		apply(create("race", label("old")));
		List<CompletableFuture<ObjectReceipt>> racers = new ArrayList<>();
		for (ObjectChange change : List.of(objects.changeQueue(machine + "\\race", label("one"), Directory.MONITOR),
				objects.changeQueue(machine + "\\race", label("two"), Directory.MONITOR))) {
			DirectoryConnection own = Directory.connect(ad);
			racers.add(BackgroundWork.start("race", () -> {
				try (own) {
					return own.objects().apply(change, Optional.of(folder), Directory.MONITOR);
				}
			}));
		}
		List<ObjectReceipt> receipts = racers.stream().map(CompletableFuture::join).toList();
		assertThat(receipts).extracting(ObjectReceipt::outcome).containsExactlyInAnyOrder(Outcome.DONE,
				Outcome.CONFLICT);
		ObjectReceipt winner = receipts.stream().filter(ObjectReceipt::isDone).findFirst().orElseThrow();
		assertThat(winner.change().after().orElseThrow().text("mSMQLabelEx")).contains(queue("race").label());
	}

	@Test
	void aChangeTouchesOnlyWhatItShouldAndItsInversePutsItBack() throws Exception {
		apply(create("changed", SETTINGS));
		PublicQueue before = queue("changed");
		QueueSettings settings = new QueueSettings(Optional.of(true), Optional.of(""),
				OptionalLong.of(QueueSettings.UNLIMITED), Optional.of(false), OptionalLong.empty(), Optional.of(true),
				Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.of(""));
		ObjectChange change = objects.changeQueue("PUBLIC=" + before.id(), settings, Directory.MONITOR);
		assertThat(change.forward()).contains("delete: mSMQLabelEx", "add: mSMQJournal", "delete: mSMQQueueQuota")
				.doesNotContain("mSMQAuthenticate", "mSMQTransactional", "add: mSMQLabelEx");
		LdapTools.modify(ad, change.forward());
		LdapTools.modify(ad, change.inverse());
		assertThat(queue("changed")).isEqualTo(before);
		ObjectReceipt receipt = apply(objects.changeQueue(before.dn(), settings, Directory.MONITOR));
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		PublicQueue after = queue("changed");
		assertThat(after.label()).isEmpty();
		assertThat(after.quota()).isEqualTo(Reading.absent());
		assertThat(after.journal()).isFalse();
		assertThat(after.authenticated()).isTrue();
		assertThat(after.multicastAddress()).isEmpty();
		LdapTools.modify(ad, Files.readString(receipt.backup().orElseThrow()));
		assertThat(queue("changed")).isEqualTo(before);
	}

	@Test
	void whatIsAsItShouldBeIsNotChanged() throws Exception {
		apply(create("same", label("same")));
		ObjectChange change = objects.changeQueue(machine + "\\same", label("same"), Directory.MONITOR);
		assertThat(change.isEmpty()).isTrue();
		assertThat(change.forward()).isEmpty();
		assertThat(apply(change).outcome()).isEqualTo(Outcome.UNCHANGED);
	}

	@Test
	void whatADeletionTakesAwayIsInItsFileWithThePermissions() throws Exception {
		apply(create("gone", SETTINGS));
		PublicQueue before = queue("gone");
		ObjectChange change = objects.deleteQueue(machine + "\\gone", Directory.MONITOR);
		assertThat(change.before().orElseThrow().value("nTSecurityDescriptor")).isPresent();
		ObjectReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(isThere("gone")).isFalse();
		LdapTools.modify(ad, Files.readString(receipt.backup().orElseThrow()));
		PublicQueue after = queue("gone");
		assertThat(after.id()).isNotEqualTo(before.id());
		assertThat(after.label()).isEqualTo(before.label());
		assertThat(after.type()).isEqualTo(before.type());
		assertThat(objects.deleteQueue(machine + "\\gone", Directory.MONITOR).before()).isEqualTo(change.before());
	}

	@Test
	void aQueueThatSomebodyHasChangedMeanwhileIsNotDeleted() throws Exception {
		apply(create("busy", label("old")));
		ObjectChange deletion = objects.deleteQueue(machine + "\\busy", Directory.MONITOR);
		apply(objects.changeQueue(machine + "\\busy", label("new"), Directory.MONITOR));
		ObjectReceipt receipt = apply(deletion);
		assertThat(receipt.outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(receipt.backup()).isEmpty();
		assertThat(isThere("busy")).isTrue();
	}

	@Test
	void aQueueThatWasDeletedMeanwhileIsNotChanged() throws Exception {
		apply(create("lost", label("old")));
		ObjectChange change = objects.changeQueue(machine + "\\lost", label("new"), Directory.MONITOR);
		apply(objects.deleteQueue(machine + "\\lost", Directory.MONITOR));
		assertThat(apply(change).outcome()).isEqualTo(Outcome.CONFLICT);
		apply(create("lost", label("another")));
		assertThat(apply(change).sentence()).contains("it has gone since it was read");
	}

	@Test
	void whetherItIsTransactionalCannotBeChanged() throws Exception {
		apply(create("tx", QueueSettings.NONE));
		assertThatThrownBy(() -> objects.changeQueue(machine + "\\tx", SETTINGS, Directory.MONITOR))
				.isInstanceOf(DirectoryException.class).hasMessageContaining("transactional");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\\b", "a;b", "private$\\q", "x+y", "a\nb", " a", "\0" })
	void aNameThatNoQueueMayHaveIsRefused(String name) {
		assertThat(catchThrowableOfType(DirectoryException.class, () -> create(name, QueueSettings.NONE)).kind())
				.isEqualTo(Kind.INVALID);
	}

	@Test
	void whoeverMayNotIsToldAndNothingHappens() throws Exception {
		ObjectChange change = create("denied", QueueSettings.NONE);
		String user = Directory.account(ad, "WS01");
		try (DirectoryConnection poor = Directory.connect(Directory.settings(ad,
				DirectoryProtection.LDAPS, Directory.password(user + "@quayside.test")))) {
			ObjectReceipt receipt = poor.objects().apply(change, Optional.of(folder), Directory.MONITOR);
			assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
			assertThat(receipt.failure().orElseThrow().kind()).isEqualTo(Kind.DENIED);
		}
		assertThat(isThere("denied")).isFalse();
	}

	@Test
	void aMachineIsFoundByWhateverItIsCalled() throws Exception {
		UUID id = objects.machine(machine, Directory.MONITOR).queueManagerId();
		for (String name : List.of(machine.toLowerCase(), machine.toLowerCase() + ".quayside.test", id.toString(),
				DirectoryMachines.configurationDn(machine), "CN=" + machine + ',' + DirectorySeed.COMPUTERS)) {
			assertThat(objects.machine(name, Directory.MONITOR).name()).as(name).isEqualTo(machine);
		}
		for (String name : List.of("WS01", "nobody", "*", "", new UUID(1, 2).toString(), "CN=x,DC=y")) {
			assertThat(catchThrowableOfType(DirectoryException.class, () -> objects.machine(name, Directory.MONITOR))
					.kind()).as(name).isEqualTo(Kind.NOT_FOUND);
		}
	}

	@Test
	void aQueueManagerIsToldUnlessItsMachineIsForeign() throws Exception {
		ObjectChange.Owner owner = create("owned", QueueSettings.NONE).owner().orElseThrow();
		assertThat(owner.host()).isEqualTo(machine.toLowerCase() + ".quayside.test");
		assertThat(owner.queueManagerId()).isEqualTo(objects.machine(machine, Directory.MONITOR).queueManagerId());
		String foreign = DirectoryMachines.add(ad, "mSMQForeign: TRUE\n");
		assertThat(objects.createQueue(foreign, "q", QueueSettings.NONE, Directory.MONITOR).owner()).isEmpty();
	}
}
