package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.QueueAlias;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIds;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.msmq.Guids;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectoryMachines;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.eclipse.core.runtime.IProgressMonitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Settings, links, aliases and lists in a directory of Samba. */
class ForestObjectsTest {

	private static final String ENTERPRISE = "CN=MsmqServices,CN=Services,CN=Configuration," + ActiveDirectory.BASE_DN;
	private static final String FORMAT_NAME = "DIRECT=OS:elsewhere.example\\private$\\orders";

	private static ActiveDirectory ad;
	private static DirectoryConnection connection;
	private static DirectoryObjects objects;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws Exception {
		ad = DirectorySeed.shared();
		connection = Directory.connect(ad);
		objects = connection.objects();
	}

	@AfterAll
	static void stop() {
		connection.close();
	}

	private Outcome apply(ObjectChange change) {
		return objects.apply(change, Optional.of(folder), Directory.MONITOR).outcome();
	}

	private static List<QueueAlias> aliases(String name) throws DirectoryException {
		List<QueueAlias> aliases = new ArrayList<>();
		objects.aliases(AccountQuery.Scope.DOMAIN, aliases::add, Directory.MONITOR);
		aliases.removeIf(alias -> !alias.name().equals(name));
		return aliases;
	}

	@Test
	void theForestHasSettingsWhoseAbsenceIsNotZero() throws Exception {
		LdapTools.modify(ad,
				"dn: " + ENTERPRISE + "\nchangetype: modify\nreplace: mSMQLongLived\nmSMQLongLived: 345600\n-\n"
						+ "replace: mSMQNameStyle\nmSMQNameStyle: TRUE\n-\nreplace: mSMQCSPName\nmSMQCSPName: N\n-\n"
						+ "replace: mSMQVersion\n-\n\n");
		assertThat(objects.enterprise(Directory.MONITOR)).hasValueSatisfying(settings -> {
			assertThat(settings.defaultTimeToLive()).isEqualTo(Reading.known(345600L));
			assertThat(settings.weakenedSecurity()).isEqualTo(Reading.known(true));
			assertThat(settings.notifiesOthers()).isEqualTo(Reading.known(false));
			assertThat(settings.version()).isEqualTo(Reading.absent());
		});
	}

	@Test
	void aRoutingLinkHasBothItsSites() throws Exception {
		List<RoutingLink> links = new ArrayList<>();
		objects.routingLinks(links::add, Directory.MONITOR);
		assertThat(links).filteredOn(link -> link.name().equals("Default-Branch")).singleElement().satisfies(link -> {
			assertThat(List.of(link.site().orElseThrow(), link.otherSite().orElseThrow()))
					.containsExactly("Default-First-Site-Name", "Branch");
			assertThat(link.cost()).isEqualTo(Reading.known(7));
		});
	}

	@Test
	void aSiteThatStillHasAnotherIdForAMachineIsFound() throws Exception {
		String machine = DirectoryMachines.add(ad);
		UUID stale = UUID.randomUUID();
		String server = "CN=" + machine + ",CN=Servers," + DirectorySeed.SITE;
		LdapTools.modify(ad, "dn: " + server + "\nobjectClass: server\n\ndn: CN=MSMQ Settings," + server
				+ "\nobjectClass: mSMQSettings\nmSMQServices: 1\nmSMQRoutingService: TRUE\nmSMQQMID:: "
				+ Base64.getEncoder().encodeToString(Guids.bytes(stale)) + "\n\n");
		List<ServerSettings> settings = new ArrayList<>();
		objects.settings(settings::add, Directory.MONITOR);
		assertThat(settings).filteredOn(found -> found.server().equals(machine)).singleElement().satisfies(found -> {
			assertThat(found.site()).isEqualTo("Default-First-Site-Name");
			assertThat(found.queueManagerId()).isEqualTo(Reading.known(stale));
			assertThat(found.routing()).isEqualTo(Reading.known(true));
			assertThat(found.directory()).isEqualTo(Reading.absent());
		});
		assertThat(QueueManagerIds.check(connection, AccountQuery.Scope.DOMAIN, Optional.empty(), Directory.MONITOR))
				.filteredOn(finding -> finding.machine().equals(machine)).singleElement().satisfies(finding -> {
					assertThat(finding.state()).isEqualTo(QueueManagerIdFinding.State.STALE_SETTINGS);
					assertThat(finding.evidence()).contains(stale.toString());
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders elsewhere", "a=b, \"c\" + d", "Bestellungen für Köln" })
	void anAliasIsMadeAndDeletedByBothLdifsAndByUs(String name) throws Exception {
		ObjectChange creation = objects.createAlias(name, Optional.of(DirectorySeed.OU), FORMAT_NAME,
				Directory.MONITOR);
		LdapTools.modify(ad, creation.forward());
		assertThat(aliases(name)).singleElement()
				.satisfies(alias -> assertThat(alias.formatName()).isEqualTo(Reading.known(FORMAT_NAME)));
		LdapTools.modify(ad, creation.inverse());
		assertThat(aliases(name)).isEmpty();
		assertThat(apply(creation)).isEqualTo(Outcome.DONE);
		assertThat(apply(creation)).isEqualTo(Outcome.CONFLICT);
		ObjectChange deletion = objects.deleteAlias(name, Directory.MONITOR);
		assertThat(apply(deletion)).isEqualTo(Outcome.DONE);
		assertThat(aliases(name)).isEmpty();
		LdapTools.modify(ad, deletion.inverse());
		assertThat(aliases(name)).hasSize(1);
		assertThat(apply(objects.deleteAlias(aliases(name).get(0).dn(), Directory.MONITOR))).isEqualTo(Outcome.DONE);
	}

	@Test
	void whatNoAliasCanBeIsRefused() {
		for (String formatName : List.of("", "orders", "DL=" + UUID.randomUUID(),
				"MACHINE=" + UUID.randomUUID() + ";journal",
				"PUBLIC=" + UUID.randomUUID() + ";JOURNAL", "DIRECT=OS:" + "h".repeat(250) + "\\q")) {
			assertThat(catchThrowableOfType(DirectoryException.class,
					() -> objects.createAlias("a", Optional.empty(), formatName, Directory.MONITOR)).kind())
					.as(formatName).isEqualTo(Kind.INVALID);
		}
		for (String name : List.of("", " a", "x".repeat(65), "a\nb")) {
			assertThat(catchThrowableOfType(DirectoryException.class,
					() -> objects.createAlias(name, Optional.empty(), FORMAT_NAME, Directory.MONITOR)).kind())
					.as(name).isEqualTo(Kind.INVALID);
		}
	}

	@Test
	void aDistributionListStandsForTheQueuesOfItsMembersAndListsThatHoldEachOtherEnd() throws Exception {
		String machine = DirectoryMachines.add(ad);
		String queue = "CN=of-list," + DirectoryMachines.configurationDn(machine);
		LdapTools.modify(ad, "dn: " + queue + "\nobjectClass: mSMQQueue\n\n" //
				+ "dn: CN=of-list-alias," + DirectorySeed.OU + "\nobjectClass: msMQ-Custom-Recipient\n"
				+ "msMQ-Recipient-FormatName: " + FORMAT_NAME + "\n\n" //
				+ group("list-inner", queue) + group("list-outer", "CN=of-list-alias," + DirectorySeed.OU,
						"CN=list-inner," + DirectorySeed.OU)
				+ group("list-broken", queue, "CN=agnes," + DirectorySeed.OU)
				+ "dn: CN=list-inner," + DirectorySeed.OU + "\nchangetype: modify\nadd: member\nmember: CN=list-outer,"
				+ DirectorySeed.OU + "\n-\n\n");
		UUID id = objects.queue(queue, Directory.MONITOR).id();
		List<DistributionList> lists = objects.distributionLists(AccountQuery.Scope.DOMAIN, Directory.MONITOR);
		assertThat(lists).extracting(DistributionList::name).contains("list-inner", "list-outer", "list-broken");
		assertThat(list(lists, "list-outer").queues().optional().orElseThrow())
				.containsExactlyInAnyOrder(FORMAT_NAME, "PUBLIC=" + id);
		assertThat(list(lists, "list-outer").members()).extracting(DistributionList.Member::kind)
				.containsExactlyInAnyOrder("msMQ-Custom-Recipient", "group");
		assertThat(list(lists, "list-broken").queues().unknownReason()).hasValueSatisfying(
				reason -> assertThat(reason).contains("CN=agnes").contains("is no queue"));
	}

	@Test
	void machinesThatAllAnswerWithOneIdAreCopies() throws Exception {
		String machine = DirectoryMachines.add(ad);
		UUID same = UUID.randomUUID();
		QueueManagerContacts contacts = new QueueManagerContacts() {

			@Override
			public UUID identify(Contact contact, IProgressMonitor monitor) {
				return same;
			}

			@Override
			public void notify(Contact contact, UUID queueManagerId, Notice notice, IProgressMonitor monitor) {
				throw new AssertionError("Only asked");
			}
		};
		assertThat(QueueManagerIds.check(connection, AccountQuery.Scope.FOREST,
				Optional.of(new QueueManagerIds.Asking(contacts, OptionalInt.empty(), Duration.ofSeconds(5))),
				Directory.MONITOR)).filteredOn(finding -> finding.machine().equals(machine)).singleElement()
				.satisfies(finding -> {
					assertThat(finding.state()).isEqualTo(QueueManagerIdFinding.State.DUPLICATE);
					assertThat(finding.evidence()).contains(DirectorySeed.SERVER);
				});
	}

	private static DistributionList list(List<DistributionList> lists, String name) {
		return lists.stream().filter(list -> list.name().equals(name)).findFirst().orElseThrow();
	}

	private static String group(String name, String... members) {
		return "dn: CN=" + name + ',' + DirectorySeed.OU + "\nobjectClass: group\nsAMAccountName: " + name
				+ "\nmember: "
				+ String.join("\nmember: ", members) + "\n\n";
	}

	@Test
	void aFolderThatCannotBeWrittenToKeepsEverythingAsItIs() throws Exception {
		Path file = Files.writeString(folder.resolve("file"), "");
		ObjectChange creation = objects.createAlias("unwritten", Optional.of(DirectorySeed.OU), FORMAT_NAME,
				Directory.MONITOR);
		assertThat(objects.apply(creation, Optional.of(file), Directory.MONITOR).outcome()).isEqualTo(Outcome.FAILED);
		assertThat(aliases("unwritten")).isEmpty();
	}
}
