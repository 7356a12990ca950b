package dev.quayside.rpc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.SyntaxId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** The commands of [MS-RPCE] 2.2.2.13, true and false. */
class VerificationTrailerTest {

	private static final SyntaxId INTERFACE = new SyntaxId(UUID.fromString("1a9134dd-7b39-45ba-ad88-44d01ca47f28"), 1,
			0);
	private static final String SIGNATURE = "8ae3137102f43671";
	private static final String CONTEXT = "dd34911a397bba45ad8844d01ca47f28 01000000"
			+ "045d888aeb1cc9119fe808002b104860 02000000";
	private static final String HEADER2 = "00 00 0000 10000000 05000000 0300 0700";

	private static boolean isTrue(String hex) {
		return isTrue(Bytes.hex(hex), true, ByteOrder.LITTLE_ENDIAN);
	}

	private static boolean isTrue(byte[] trailer, boolean headerSigning, ByteOrder order) {
		byte[] stub = Bytes.little().raw(new byte[12]).raw(trailer).toByteArray();
		Pdu.Request request = new Pdu.Request(0, 3, 7, Optional.empty(), Stub.of(stub));
		PduHeader header = new PduHeader(PduType.REQUEST, 3, order, 24 + stub.length, 0, 5);
		int at = VerificationTrailer.find(request.stub());
		assertThat(at).isEqualTo(12);
		return VerificationTrailer.isTrue(at,
				new VerificationTrailer.Truth(headerSigning, INTERFACE, SyntaxId.NDR20, header, request));
	}

	@Test
	void whatIsWrittenIsWhatWindowsWrites() {
		assertThat(VerificationTrailer.ofConnection(INTERFACE, SyntaxId.NDR20))
				.isEqualTo(Bytes.hex(SIGNATURE + "0100 0400 01000000 0240 2800" + CONTEXT));
		assertThat(VerificationTrailer.ofContext(INTERFACE, SyntaxId.NDR20))
				.isEqualTo(Bytes.hex(SIGNATURE + "0240 2800" + CONTEXT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0140 0400 01000000", "0140 0400 00000000", "0140 0400 feffffff", "0240 2800" + CONTEXT,
			"01c0 0400 01000000", "0340 1000" + HEADER2, "0380 1000" + HEADER2 + "0200 2800" + CONTEXT
					+ "0140 0400 01000000",
			"0500 0000 0140 0400 01000000", "0540 0800 0102030405060708", "ff3f 0400 00000000 0240 2800" + CONTEXT })
	void trueCommandsInAnyOrderAreTakenAndUnknownOnesIgnored(String commands) {
		assertThat(isTrue(SIGNATURE + commands)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0140", "0140 0400", "0140 0400 010000", "0100 0400 01000000",
			"0140 0400 01000000 00", "0140 0400 01000000 00000000", "0140 0800 01000000 00000000", "0140 0000",
			"0140 0300 010000", "0540 0200 0102", "05c0 0400 00000000", "0580 0400 00000000 0140 0400 01000000",
			"0100 0400 01000000 0140 0400 01000000", "0540 0400 00000000 0140 0400 01000000", "0240 2400" + CONTEXT,
			"0240 0000", "0240 2800" + "dd34911a397bba45ad8844d01ca47f29 01000000"
					+ "045d888aeb1cc9119fe808002b104860 02000000",
			"0240 2800" + "dd34911a397bba45ad8844d01ca47f28 02000000" + "045d888aeb1cc9119fe808002b104860 02000000",
			"0240 2800" + "dd34911a397bba45ad8844d01ca47f28 01000000" + "045d888aeb1cc9119fe808002b104860 01000000",
			"0340 1000 02 00 0000 10000000 05000000 0300 0700", "0340 1000 00 00 0000 00000000 05000000 0300 0700",
			"0340 1000 00 00 0000 10000000 06000000 0300 0700", "0340 1000 00 00 0000 10000000 05000000 0400 0700",
			"0340 1000 00 00 0000 10000000 05000000 0300 0800", "0340 0c00 00 00 0000 10000000 05000000",
			"0340 1400" + HEADER2 + "00000000", "ffff ffff" })
	void falseOrBrokenCommandsAreNot(String commands) {
		assertThat(isTrue(SIGNATURE + commands)).isFalse();
	}

	@Test
	void aClientThatSaysItSignsHeadersMustHaveOfferedIt() {
		byte[] trailer = Bytes.hex(SIGNATURE + "0140 0400 01000000");
		assertThat(isTrue(trailer, false, ByteOrder.LITTLE_ENDIAN)).isFalse();
		assertThat(isTrue(trailer, true, ByteOrder.LITTLE_ENDIAN)).isTrue();
		assertThat(isTrue(Bytes.hex(SIGNATURE + "0140 0400 00000000"), false, ByteOrder.LITTLE_ENDIAN)).isTrue();
	}

	@Test
	void bigEndianClientsWriteTheTrailerInLittleEndianToo() {
		assertThat(isTrue(Bytes.hex(SIGNATURE + "0340 1000 00 00 0000 00000000 05000000 0300 0700"), true,
				ByteOrder.BIG_ENDIAN)).isTrue();
		assertThat(isTrue(Bytes.hex(SIGNATURE + "0340 1000" + HEADER2), true, ByteOrder.BIG_ENDIAN)).isFalse();
	}

	@Test
	void theLastSignatureCountsWhereverItIs() {
		for (int gap = 0; gap < 40; gap++) {
			byte[] stub = Bytes.little().raw(SIGNATURE).raw(new byte[gap]).raw(SIGNATURE).raw(new byte[gap])
					.toByteArray();
			assertThat(VerificationTrailer.find(Stub.of(stub))).isEqualTo(8 + gap);
			assertThat(VerificationTrailer.find(new Stub(stub, 8, 7))).isEqualTo(-1);
		}
		assertThat(VerificationTrailer.find(Stub.of(new byte[0]))).isEqualTo(-1);
		byte[] far = Bytes.little().raw(SIGNATURE).raw(new byte[VerificationTrailer.MAX_SIZE]).toByteArray();
		assertThat(VerificationTrailer.find(Stub.of(far))).as("too far from the end").isEqualTo(-1);
	}

	@Test
	void everyCorruptionAndEveryPrefixIsJudgedWithoutFailure() {
		byte[] trailer = Bytes.hex(SIGNATURE + "0100 0400 01000000 0200 2800" + CONTEXT + "0340 1000" + HEADER2);
		SplittableRandom random = new SplittableRandom(20261125);
		int lies = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] changed = Arrays.copyOf(trailer, 8 + random.nextInt(trailer.length - 7));
			int at = 8 + random.nextInt(trailer.length - 8);
			if (at < changed.length) {
				changed[at] ^= (byte) (1 << random.nextInt(8));
			}
			lies += isTrue(changed, true, ByteOrder.LITTLE_ENDIAN) ? 0 : 1;
		}
		assertThat(lies).isGreaterThan(15_000);
		assertThat(isTrue(trailer, true, ByteOrder.LITTLE_ENDIAN)).isTrue();
	}
}
