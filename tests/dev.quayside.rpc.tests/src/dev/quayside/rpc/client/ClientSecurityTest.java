package dev.quayside.rpc.client;

import static dev.quayside.rpc.client.FakeServer.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.SecurePeer;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.pdu.VerificationTrailer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** How the client authenticates, and what it demands of a server meanwhile; the server's every byte is the test's. */
@Timeout(60)
class ClientSecurityTest {

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
	void theBindCarriesTheFirstTokenAndOffersHeaderSigning() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((peer, number) -> seen.add(peer.receive()));
				RpcClient client = client(server)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(IOException.class);
			RawPdu bind = seen.take();
			byte[] token = FakeSecurity.token(0, "alice", "secret");
			int trailer = bind.bytes().length - token.length - 8;
			assertThat(bind.flags()).isEqualTo(Bytes.WHOLE | Bytes.MULTIPLEX | SecurePeer.HEADER_SIGN);
			assertThat(bind.u16(10)).isEqualTo(token.length);
			assertThat(Arrays.copyOfRange(bind.bytes(), trailer, trailer + 8)).containsExactly(10, 6, 0, 0, 1, 0, 0,
					0);
			assertThat(bind.from(trailer + 8)).isEqualTo(token);
		}
	}

	@Test
	void connectDoesNotOfferHeaderSigningAndAddsNothingToRequests() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.CONNECT);
			seen.add(script.accept());
			RawPdu request = peer.receive();
			seen.add(request);
			peer.send(FakeServer.response(request.callId(), request.stub()));
		}); RpcClient client = client(server, FakeSecurity.ODD, AuthenticationLevel.CONNECT)) {
			assertThat(echo(client, 5)).containsExactly(5);
			assertThat(seen.take().flags() & SecurePeer.HEADER_SIGN).isZero();
			RawPdu request = seen.take();
			assertThat(request.u16(10)).isZero();
			assertThat(request.stub()).isEqualTo(Bytes.counted(new byte[]{ 5 }));
		}
	}

	@Test
	void theLastOfThreeTokensGoesByAuth3() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			seen.add(script.last());
			script.echoAll();
		}); RpcClient client = client(server)) {
			assertThat(echo(client, 5)).containsExactly(5);
			RawPdu auth3 = seen.take();
			assertThat(auth3.type()).isEqualTo(SecurePeer.AUTH3);
			assertThat(Arrays.copyOfRange(auth3.bytes(), 20, 28)).containsExactly(10, 6, 0, 0, 1, 0, 0, 0);
			assertThat(auth3.from(28)).isEqualTo(FakeSecurity.token(2, "alice", "secret"));
		}
	}

	@Test
	void theVerificationTrailerConfirmsTheConnectionAndEachPresentationContextOnce() throws Exception {
		BlockingQueue<byte[]> stubs = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			script.onRequest(stubs::add).echoAll();
		}); RpcClient client = client(server)) {
			for (int i = 0; i < 2; i++) {
				echo(client, 1);
				client.channel(Echo.OTHER).call(Echo.ECHO, new byte[]{ 2 });
			}
			byte[] padding = new byte[3];
			assertThat(stubs.take()).isEqualTo(Bytes.little().u32(1).u8(1).raw(padding)
					.raw(VerificationTrailer.ofConnection(Echo.INTERFACE.syntax(), SyntaxId.NDR20)).toByteArray());
			assertThat(stubs.take()).isEqualTo(Bytes.little().u32(1).u8(2).raw(padding)
					.raw(VerificationTrailer.ofContext(Echo.OTHER.syntax(), SyntaxId.NDR20)).toByteArray());
			assertThat(stubs.take()).isEqualTo(Bytes.little().u32(1).u8(1).toByteArray());
			assertThat(stubs.take()).isEqualTo(Bytes.little().u32(1).u8(2).toByteArray());
		}
	}

	@Test
	void aServerThatDoesNotSignHeadersIsStillTaken() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.EVEN, AuthenticationLevel.INTEGRITY)
					.withoutHeaderSigning();
			script.accept();
			script.echoAll();
		}); RpcClient client = client(server, FakeSecurity.EVEN, AuthenticationLevel.INTEGRITY)) {
			assertThat(echo(client, 5)).containsExactly(5);
			assertThat(echo(client, 6)).containsExactly(6);
		}
	}

	@Test
	void aServerThatDropsTheTokenIsNotTrusted() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			FakeServer.acceptBind(peer);
			FakeServer.echoAll(peer);
		}); RpcClient client = client(server)) {
			fails(Reason.UNSUPPORTED, () -> echo(client, 1));
		}
	}

	@ParameterizedTest
	@CsvSource({ "9, 6, 1", "10, 5, 1", "10, 2, 1", "10, 6, 2" })
	void aServerThatAnswersWithSomethingElseIsNotTrusted(int type, int level, int contextId) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.answering(type, level, contextId).accept();
			FakeServer.echoAll(peer);
		}); RpcClient client = client(server)) {
			fails(Reason.UNSUPPORTED, () -> echo(client, 1));
		}
	}

	@Test
	void tokensWithoutEndAreEnded() throws Exception {
		FakeSecurity endless = new FakeSecurity(AuthenticationType.KERBEROS, AuthenticationType.KERBEROS, 1000);
		try (FakeServer server = new FakeServer(
				(peer, number) -> new SecureScript(peer, endless, AuthenticationLevel.PRIVACY).accept());
				RpcClient client = client(server, endless, AuthenticationLevel.PRIVACY)) {
			fails(Reason.BAD_TOKEN, () -> echo(client, 1));
		}
	}

	@Test
	void garbageInATokenIsSaid() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			RawPdu bind = peer.receive();
			peer.send(SecureScript.withToken(FakeServer.ack(bind, 1, 0, 0), 10, 6, 1, new byte[50]));
			FakeServer.echoAll(peer);
		}); RpcClient client = client(server)) {
			fails(Reason.BAD_TOKEN, () -> echo(client, 1));
		}
	}

	@ParameterizedTest
	@CsvSource({ "8, UNSUPPORTED", "9, REFUSED", "0, REFUSED" })
	void aRefusedBindIsExplained(int reason, Reason expected) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			RawPdu bind = peer.receive();
			peer.send(Bytes.little().u16(reason).raw("01 0500 000000").pdu(Bytes.BIND_NAK, Bytes.WHOLE,
					bind.callId()));
		}); RpcClient client = client(server)) {
			fails(expected, () -> echo(client, 1));
			assertThat(server.connections()).as("it is not tried again").isEqualTo(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "5, REFUSED", "0x721, REFUSED", "0x6D3, UNSUPPORTED", "0x71D, UNSUPPORTED" })
	void aRefusedTokenIsExplained(String status, Reason expected) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY);
			script.acceptBind();
			RawPdu alter = peer.receive();
			peer.send(FakeServer.fault(alter.callId(), Integer.decode(status)));
		}); RpcClient client = client(server, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY)) {
			fails(expected, () -> echo(client, 1));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "5", "0x1C01000B", "0x721" })
	void aFaultThatAnswersTheFirstRequestTellsOfTheAuthentication(String status) throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY);
			script.accept();
			peer.send(FakeServer.fault(peer.receive().callId(), Integer.decode(status)));
		}); RpcClient client = client(server)) {
			assertThatThrownBy(() -> echo(client, 1)).isInstanceOf(RpcSecurityException.class)
					.hasMessageContainingAll("user name or password", "privacy");
		}
	}

	@Test
	void whoAuthenticatesAnewUsesAnotherContextOfTheConnection() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY);
			script.accept();
			script.echo();
			SecureScript second = new SecureScript(peer, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY);
			seen.add(second.accept());
			second.echoAll();
		}); RpcClient client = client(server, FakeSecurity.EVEN, AuthenticationLevel.PRIVACY)) {
			echo(client, 1);
			client.reauthenticate();
			assertThat(echo(client, 2)).containsExactly(2);
			RawPdu alter = seen.take();
			byte[] token = FakeSecurity.token(0, "alice", "secret");
			assertThat(alter.type()).isEqualTo(Bytes.ALTER_CONTEXT);
			assertThat(alter.u32(alter.bytes().length - token.length - 4)).as("auth_context_id").isEqualTo(2);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void whereAConnectionBearsOneContextAnotherConnectionIsOpened() throws Exception {
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY)
					.withFeatures(2);
			script.accept();
			script.echoAll();
		}); RpcClient client = client(server)) {
			echo(client, 1);
			client.reauthenticate();
			assertThat(echo(client, 2)).containsExactly(2);
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	@Test
	void anExpiredContextIsReplacedBeforeTheNextCall() throws Exception {
		List<FakeSecurity> kinds = List.of(FakeSecurity.ODD.expiring(), FakeSecurity.EVEN.expiring());
		for (FakeSecurity fake : kinds) {
			BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
			try (FakeServer server = new FakeServer((peer, number) -> {
				for (int i = 0; i < 3; i++) {
					SecureScript script = new SecureScript(peer, fake, AuthenticationLevel.PRIVACY);
					seen.add(script.accept());
					if (i > 0) {
						script.echo();
					}
				}
			}); RpcClient client = client(server, fake, AuthenticationLevel.PRIVACY)) {
				assertThat(echo(client, 1)).containsExactly(1);
				assertThat(echo(client, 2)).containsExactly(2);
				assertThat(seen).extracting(RawPdu::type).containsExactly(Bytes.BIND, Bytes.ALTER_CONTEXT,
						Bytes.ALTER_CONTEXT);
				server.check();
			}
		}
	}

	@Test
	void everyConnectionOfTheGroupAuthenticates() throws Exception {
		BlockingQueue<RawPdu> binds = new LinkedBlockingQueue<>();
		CountDownLatch both = new CountDownLatch(2);
		ExecutorService pool = Executors.newFixedThreadPool(2);
		try (FakeServer server = new FakeServer((peer, number) -> {
			SecureScript script = new SecureScript(peer, FakeSecurity.ODD, AuthenticationLevel.PRIVACY)
					.withoutMultiplexing();
			binds.add(script.accept());
			RawPdu request = script.receive();
			both.countDown();
			assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
			peer.send(script.response(request.callId(), request.stub()));
			script.echoAll();
		}); RpcClient client = client(server)) {
			Future<byte[]> one = pool.submit(() -> echo(client, 1));
			Future<byte[]> two = pool.submit(() -> echo(client, 2));
			assertThat(one.get(30, TimeUnit.SECONDS)).containsExactly(1);
			assertThat(two.get(30, TimeUnit.SECONDS)).containsExactly(2);
			assertThat(binds).hasSize(2).allSatisfy(bind -> assertThat(bind.u16(10)).isPositive());
			assertThat(binds).extracting(bind -> bind.u32(20)).containsExactlyInAnyOrder(0, FakeServer.GROUP);
		} finally {
			pool.shutdownNow();
		}
	}
}
