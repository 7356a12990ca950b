package dev.quayside.rpc.security.kerberos;

import java.util.Arrays;
import java.util.List;

/** The frame with the object identifier of the mechanism ([RFC 2743] 3.1); in DCE style only RC4 keeps it. */
final class GssFraming {

	/** Kerberos ([RFC 1964] 1.1), then the one that Windows uses beside it ([MS-KILE] 3.1.1.6). */
	private static final List<byte[]> MECHANISMS = List.of(
			new byte[]{ 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x12, 0x01, 0x02, 0x02 },
			new byte[]{ 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x82, (byte) 0xF7, 0x12, 0x01, 0x02, 0x02 });

	private static final int TAG = 0x60;

	private GssFraming() {}

	/** Bytes in front of a token of up to 116 bytes. */
	static int shortFrame() {
		return 2 + MECHANISMS.get(0).length;
	}

	/** The frame in front of a token, which is still to follow. */
	static byte[] frame(int length) {
		byte[] mechanism = MECHANISMS.get(0);
		int content = mechanism.length + length;
		byte[] head = content < 0x80
				? new byte[]{ TAG, (byte) content }
				: content < 0x100
						? new byte[]{ TAG, (byte) 0x81, (byte) content }
						: new byte[]{ TAG, (byte) 0x82, (byte) (content >> 8), (byte) content };
		byte[] frame = Arrays.copyOf(head, head.length + mechanism.length);
		System.arraycopy(mechanism, 0, frame, head.length, mechanism.length);
		return frame;
	}

	/** A token of the exchange in its frame, with its identifier of two bytes. */
	static byte[] wrap(int id, byte[] message) {
		byte[] frame = frame(2 + message.length);
		byte[] token = Arrays.copyOf(frame, frame.length + 2 + message.length);
		token[frame.length] = (byte) (id >> 8);
		token[frame.length + 1] = (byte) id;
		System.arraycopy(message, 0, token, frame.length + 2, message.length);
		return token;
	}

	static boolean isFramed(byte[] token) {
		return token.length > 0 && token[0] == TAG;
	}

	/**
	 * Takes frame and identifier off a token of the exchange; one without a frame stays as it is. What is no frame of
	 * Kerberos becomes empty.
	 */
	static byte[] unwrap(byte[] token) {
		if (!isFramed(token)) {
			return token;
		}
		int lengthSize = token.length < 2 ? 0 : token[1] >= 0 ? 1 : 1 + (token[1] & 0x7F);
		int at = 1 + lengthSize;
		for (byte[] mechanism : MECHANISMS) {
			int content = at + mechanism.length + 2;
			if (lengthSize > 0 && content <= token.length
					&& Arrays.equals(token, at, at + mechanism.length, mechanism, 0, mechanism.length)) {
				return Arrays.copyOfRange(token, content, token.length);
			}
		}
		return new byte[0];
	}
}
