package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.FakeSecurity;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** Which answers the client takes in a security context; the server's every byte is the test's. */
@Timeout(60)
class ProtectedAnswerTest {

	private static RpcClient client(FakeServer server, FakeSecurity fake, AuthenticationLevel level) {
		return server.client(new ClientSecurity(fake.initiator("alice", "secret"), level));
	}

	private static RpcClient client(FakeServer server) {
		return client(server, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
	}

	private static void fails(Reason reason, ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOfSatisfying(RpcSecurityException.class,
				e -> assertThat(e.reason()).isEqualTo(reason));
	}

	@Test
	void afterAnAnswerTheSameFaultIsOnlyAFault() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			script.echo();
			peer.send(FakeServer.fault(script.receive().callId(), 5));
			script.echo();
			script.sendFault(script.receive().callId(), 5);
			script.echoAll();
		}); RpcClient client = client(server)) {
			for (int i = 0; i < 2; i++) {
				echo(client, 1);
				assertThatThrownBy(() -> echo(client, 1)).isInstanceOfSatisfying(RpcFaultException.class,
						e -> assertThat(e.status()).isEqualTo(FaultStatus.ACCESS_DENIED));
			}
			assertThat(echo(client, 3)).as("signed faults keep step too").containsExactly(3);
		}
	}

	@Test
	void aFaultWithAWrongSignatureIsNotBelieved() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			script.echo();
			RawPdu request = script.receive();
			peer.send(Bytes.little().u32(32).u16(0).u16(0).u32(5).u32(0).raw("0a060000 01000000").raw(new byte[28])
					.pdu(Bytes.FAULT, Bytes.WHOLE, request.callId(), 28));
			script.echoAll();
		}); RpcClient client = client(server)) {
			echo(client, 1);
			fails(Reason.TAMPERED, () -> echo(client, 2));
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "PACKET", "INTEGRITY", "PRIVACY" })
	void anAnswerWithoutASignatureIsNotTaken(AuthenticationLevel level) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			new SecureScript(peer, FakeSecurity.ODD, level).accept();
			FakeServer.echoAll(peer);
		}); RpcClient client = client(server, FakeSecurity.ODD, level)) {
			fails(Reason.TAMPERED, () -> echo(client, 1));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 12, 16, 20, 24, 30, 40, -1, -9, -29 })
	void anAnswerThatWasChangedIsNotTaken(int at) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			RawPdu request = script.receive();
			byte[] answer = script.response(request.callId(), request.stub());
			answer[at < 0 ? answer.length + at : at] ^= 1;
			peer.send(answer);
			peer.receive();
		}); RpcClient client = client(server)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcSecurityException.class);
		}
	}

	@Test
	void answersThatCameOutOfOrderOrTwiceAreNotTaken() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			RawPdu first = script.receive();
			byte[] answer = script.response(first.callId(), first.stub());
			peer.send(answer);
			script.receive();
			peer.send(answer);
			peer.receive();
		}); RpcClient client = client(server)) {
			assertThat(echo(client, 1)).containsExactly(1);
			fails(Reason.TAMPERED, () -> echo(client, 2));
		}
	}

	@Test
	void aLateAnswerDoesNotPutTheSignaturesOutOfStep() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			RawPdu slow = script.receive();
			assertThat(peer.receive().type()).isEqualTo(Bytes.ORPHANED);
			peer.send(script.response(slow.callId(), slow.stub()));
			script.echoAll();
		}); RpcClient client = client(server)) {
			assertThatThrownBy(() -> client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[1],
					new CallOptions(Duration.ofMillis(200), new Cancellation())))
					.isInstanceOf(RpcTimeoutException.class);
			assertThat(echo(client, 9)).containsExactly(9);
			assertThat(server.connections()).isEqualTo(1);
			server.check();
		}
	}

	@Test
	void anAnswerInAnotherContextThanTheRequestIsNotTaken() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			script.echo();
			SecureScript second = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			second.accept();
			RawPdu request = second.receive();
			peer.send(script.response(request.callId(), request.stub()));
			peer.receive();
		}); RpcClient client = client(server)) {
			echo(client, 1);
			client.reauthenticate();
			fails(Reason.TAMPERED, () -> echo(client, 2));
		}
	}
}
