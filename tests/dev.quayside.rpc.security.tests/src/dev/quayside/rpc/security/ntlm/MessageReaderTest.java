package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Fields, names and attributes that are not where or what they should be. */
class MessageReaderTest {

	/** Where the reference to the name of the user stands in an AUTHENTICATE_MESSAGE. */
	private static final int USER = 36;

	private static byte[] authenticate() {
		return Vectors.read("dev.quayside.rpc.security.tests/vectors/ntlm.txt").get("authenticate");
	}

	private static byte[] withUserAt(int length, int offset) {
		byte[] message = authenticate();
		ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putShort(USER, (short) length).putInt(USER + 4, offset);
		return message;
	}

	/** In the fixed part, over the end, far away, below zero, on other fields, an odd number of bytes. */
	@ParameterizedTest
	@CsvSource({ "8, 0", "8, 63", "8, 225", "8, 232", "65535, 88", "8, 2147483647", "8, -8", "8, -1", "8, 73", "9, 84",
			"7, 84", "12, 72", "24, 108" })
	void aFieldThatIsNotWhereItShouldBeIsRefused(int length, int offset) {
		byte[] message = withUserAt(length, offset);
		assertThatThrownBy(() -> AuthenticateMessage.decode(message)).isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void anEmptyFieldMayPointAnywhere() throws RpcSecurityException {
		assertThat(AuthenticateMessage.decode(withUserAt(0, -1)).user()).isEmpty();
	}

	/** A lone surrogate, a line feed, an escape, a NUL. */
	@ParameterizedTest
	@ValueSource(strings = { "00d8", "00dc", "0a00", "1b00", "0000" })
	void aNameIsText(String hex) {
		byte[] message = authenticate();
		System.arraycopy(HexFormat.of().parseHex(hex), 0, message, 0x56, 2);
		assertThatThrownBy(() -> AuthenticateMessage.decode(message)).isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void aNameIsNotLongerThanNamesAre() {
		byte[] message = new AuthenticateMessage(NegotiateFlag.ofWire(1), "", "x".repeat(513), "", new byte[0],
				new byte[0], new byte[0], new byte[8], new byte[0]).encode();
		assertThatThrownBy(() -> AuthenticateMessage.decode(message)).isInstanceOf(RpcSecurityException.class)
				.hasMessageContaining("1026 bytes");
	}

	/** No end, an end with a value, beyond the end, wrong sizes of flags, time and bindings, an attribute twice. */
	@ParameterizedTest
	@ValueSource(strings = { "", "000000", "010002004100", "0000010000", "0100ffff4100", "06000200010000000000",
			"070004000000000000000000", "0a00080000000000000000000000 0000", "01000000010000 0000000000" })
	void attributesThatAreNotWellFormedAreRefused(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
		assertThatThrownBy(() -> AvPairs.decode(bytes)).isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void attributesKeepTheirOrderAndThoseThatNobodyKnowsStay() throws RpcSecurityException {
		byte[] bytes = HexFormat.of().parseHex("0200020045000100020051 00ff770100ab00000000".replace(" ", ""));
		assertThat(AvPairs.decode(bytes).encode()).isEqualTo(bytes);
		assertThat(AvPairs.decode(bytes)).hasToString("[2, 1, 30719]");
	}
}
