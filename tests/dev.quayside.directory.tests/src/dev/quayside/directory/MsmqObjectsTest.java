package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapServers;
import dev.quayside.testkit.DirectorySeed;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class MsmqObjectsTest {

	private static DirectoryConnection connection;

	@BeforeAll
	static void start() throws Exception {
		connection = Directory.connect(DirectorySeed.shared());
	}

	@AfterAll
	static void stop() {
		connection.close();
	}

	@ParameterizedTest
	@EnumSource
	void aMachineIsWhatItsConfigurationSays(AccountQuery.Scope scope) throws Exception {
		List<DirectoryMachine> machines = new ArrayList<>();
		connection.machines(scope, machines::add, Directory.MONITOR);
		machines.removeIf(machine -> !machine.name().equals(DirectorySeed.SERVER));
		assertThat(machines).singleElement().satisfies(machine -> {
			assertThat(machine.name()).isEqualTo(DirectorySeed.SERVER);
			assertThat(machine.dnsName()).contains("msmqsrv1.quayside.test");
			assertThat(machine.sites()).containsExactly("Default-First-Site-Name");
			assertThat(machine.disabled()).isEqualTo(Reading.known(false));
		});
		DirectoryMachine machine = machines.get(0);
		if (scope == AccountQuery.Scope.DOMAIN) {
			assertThat(machine.osType()).isEqualTo(Reading.known("Windows enterprise server"));
			assertThat(machine.quota()).isEqualTo(Reading.known(8388608L));
			assertThat(machine.journalQuota()).isEqualTo(Reading.absent());
			assertThat(machine.routing()).isEqualTo(Reading.known(true));
		}
	}

	@Test
	void aPublicQueueIsWhatItsObjectSays() throws Exception {
		List<PublicQueue> queues = new ArrayList<>();
		connection.queues(AccountQuery.Scope.DOMAIN, queues::add, Directory.MONITOR);
		queues.removeIf(queue -> !queue.machine().equals(DirectorySeed.SERVER));
		assertThat(queues).extracting(PublicQueue::name).containsExactlyInAnyOrder("orders", "orders-tx",
				DirectorySeed.LONG_QUEUE);
		PublicQueue queue = queues.stream().filter(found -> found.name().equals("orders-tx")).findFirst().orElseThrow();
		assertThat(queue.directName()).isEqualTo("DIRECT=OS:" + DirectorySeed.SERVER + "\\orders-tx");
		assertThat(queue.pathName()).isEqualTo(DirectorySeed.SERVER + "\\orders-tx");
		assertThat(queue.label()).isEqualTo("Orders, transactional");
		assertThat(queue.transactional() && queue.journal() && queue.authenticated()).isTrue();
		assertThat(queue.privacy()).isEqualTo(Reading.known("body"));
		assertThat(queue.basePriority()).isEqualTo(3);
		assertThat(queue.quota()).isEqualTo(Reading.known(10240L));
		assertThat(queue.journalQuota()).isEqualTo(Reading.absent());
		assertThat(queue.multicastAddress()).contains("234.1.1.1:8001");
		assertThat(queue.type()).isEqualTo(UUID.fromString("04030201-0605-0807-090a-0b0c0d0e0f10"));
	}

	@Test
	void absentAttributesOfAQueueHaveTheirDefaults() throws Exception {
		List<PublicQueue> queues = new ArrayList<>();
		connection.queues(AccountQuery.Scope.DOMAIN, queues::add, Directory.MONITOR);
		PublicQueue queue = queues.stream().filter(found -> found.pathName().equals(DirectorySeed.SERVER + "\\orders"))
				.findFirst().orElseThrow();
		assertThat(queue.label()).isEmpty();
		assertThat(queue.transactional() || queue.journal() || queue.authenticated()).isFalse();
		assertThat(queue.privacy()).isEqualTo(Reading.known("optional"));
		assertThat(queue.quota()).isEqualTo(Reading.absent());
	}

	@Test
	void aRoutingLinkIsOneOfBothItsSites() throws Exception {
		List<DirectorySite> sites = new ArrayList<>();
		connection.sites(sites::add, Directory.MONITOR);
		assertThat(sites).extracting(DirectorySite::name).contains("Default-First-Site-Name", "Branch");
		assertThat(sites).allSatisfy(site -> assertThat(site.links()).singleElement().satisfies(link -> {
			assertThat(link.cost()).isEqualTo(Reading.known(7));
			assertThat(link.to()).isNotEqualTo(site.name());
		}));
	}

	/** Of the forest that the domain controller says, or of one with a domain that its global catalog does not have. */
	private static ObjectFinder finder(LdapServers servers, boolean hasGap) throws Exception {
		Endpoint home = new Endpoint(DirectorySeed.shared().address().getHostAddress(), 636);
		Forest forest = Forest.read(servers, home, Directory.MONITOR);
		List<Forest.Domain> domains = new ArrayList<>(forest.domains());
		if (hasGap) {
			domains.add(new Forest.Domain("OTHER", "other.test", "DC=other,DC=test"));
		}
		return new ObjectFinder(new Context(servers, home, new Forest(forest.serverName(), forest.domainDn(),
				forest.configurationDn(), forest.rootDn(), domains), Reading.known(home.at(3269))));
	}

	@Test
	void whatIsNotFoundInAForestWithAGapIsNotSaidToBeMissing() throws Exception {
		LdapServers servers = new LdapServers(Directory.settings(DirectorySeed.shared(), DirectoryProtection.LDAPS,
				Directory.administrator()), TrustQuestion.REFUSE);
		try {
			ObjectFinder whole = finder(servers, false);
			assertThatThrownBy(() -> whole.machine("WS99", Directory.MONITOR))
					.hasMessageStartingWith("There is no machine with MSMQ WS99");
			ObjectFinder finder = finder(servers, true);
			assertThat(finder.machine(DirectorySeed.SERVER, Directory.MONITOR).dn()).startsWith("CN=msmq,");
			assertThatThrownBy(() -> finder.machine("WS99", Directory.MONITOR))
					.hasMessageContaining("not everything was searched").hasMessageContaining("DC=other,DC=test");
			assertThatThrownBy(() -> finder.queue("PUBLIC=00000000-0000-0000-0000-000000000001", Directory.MONITOR))
					.hasMessageContaining("not everything was searched");
		} finally {
			servers.close();
		}
	}
}
