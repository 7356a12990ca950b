package dev.quayside.msmq.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** [MS-MQMQ] 2.5, [MS-MQQB] 3.1.5.8.3. */
class MessageSignatureTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.msmq.tests/vectors/signed-messages.txt");

	private static Optional<MessageSignature> verify(byte[] bytes) throws PacketException {
		MessagePacket packet = MessagePacket.parse(bytes);
		return packet.security().isPresent() ? MessageSignature.verify(packet) : Optional.empty();
	}

	@ParameterizedTest
	@CsvSource({ "msmq2Sha512,MSMQ2", "msmq2LeastByteFirst,MSMQ2", "msmq2BareSha1,MSMQ2", "msmq1Md5,MSMQ1",
			"msmq3Sha256,MSMQ3", "namesWithPadding,MSMQ2", "namesWithoutPadding,MSMQ2", "zerosForNoConnector,MSMQ2" })
	void aSignatureOfEveryKindFits(String name, MessageSignature expected) throws Exception {
		byte[] bytes = VECTORS.get(name);
		assertThat(MessageSignature.isSigned(MessagePacket.parse(bytes))).isTrue();
		assertThat(verify(bytes)).contains(expected);
	}

	@Test
	void whatIsSignedCannotBeChanged() throws Exception {
		byte[] message = VECTORS.get("msmq2Sha512");
		int body = new String(message, StandardCharsets.ISO_8859_1).indexOf("signed body");
		MessagePacket packet = MessagePacket.parse(message);
		int signature = packet.securityOffset() + 16;
		for (int at : new int[]{ 2, 16, 61, signature, signature + 127, body, body + 10 }) {
			byte[] changed = message.clone();
			changed[at] ^= 1;
			assertThat(verify(changed)).as("byte " + at).isEmpty();
		}
	}

	/** A change that is not noticed is in what is not signed, or in the certificate behind its key. */
	@Test
	void noBytesDoHarm() {
		Hostile.survivesCorruption(VECTORS.get("msmq2Sha512"), 7, 2000, MessageSignatureTest::verify,
				PacketException.class);
		Hostile.survivesCorruption(VECTORS.get("msmq3Sha256"), 8, 1000, MessageSignatureTest::verify,
				PacketException.class);
	}

	@Test
	void theSecurityHeaderStandsWhereItIsSaid() throws Exception {
		for (byte[] bytes : VECTORS.values()) {
			MessagePacket packet = MessagePacket.parse(bytes);
			byte[] changed = bytes.clone();
			changed[packet.securityOffset() + 1] |= 5;
			assertThat(MessagePacket.parse(changed).security().orElseThrow().flags())
					.isEqualTo(packet.security().orElseThrow().flags() | 0x0500);
		}
	}
}
