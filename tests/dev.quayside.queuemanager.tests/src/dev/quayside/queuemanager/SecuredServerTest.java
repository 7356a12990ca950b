package dev.quayside.queuemanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A queue manager that demands privacy: what it guards, against whom, and that it knows who calls. */
@Timeout(60)
class SecuredServerTest {

	private static final FormatName ORDERS = FormatName.parse("DIRECT=OS:localhost\\private$\\orders");

	@TempDir
	private static Path data;
	private static QueueManagerServer server;

	@BeforeAll
	static void start() throws Exception {
		NtlmAccounts accounts = NtlmAccounts
				.of(List.of(new NtlmAccount("", "alice", NtHash.of("secret".toCharArray()))));
		ServerSecurity security = new ServerSecurity(
				List.of(new NtlmAcceptor(accounts, ServerNames.standalone("quayside"), true)),
				AuthenticationLevel.PRIVACY,
				caller -> accounts.find(caller.principal().domain(), caller.principal().name()).isPresent());
		server = QueueManagerServer.start(new QueueManagerOptions(data, List.of(InetAddress.getByName("127.0.0.1")), 0,
				0, free(), List.of(QueueAttributes.named("orders")), Duration.ofMinutes(5), security));
	}

	private static int free() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static RpcClient client() {
		return new RpcClient(new RpcEndpoint("127.0.0.1", server.rpcPort()), RpcClientOptions.DEFAULT);
	}

	private static RpcClient client(SecurityInitiator who, AuthenticationLevel level) {
		return new RpcClient(new RpcEndpoint("127.0.0.1", server.rpcPort()),
				RpcClientOptions.DEFAULT.withSecurity(new ClientSecurity(who, level)));
	}

	private static SecurityInitiator alice(String password) {
		return new NtlmInitiator("CORP", "alice", password.toCharArray());
	}

	private static RemoteQueue open(RpcClient client) throws Exception {
		return RemoteQueue.open(client.channel(RemoteRead.INTERFACE), ORDERS, RemoteRead.Access.PEEK, false,
				UUID.randomUUID(), CallOptions.defaults());
	}

	private static void ask(RpcClient client) throws Exception {
		new ManagementClient(client.channel(QueueManagement.INTERFACE)).machine(List.of(MachineProperty.TYPE),
				CallOptions.defaults());
	}

	/** Fault 5, at the first request at the latest. */
	private static void isDenied(ThrowingCallable call) {
		RpcException e = catchThrowableOfType(RpcException.class, call);
		Throwable fault = e instanceof RpcSecurityException ? e.getCause() : e;
		assertThat(fault).isInstanceOf(RpcFaultException.class);
		assertThat(((RpcFaultException) fault).status()).isEqualTo(FaultStatus.ACCESS_DENIED);
	}

	@Test
	void whoeverHasAnAccountAndPrivacyIsLetInAndKnown() throws Exception {
		Queue queue = server.manager().find(QueuePath.privateQueue("orders")).orElseThrow();
		try (RpcClient client = client(alice("secret"), AuthenticationLevel.PRIVACY)) {
			ask(client);
			RemoteQueue open = open(client);
			assertThat(queue.clients()).extracting(QueueClient::account).containsExactly("alice");
			assertThat(queue.clients().get(0).address().isLoopbackAddress()).isTrue();
			assertThat(queue.clients().get(0)).hasToString("CORP\\alice at 127.0.0.1");
			open.close(CallOptions.defaults());
			assertThat(queue.clients()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "CONNECT", "CALL", "PACKET", "INTEGRITY" })
	void aLowerLevelIsNotEnough(AuthenticationLevel level) {
		try (RpcClient client = client(alice("secret"), level)) {
			isDenied(() -> open(client));
			isDenied(() -> ask(client));
		}
	}

	@Test
	void callersWithoutAnAccountAreDenied() {
		try (RpcClient client = client()) {
			isDenied(() -> open(client));
			isDenied(() -> ask(client));
		}
		for (SecurityInitiator who : List.of(alice("wrong"), NtlmInitiator.anonymous(),
				new NtlmInitiator("", "mallory", "secret".toCharArray()))) {
			try (RpcClient client = client(who, AuthenticationLevel.PRIVACY)) {
				isDenied(() -> open(client));
			}
		}
	}

	@Test
	void everyoneMayAskForPorts() throws Exception {
		try (RpcClient client = client()) {
			assertThat(client.channel(RemoteRead.INTERFACE).call(RemoteRead.GET_SERVER_PORT, null,
					CallOptions.defaults())).isEqualTo(server.rpcPort());
		}
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.endpointMapperPort()),
				RpcClientOptions.DEFAULT)) {
			EndpointMapper mapper = new EndpointMapper(client.channel(EndpointMap.INTERFACE));
			assertThat(mapper.tcpPorts(RemoteRead.INTERFACE, CallOptions.defaults())).containsExactly(server.rpcPort());
			assertThat(mapper.tcpPorts(QueueManagement.INTERFACE, CallOptions.defaults()))
					.containsExactly(server.rpcPort());
		}
	}
}
