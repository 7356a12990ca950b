package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.certificates.CertificateReader;
import dev.quayside.directory.certificates.MachineFinding;
import dev.quayside.directory.certificates.MachineNames.Named;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapServers;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A forest by its global catalog: what is not complete, and which computer a name means. */
class ForestTest {

	private static final AccountQuery FOREST = new AccountQuery(AccountQuery.Scope.FOREST, AccountKind.USER,
			CertificateLimits.DEFAULT);

	private FakeDirectory server;
	private LdapServers servers;
	private Context context;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
		server = new FakeDirectory();
		List<byte[]> certificates = DirectorySeed.certificates("alice", "WS01");
		server.account("alice", DirectorySeed.blob(certificates), DirectorySeed.digests(certificates));
		server.put(FakeDirectory.BASE, "objectClass", "domain");
		servers = new LdapServers(Directory.settings(server, folder), TrustQuestion.REFUSE);
		Endpoint catalog = new Endpoint("127.0.0.1", server.port());
		context = new Context(servers, catalog, Forest.read(servers, catalog, Directory.MONITOR),
				Reading.known(catalog));
	}

	@AfterEach
	void stop() {
		servers.close();
		server.close();
	}

	private void computer(String name, String... attributes) {
		String dn = "CN=" + name + ",OU=Computers," + FakeDirectory.BASE;
		server.put(dn, "sAMAccountName", name + '$', "objectClass", "computer", "userAccountControl", "4096");
		server.put(dn, attributes);
	}

	private MachineFinding find(String machine) {
		Named named = new Named("QUAYSIDE", "alice", machine);
		return MachineSearch.find(context, List.of(named), CertificateQuery.usual(), Directory.MONITOR).get(named);
	}

	private List<String> accounts() throws DirectoryException {
		List<String> names = new ArrayList<>();
		new AccountReader(context, new CertificateReader()).list(FOREST, account -> names.add(name(account)),
				Directory.MONITOR);
		return names;
	}

	private static String name(CertificateAccount account) {
		return account.account();
	}

	@Test
	void aWholeForestIsListed() throws DirectoryException {
		assertThat(accounts()).contains("QUAYSIDE\\alice");
	}

	@Test
	void aPartThatWasNotSearchedIsToldAfterTheRest() {
		server.elsewhere = "ldap://child.fake.test/DC=child,DC=fake,DC=test";
		List<String> names = new ArrayList<>();
		assertThatThrownBy(() -> new AccountReader(context, new CertificateReader()).list(FOREST,
				account -> names.add(name(account)), Directory.MONITOR)).isInstanceOf(DirectoryException.class)
				.hasMessageContaining("not complete").hasMessageContaining("child.fake.test");
		assertThat(names).contains("QUAYSIDE\\alice");
		assertThat(find("WS09").state()).isEqualTo(MachineState.UNKNOWN);
	}

	@Test
	void aDomainThatTheCatalogLacksIsTold() throws DirectoryException {
		server.put("CN=OTHER,CN=Partitions,CN=Configuration," + FakeDirectory.BASE, "nCName", "DC=other,DC=test",
				"nETBIOSName", "OTHER", "dnsRoot", "other.test", "systemFlags", "3");
		context = new Context(servers, context.home(), Forest.read(servers, context.home(), Directory.MONITOR),
				context.catalog());
		assertThatThrownBy(this::accounts).isInstanceOf(DirectoryException.class)
				.hasMessageContaining("does not have the domain DC=other,DC=test");
		computer("WS01", "dNSHostName", "ws01.fake.test");
		assertThat(find("WS01").state()).isEqualTo(MachineState.PRESENT);
		assertThat(find("WS09").evidence()).contains("not complete", "DC=other,DC=test");
		assertThat(find("WS09").state()).isEqualTo(MachineState.UNKNOWN);
	}

	@Test
	void aLimitOfTheServerIsToldAfterWhatItReturned() {
		server.searchResult = 4;
		List<String> names = new ArrayList<>();
		assertThatThrownBy(() -> new AccountReader(context, new CertificateReader()).list(FOREST,
				account -> names.add(name(account)), Directory.MONITOR)).isInstanceOf(DirectoryException.class)
				.hasMessageContaining("sizeLimitExceeded (4)");
		assertThat(names).contains("QUAYSIDE\\alice");
		assertThat(find("WS09").state()).isEqualTo(MachineState.UNKNOWN);
	}

	@Test
	void aNameInDnsIsComparedAsAWhole() {
		computer("WS01", "dNSHostName", "ws01.elsewhere.test");
		computer("WS02", "dNSHostName", "WS02.fake.test");
		computer("WS03", "servicePrincipalName", "HOST/ws03.fake.test");
		assertThat(find("ws02.fake.test").state()).isEqualTo(MachineState.PRESENT);
		assertThat(find("ws03.fake.test").state()).isEqualTo(MachineState.PRESENT);
		assertThat(find("ws04.fake.test").state()).isEqualTo(MachineState.GONE);
		assertThat(find("ws02.other.test").state()).isEqualTo(MachineState.UNKNOWN);
	}

	@Test
	void aComputerThatMayBeItIsNeitherItNorGone() {
		computer("WS01", "dNSHostName", "ws01.elsewhere.test");
		computer("WS02");
		computer("FIFTEEN-LETTERS");
		assertThat(find("ws01.fake.test")).satisfies(finding -> {
			assertThat(finding.state()).isEqualTo(MachineState.UNKNOWN);
			assertThat(finding.evidence()).contains("CN=WS01", "may be it", "ws01.elsewhere.test");
		});
		assertThat(find("ws02.fake.test").evidence()).contains("has no name in DNS");
		assertThat(find("fifteen-letters-and-more.fake.test").state()).isEqualTo(MachineState.UNKNOWN);
	}

	@Test
	void aComputerOfAnotherDomainThatSaysItsNameIsAnother() throws DirectoryException {
		server.put("CN=CHILD,CN=Partitions,CN=Configuration," + FakeDirectory.BASE, "nCName",
				"DC=child," + FakeDirectory.BASE, "nETBIOSName", "CHILD", "dnsRoot", "child.fake.test", "systemFlags",
				"3");
		server.put("DC=child," + FakeDirectory.BASE, "objectClass", "domain");
		server.put("CN=WS01,DC=child," + FakeDirectory.BASE, "sAMAccountName", "WS01$", "objectClass", "computer",
				"dNSHostName", "ws01.child.fake.test");
		context = new Context(servers, context.home(), Forest.read(servers, context.home(), Directory.MONITOR),
				context.catalog());
		assertThat(find("ws01.child.fake.test").state()).isEqualTo(MachineState.PRESENT);
		assertThat(find("ws01.fake.test").state()).isEqualTo(MachineState.GONE);
	}

	@Test
	void whatACatalogLacksIsUnknown() throws DirectoryException {
		computer("WS01", "dNSHostName", "ws01.fake.test");
		server.put("CN=msmq,CN=WS01,OU=Computers," + FakeDirectory.BASE, "objectClass", "mSMQConfiguration",
				"mSMQOSType", "1280");
		List<DirectoryMachine> machines = new ArrayList<>();
		new MsmqObjects(context).machines(AccountQuery.Scope.FOREST, machines::add, Directory.MONITOR);
		DirectoryMachine machine = machines.stream().filter(found -> found.dn().startsWith("CN=msmq")).findFirst()
				.orElseThrow();
		assertThat(machine.quota().isUnknown()).isTrue();
		assertThat(machine.journalQuota().isUnknown()).isTrue();
		assertThat(machine.version().isUnknown()).isTrue();
		assertThat(machine.osType().optional()).isPresent();
		machines.clear();
		new MsmqObjects(context).machines(AccountQuery.Scope.DOMAIN, machines::add, Directory.MONITOR);
		assertThat(machines).noneMatch(found -> found.quota().isUnknown());
	}
}
