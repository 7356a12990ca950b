package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteOrder;

/** The cancel and orphaned PDUs ([C706] 12.6.4.6, 12.6.4.8, [MS-RPCE] 3.3.1.5.10). */
@Timeout(60)
class CancelTest {

	private static final byte[] STUB = Bytes.hex("01000000 07");

	private EchoServer server;
	private RawPeer peer;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
		peer = RawPeer.bound(server.port());
	}

	@AfterEach
	void stop() throws IOException {
		peer.close();
		server.close();
	}

	private static byte[] signal(int type, int callId) {
		return Bytes.little().pdu(type, Bytes.WHOLE, callId);
	}

	private void assertGoesOn(int callId) throws IOException {
		assertThat(peer.send(Bytes.request(callId, 0, STUB)).receive().callId()).isEqualTo(callId);
	}

	@Test
	void aCancelReachesTheCallWhoseAnswerStillComes() throws Exception {
		peer.send(Bytes.request(2, 1, new byte[4]));
		server.awaitWaiting(1);
		peer.send(signal(Bytes.CANCEL, 2));
		server.awaitCancelled();
		server.answer(3);
		assertThat(peer.receive().stub()).isEqualTo(Bytes.hex("03000000"));
		assertGoesOn(3);
	}

	@Test
	void anOrphanedCallHearsOfItAndIsNotAnswered() throws Exception {
		peer.send(Bytes.request(2, 1, new byte[4]));
		server.awaitWaiting(1);
		peer.send(signal(Bytes.ORPHANED, 2));
		server.awaitCancelled();
		server.answer(3);
		assertGoesOn(3);
	}

	@Test
	void aRequestThatIsNotWholeIsForgottenWhenOrphaned() throws Exception {
		peer.send(Bytes.request(Bytes.FIRST, 2, 7, 0, new byte[0]), signal(Bytes.ORPHANED, 2));
		assertGoesOn(3);
		peer.send(Bytes.request(Bytes.LAST, 2, 7, 0, new byte[0]));
		assertGoesOn(4);
		assertThat(server.count()).isZero();
	}

	@Test
	void signalsForCallsThatAreNotInFlightAreIgnored() throws IOException {
		assertGoesOn(2);
		peer.send(signal(Bytes.CANCEL, 2), signal(Bytes.ORPHANED, 2), signal(Bytes.CANCEL, 77),
				signal(Bytes.ORPHANED, -1));
		assertGoesOn(78);
	}

	@Test
	void aBigEndianCancelIsUnderstood() throws Exception {
		peer.send(Bytes.request(2, 1, new byte[4]));
		server.awaitWaiting(1);
		peer.send(Bytes.in(ByteOrder.BIG_ENDIAN).pdu(Bytes.CANCEL, Bytes.WHOLE, 2));
		server.awaitCancelled();
		server.answer(1);
		assertThat(peer.receive().callId()).isEqualTo(2);
	}
}
