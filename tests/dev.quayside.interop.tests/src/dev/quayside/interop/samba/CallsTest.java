package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.testkit.ActiveDirectory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls of samr and drsuapi, protected in every way. */
@Timeout(60)
class CallsTest {

	private static Controller controller;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void samrAtIntegrity(Mechanism mechanism) throws Exception {
		looksUp(mechanism, AuthenticationLevel.INTEGRITY);
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void samrAtPrivacy(Mechanism mechanism) throws Exception {
		looksUp(mechanism, AuthenticationLevel.PRIVACY);
	}

	private static void looksUp(Mechanism mechanism, AuthenticationLevel level) throws RpcException {
		try (RpcClient client = controller.client(Samr.INTERFACE, mechanism, level)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			ContextHandle domain = openDomain(samr);
			assertThat(samr.call(Samr.LOOKUP_IDS, new Samr.Ids(domain, List.of(500L, 502L))).value())
					.containsExactly("Administrator", "krbtgt");
			assertThat(samr.call(Samr.CLOSE_HANDLE, domain).value().isNull()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void drsuapiAtPrivacy(Mechanism mechanism) throws Exception {
		try (RpcClient client = controller.client(DirectoryReplication.INTERFACE, mechanism,
				AuthenticationLevel.PRIVACY)) {
			RpcChannel drsuapi = client.channel(DirectoryReplication.INTERFACE);
			ContextHandle handle = drsuapi.call(DirectoryReplication.BIND, null).value();
			assertThat(drsuapi.call(DirectoryReplication.CRACK_NAMES,
					new DirectoryReplication.Names(handle, List.of("QUAYSIDE\\alice", "QUAYSIDE\\nobody"))).value())
					.containsExactly("CN=alice,CN=Users,DC=quayside,DC=test", "");
			assertThat(drsuapi.call(DirectoryReplication.UNBIND, handle).value().isNull()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aRequestOfManyFragments(Mechanism mechanism) throws Exception {
		List<String> names = new ArrayList<>(Collections.nCopies(Samr.MAX_LOOKUP, "x".repeat(100)));
		names.set(Samr.MAX_LOOKUP - 1, ActiveDirectory.USER);
		try (RpcClient client = controller.client(Samr.INTERFACE, mechanism, AuthenticationLevel.PRIVACY)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			Samr.Answer<List<Long>> answer = samr.call(Samr.LOOKUP_NAMES, new Samr.Names(openDomain(samr), names));
			assertThat(answer.status()).isEqualTo(Samr.SOME_NOT_MAPPED);
			assertThat(answer.value()).hasSize(Samr.MAX_LOOKUP).startsWith(0L);
			assertThat(answer.value().get(Samr.MAX_LOOKUP - 1)).isGreaterThan(1000);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anAnswerOfManyFragments(Mechanism mechanism) throws Exception {
		try (RpcClient client = controller.client(Samr.INTERFACE, mechanism, AuthenticationLevel.PRIVACY)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			assertThat(samr.call(Samr.LOOKUP_IDS,
					new Samr.Ids(openDomain(samr), Collections.nCopies(Samr.MAX_LOOKUP, 500L))).value())
					.hasSize(Samr.MAX_LOOKUP).containsOnly("Administrator");
		}
	}

	private static ContextHandle openDomain(RpcChannel samr) throws RpcException {
		ContextHandle server = samr.call(Samr.CONNECT5, Samr.MAXIMUM_ALLOWED).value();
		Samr.Sid sid = samr.call(Samr.LOOKUP_DOMAIN, new Samr.DomainName(server, ActiveDirectory.DOMAIN)).value();
		Samr.Answer<ContextHandle> domain = samr.call(Samr.OPEN_DOMAIN,
				new Samr.Domain(server, Samr.MAXIMUM_ALLOWED, sid));
		assertThat(domain.status()).isZero();
		return domain.value();
	}
}
