package dev.quayside.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.LdapDirectories;
import dev.quayside.directory.ldap.DomainControllers.Service;
import dev.quayside.testkit.FakeDns;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class DomainControllersTest {

	private static final NullProgressMonitor MONITOR = new NullProgressMonitor();

	private FakeDns dns;

	@BeforeEach
	void start() throws IOException {
		dns = new FakeDns();
	}

	@AfterEach
	void stop() {
		dns.close();
	}

	@Test
	void dnsNamesTheControllersOfADomainInTheirOrder() throws DirectoryException {
		dns.services = name -> List.of(new FakeDns.Service(10, 100, 389, "far.corp.example"),
				new FakeDns.Service(0, 100, 389, "dc1.corp.example"));
		assertThat(DomainControllers.of("corp.example", MONITOR)).containsExactly(new Endpoint("dc1.corp.example", 389),
				new Endpoint("far.corp.example", 389));
		assertThat(DomainControllers.catalogs("corp.example", MONITOR)).hasSize(2);
	}

	@Test
	void aDomainThatDnsDoesNotKnowIsUnreachable() {
		assertThatThrownBy(() -> DomainControllers.of("corp.example", MONITOR))
				.isInstanceOfSatisfying(DirectoryException.class,
						e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
				.hasMessageContaining("_ldap._tcp.dc._msdcs.corp.example");
	}

	@Test
	void whoCancelsDoesNotWaitForADnsServerThatSaysNothing() throws DirectoryException {
		dns.isSilent = true;
		NullProgressMonitor monitor = new NullProgressMonitor();
		dns.asked = () -> monitor.setCanceled(true);
		assertThatThrownBy(() -> DomainControllers.of("corp.example", monitor))
				.isInstanceOf(OperationCanceledException.class);
		DirectorySettings settings = new DirectorySettings(new DirectoryAddress.Domain("corp.example"),
				DirectoryProtection.LDAPS, new Credentials.Password("a", "", new Secret("b".toCharArray())),
				ServerTrust.PLATFORM, Duration.ofMinutes(5));
		assertThatThrownBy(() -> new LdapDirectories().connect(settings, TrustQuestion.REFUSE, monitor))
				.isInstanceOf(OperationCanceledException.class);
	}

	@Test
	void ofTheSamePriorityEachComesFirstNowAndThen() {
		List<Service> same = List.of(new Service(0, 50, 389, "a"), new Service(0, 50, 389, "b"),
				new Service(0, 0, 389, "c"), new Service(1, 1000, 389, "d"));
		Set<String> first = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			List<Endpoint> order = DomainControllers.ordered(same);
			assertThat(order).hasSize(4).last().isEqualTo(new Endpoint("d", 389));
			first.add(order.get(0).host());
		}
		assertThat(first).contains("a", "b").doesNotContain("d");
	}
}
