package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.ChangeObjects;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectReceipt;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.msmq.Guids;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.testkit.FakeDirectory.Modification;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Changes of public queues where the server misbehaves, and what queue managers are told. */
class ObjectChangerTest {

	private static final String MACHINE = "CN=msmq,CN=SRV," + FakeDirectory.BASE;
	private static final UUID MACHINE_ID = UUID.randomUUID();

	private FakeDirectory server;
	private DirectoryConnection connection;
	private final List<QueueManagerContacts.Notice> told = new ArrayList<>();
	private QueueManagerException deaf;

	@TempDir
	private Path folder;

	/** Remembers who was told what. */
	private final QueueManagerContacts contacts = new QueueManagerContacts() {

		@Override
		public UUID identify(Contact contact, IProgressMonitor monitor) {
			return MACHINE_ID;
		}

		@Override
		public void notify(Contact contact, UUID queueManagerId, Notice notice, IProgressMonitor monitor)
				throws QueueManagerException {
			assertThat(contact.host()).isEqualTo("srv.fake.test");
			assertThat(queueManagerId).isEqualTo(MACHINE_ID);
			if (deaf != null) {
				throw deaf;
			}
			told.add(notice);
		}
	};

	@BeforeEach
	void start() throws Exception {
		server = new FakeDirectory();
		server.put("CN=SRV," + FakeDirectory.BASE, "objectClass", "computer", "dNSHostName", "srv.fake.test");
		server.put(MACHINE, "objectClass", "mSMQConfiguration");
		server.set(MACHINE, "objectGUID", List.of(Guids.bytes(MACHINE_ID)));
		connection = Directory.connect(Directory.settings(server, folder));
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	private ObjectChange creation(String name) throws DirectoryException {
		return connection.objects().createQueue(MACHINE, name, QueueSettings.NONE, Directory.MONITOR);
	}

	private static String dn(String name) {
		return "CN=" + name + ',' + MACHINE;
	}

	private ObjectReceipt apply(ObjectChange change) {
		return connection.objects().apply(change, Optional.of(folder.resolve("backups")), Directory.MONITOR);
	}

	private IStatus run(ObjectChange change) {
		return new ChangeObjects(connection, List.of(change), Optional.empty(),
				Optional.of(new ChangeObjects.Notifications(contacts, OptionalInt.empty())), receipt -> {}).run(
						new NullProgressMonitor());
	}

	@ParameterizedTest
	@ValueSource(ints = { 19, 50, 51, 53, 64, 65 })
	void aRefusalChangesNothingAndSaysWhy(int code) throws DirectoryException {
		ObjectChange change = creation("q");
		server.modification = Modification.REFUSE;
		server.refusal = code;
		ObjectReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(receipt.sentence()).startsWith("Nothing was changed: ").contains(" (" + code + ")");
		assertThat(server.has(dn("q"))).isFalse();
	}

	@Test
	void aConnectionThatIsCutSaysWhatIsThereNow() throws DirectoryException {
		ObjectChange change = creation("q");
		server.modification = Modification.CUT_BEFORE;
		assertThat(apply(change).outcome()).isEqualTo(Outcome.FAILED);
		assertThat(server.has(dn("q"))).isFalse();
		server.modification = Modification.CUT_AFTER;
		ObjectReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
		assertThat(receipt.id()).isPresent();
		assertThat(receipt.sentence()).contains("although the connection broke");
		ObjectChange deletion = connection.objects().deleteQueue(dn("q"), Directory.MONITOR);
		server.modification = Modification.CUT_BEFORE;
		assertThat(apply(deletion).outcome()).isEqualTo(Outcome.FAILED);
		server.modification = Modification.CUT_AFTER;
		assertThat(apply(deletion).outcome()).isEqualTo(Outcome.DONE);
		assertThat(server.has(dn("q"))).isFalse();
	}

	@Test
	void whatIsNeitherAsItWasNorAsItWasToBeIsUncertain() throws DirectoryException {
		assertThat(apply(creation("q")).outcome()).isEqualTo(Outcome.DONE);
		server.set(dn("q"), "mSMQLabelEx", List.of("old".getBytes()));
		ObjectChange change = connection.objects().changeQueue(dn("q"), new QueueSettings(Optional.empty(),
				Optional.of("new"), OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(),
				Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty()), Directory.MONITOR);
		server.modification = Modification.CUT_AFTER;
		server.meanwhile = () -> server.set(dn("q"), "mSMQLabelEx", List.of("other".getBytes()));
		ObjectReceipt receipt = apply(change);
		assertThat(receipt.outcome()).isEqualTo(Outcome.UNCERTAIN);
		assertThat(receipt.sentence()).contains("neither what it was");
	}

	@Test
	void whoIsFasterByAMomentWins() throws DirectoryException {
		ObjectChange change = creation("q");
		server.meanwhile = () -> server.put(dn("q"), "objectClass", "mSMQQueue");
		assertThat(apply(change).outcome()).isEqualTo(Outcome.CONFLICT);
		server.meanwhile = () -> {};
		assertThat(apply(creation("p")).outcome()).isEqualTo(Outcome.DONE);
		ObjectChange deletion = connection.objects().deleteQueue(dn("p"), Directory.MONITOR);
		server.set(dn("p"), "mSMQJournal", List.of("TRUE".getBytes()));
		assertThat(apply(deletion).outcome()).isEqualTo(Outcome.CONFLICT);
		assertThat(server.has(dn("p"))).isTrue();
	}

	@Test
	void aQueueManagerIsToldOfWhatWasDoneAndOfNothingElse() throws DirectoryException {
		ObjectChange change = creation("q");
		server.modification = Modification.REFUSE;
		server.refusal = 53;
		assertThat(run(change).getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(told).isEmpty();
		server.modification = Modification.MAKE;
		assertThat(run(change).isOK()).isTrue();
		assertThat(run(connection.objects().deleteQueue(dn("q"), Directory.MONITOR)).isOK()).isTrue();
		assertThat(told).extracting(QueueManagerContacts.Notice::event).containsExactly(
				QueueManagerContacts.Event.QUEUE_CREATED, QueueManagerContacts.Event.QUEUE_DELETED);
		assertThat(told).allSatisfy(notice -> assertThat(notice.domainController()).isEqualTo("dc1.fake.test"));
		assertThat(told.get(0).object()).isEqualTo(told.get(1).object());
	}

	@Test
	void aQueueManagerIsToldOfTheServerThatHasMadeTheChange() throws Exception {
		try (FakeDirectory writable = new FakeDirectory()) {
			writable.put(MACHINE, "objectClass", "mSMQConfiguration");
			ObjectChange change = creation("q");
			server.modification = Modification.REFER;
			server.elsewhere = "ldap://127.0.0.1:" + writable.port() + "/" + dn("q");
			assertThat(run(change).isOK()).isTrue();
			assertThat(writable.has(dn("q"))).isTrue();
			assertThat(told).extracting(QueueManagerContacts.Notice::domainController).containsExactly("127.0.0.1");
		}
	}

	@Test
	void aQueueManagerThatCannotBeToldIsAWarningAndTheChangeStays() throws DirectoryException {
		deaf = new QueueManagerException(Kind.UNREACHABLE, "Nobody listens", "", null);
		List<ObjectReceipt> receipts = new ArrayList<>();
		IStatus status = new ChangeObjects(connection, List.of(creation("q")), Optional.empty(),
				Optional.of(new ChangeObjects.Notifications(contacts, OptionalInt.empty())), receipts::add).run(
						new NullProgressMonitor());
		assertThat(status.getSeverity()).isEqualTo(IStatus.WARNING);
		assertThat(status.getChildren()[0].getMessage()).contains("Nobody listens", "next asks the directory");
		assertThat(receipts).singleElement().satisfies(receipt -> {
			assertThat(receipt.outcome()).isEqualTo(Outcome.DONE);
			assertThat(receipt.notified()).isEqualTo(Reading.unknown("Nobody listens"));
		});
		assertThat(server.has(dn("q"))).isTrue();
	}

	@Test
	void whatWasCancelledBeforeIsNotTried() throws DirectoryException {
		NullProgressMonitor cancelled = new NullProgressMonitor();
		cancelled.setCanceled(true);
		List<ObjectReceipt> receipts = new ArrayList<>();
		IStatus status = new ChangeObjects(connection, List.of(creation("q")), Optional.empty(), Optional.empty(),
				receipts::add).run(cancelled);
		assertThat(status.getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(receipts).extracting(ObjectReceipt::outcome).containsExactly(Outcome.CANCELLED);
		assertThat(server.has(dn("q"))).isFalse();
	}
}
