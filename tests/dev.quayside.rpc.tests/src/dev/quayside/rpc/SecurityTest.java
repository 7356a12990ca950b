package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.server.CallPolicy;

import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Our client and our server with a provider of the test, over real sockets. */
@Timeout(60)
class SecurityTest {

	private static final Principal ALICE = new Principal("TEST", "alice");

	/** Every number of tokens of both parities, at every level. */
	static Stream<Arguments> exchanges() {
		List<Arguments> all = new ArrayList<>();
		for (AuthenticationLevel level : AuthenticationLevel.values()) {
			for (int legs = 1; legs <= 5 && level != AuthenticationLevel.NONE; legs++) {
				AuthenticationType type = legs % 2 == 1 && legs > 1
						? AuthenticationType.NTLM
						: AuthenticationType.NEGOTIATE;
				for (AuthenticationType mechanism : List.of(AuthenticationType.NTLM, AuthenticationType.KERBEROS)) {
					all.add(Arguments.of(new FakeSecurity(type, mechanism, legs), level));
				}
			}
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void callsOfEverySizeAreMadeByWhoAuthenticated(FakeSecurity fake, AuthenticationLevel level) throws IOException {
		try (SecureServer server = new SecureServer(CallPolicy.OPEN, fake);
				RpcClient client = server.alice(fake, level)) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			for (int length : new int[]{ 0, 1, 1300, 1327, 1328, 1340, 1352, 1360, 1404, 5000, 100_000 }) {
				byte[] bytes = new byte[length];
				new Random(length).nextBytes(bytes);
				assertThat(channel.call(Echo.ECHO, bytes)).isEqualTo(bytes);
			}
			AuthenticationLevel used = level == AuthenticationLevel.CALL ? AuthenticationLevel.PACKET : level;
			assertThat(server.callers()).hasSize(11)
					.containsOnly(new Caller(Optional.of(fake.mechanism()), used, ALICE));
			assertThat(client.channel(Echo.OTHER).call(Echo.ECHO, new byte[3])).hasSize(3);
			assertThat(client.security()).hasValueSatisfying(
					context -> assertThat(context.mechanism()).isEqualTo(fake.mechanism()));
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "NONE", "CALL" }, mode = EnumSource.Mode.EXCLUDE)
	void aWrongPasswordIsSaid(AuthenticationLevel level) throws IOException {
		for (FakeSecurity fake : List.of(FakeSecurity.ODD, FakeSecurity.EVEN)) {
			try (SecureServer server = new SecureServer(CallPolicy.OPEN, fake);
					RpcClient client = server.client(fake, level, "alice", "wrong")) {
				assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1]))
						.isInstanceOfSatisfying(RpcSecurityException.class,
								e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
						.hasMessageContaining("refuses");
				assertThat(server.callers()).isEmpty();
			}
		}
	}

	@Test
	void aProviderThatTheServerDoesNotHaveIsSaid() throws IOException {
		try (SecureServer server = new SecureServer(CallPolicy.OPEN, FakeSecurity.EVEN);
				RpcClient client = server.alice(FakeSecurity.ODD, AuthenticationLevel.PRIVACY)) {
			assertThatThrownBy(() -> client.connect(Echo.INTERFACE)).isInstanceOfSatisfying(RpcSecurityException.class,
					e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
					.hasMessageContaining("does not know the security provider");
		}
	}

	@Test
	void thePolicySeesOperationAndCallerBeforeTheCall() throws IOException {
		CallPolicy policy = (opnum, caller) -> opnum == Echo.ECHO.opnum()
				&& !caller.level().isAtLeast(AuthenticationLevel.PRIVACY)
						? Optional.of(FaultStatus.ACCESS_DENIED)
						: Optional.empty();
		try (SecureServer server = new SecureServer(policy, FakeSecurity.ODD)) {
			try (RpcClient client = server.alice(FakeSecurity.ODD, AuthenticationLevel.PRIVACY)) {
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[2])).hasSize(2);
			}
			try (RpcClient client = server.alice(FakeSecurity.ODD, AuthenticationLevel.INTEGRITY)) {
				RpcChannel channel = client.channel(Echo.INTERFACE);
				assertThat(channel.call(SecureServer.WHO, null)).asString().isEqualTo("TEST\\alice INTEGRITY");
				assertThatThrownBy(() -> channel.call(Echo.ECHO, new byte[100_000])).isInstanceOfSatisfying(
						RpcFaultException.class, e -> assertThat(e.status()).isEqualTo(FaultStatus.ACCESS_DENIED));
				assertThat(channel.call(SecureServer.WHO, null)).asString().isEqualTo("TEST\\alice INTEGRITY");
			}
			try (RpcClient client = server.client(SecureServer.options())) {
				assertThat(client.channel(Echo.INTERFACE).call(SecureServer.WHO, null)).asString()
						.isEqualTo("anonymous NONE");
				assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1]))
						.isInstanceOf(RpcFaultException.class);
			}
			assertThat(server.callers()).hasSize(1);
		}
	}

	@Test
	void aRefusalOfTheFirstCallNamesWhatMayBeWrong() throws IOException {
		CallPolicy nobody = (opnum, caller) -> Optional.of(FaultStatus.ACCESS_DENIED);
		try (SecureServer server = new SecureServer(nobody, FakeSecurity.ODD);
				RpcClient client = server.alice(FakeSecurity.ODD, AuthenticationLevel.CONNECT)) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1]))
					.isInstanceOf(RpcSecurityException.class)
					.hasMessageContainingAll("user name or password", "may not do this", "connect is too low");
		}
	}

	@Test
	void manyThreadsShareSeveralAuthenticatedConnections() throws Exception {
		try (SecureServer server = new SecureServer(CallPolicy.OPEN, FakeSecurity.ODD);
				RpcClient client = server.alice(FakeSecurity.ODD, AuthenticationLevel.PRIVACY)) {
			Crowd.echoes(client.channel(Echo.INTERFACE), 8, 50);
		}
	}

	@Test
	void faultsDoNotPutSignaturesOutOfStep() throws IOException {
		try (SecureServer server = new SecureServer(CallPolicy.OPEN, FakeSecurity.EVEN);
				RpcClient client = server.alice(FakeSecurity.EVEN, AuthenticationLevel.PRIVACY)) {
			RpcChannel channel = client.channel(Echo.INTERFACE);
			for (int i = 0; i < 3; i++) {
				assertThatThrownBy(() -> channel.call(Echo.FAIL, 0xC00E0003L)).isInstanceOfSatisfying(
						RpcFaultException.class, e -> assertThat(e.status().code()).isEqualTo(0xC00E0003));
				assertThat(channel.call(Echo.ECHO, new byte[10])).hasSize(10);
			}
			assertThat(server.server().connections()).isEqualTo(1);
		}
	}

	@Test
	void bothFamiliesOfAddressesAreServedAndCalled() throws IOException {
		RpcService service = RpcService.of(Echo.INTERFACE) //
				.on(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(call.client().getAddress()));
		try (RpcServer server = RpcServer.start(List.of(service), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0), new InetSocketAddress("::1", 0)),
				List.of(FakeSecurity.ODD.acceptor(SecureServer.ACCOUNTS)))) {
			for (String host : List.of("127.0.0.1", "::1")) {
				RpcClientOptions options = SecureServer.options().withSecurity(new ClientSecurity(
						FakeSecurity.ODD.initiator("alice", "secret"), AuthenticationLevel.PRIVACY));
				try (RpcClient client = new RpcClient(new RpcEndpoint(host, server.localPort()), options)) {
					assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[0]))
							.isEqualTo(InetAddress.getByName(host).getAddress());
				}
			}
		}
	}
}
