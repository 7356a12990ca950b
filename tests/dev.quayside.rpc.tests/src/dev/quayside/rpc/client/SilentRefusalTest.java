package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.FakeSecurity;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/** Servers that hang up instead of saying that they refuse the last token. */
@Timeout(60)
class SilentRefusalTest {

	/** {@code nca_s_op_rng_error}. */
	private static final int OP_RANGE_ERROR = 0x1C010002;

	/** What a server does once it has all tokens. */
	private interface Then {

		void go(SecureScript script) throws Exception;
	}

	private static FakeServer server(FakeSecurity fake, Then then) throws IOException {
		return new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, fake, AuthenticationLevel.PRIVACY);
			script.accept();
			then.go(script);
		});
	}

	private static RpcClient client(FakeServer server, FakeSecurity fake) {
		return server.client(new ClientSecurity(fake.initiator("alice", "secret"), AuthenticationLevel.PRIVACY));
	}

	private static void isRefused(ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOfSatisfying(RpcSecurityException.class,
				e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
				.hasMessageContainingAll("right after the authentication", "user name or password");
	}

	@Test
	void aServerThatHangsUpAfterAuth3HasRefusedTheLogonAndCountsOne() throws Exception {
		try (FakeServer server = server(FakeSecurity.ODD, script -> {});
				RpcClient client = client(server, FakeSecurity.ODD)) {
			isRefused(() -> echo(client, 1));
			assertThat(server.connections()).as("logons").isEqualTo(1);
		}
	}

	@Test
	void hangingUpOnTheFirstRequestIsTheSame() throws Exception {
		try (FakeServer server = server(FakeSecurity.ODD, SecureScript::receive);
				RpcClient client = client(server, FakeSecurity.ODD)) {
			isRefused(() -> echo(client, 1));
			assertThat(server.connections()).as("logons").isEqualTo(1);
		}
	}

	@Test
	void hangingUpOnAFurtherInterfaceIsTheSame() throws Exception {
		try (FakeServer server = server(FakeSecurity.ODD, script -> {});
				RpcClient client = client(server, FakeSecurity.ODD)) {
			isRefused(() -> client.connect(Echo.INTERFACE).channel(Echo.OTHER).call(Echo.ECHO, new byte[]{ 1 }));
		}
	}

	@Test
	void aConnectionThatWasProvenIsMadeAnew() throws Exception {
		try (FakeServer server = server(FakeSecurity.ODD, script -> {
			script.echo();
			script.receive();
		}); RpcClient client = client(server, FakeSecurity.ODD)) {
			assertThat(echo(client, 1)).containsExactly(1);
			assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(RpcConnectException.class);
			assertThat(echo(client, 3)).containsExactly(3);
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	@Test
	void aFaultOfTheCallProvesItToo() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			peer.send(FakeServer.fault(script.receive().callId(), OP_RANGE_ERROR));
			script.receive();
		}); RpcClient client = client(server, FakeSecurity.ODD)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcFaultException.class);
			assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(RpcConnectException.class);
		}
	}

	@Test
	void aServerThatAnsweredTheLastTokenHasNotRefusedIt() throws Exception {
		try (FakeServer server = server(FakeSecurity.EVEN, SecureScript::receive);
				RpcClient client = client(server, FakeSecurity.EVEN)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcConnectException.class);
		}
	}

	@Test
	void afterANewAuthenticationOfTheConnectionItIsUnansweredAgain() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			script.echo();
			new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY).accept();
		}); RpcClient client = client(server, FakeSecurity.ODD)) {
			assertThat(echo(client, 1)).containsExactly(1);
			client.reauthenticate();
			isRefused(() -> echo(client, 2));
			assertThat(server.connections()).isEqualTo(1);
		}
	}
}
