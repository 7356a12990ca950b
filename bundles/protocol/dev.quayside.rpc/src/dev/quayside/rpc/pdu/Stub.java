package dev.quayside.rpc.pdu;

import java.util.Arrays;

/** Stub data of one fragment: a slice of the frame that it came in, not to be changed. */
public record Stub(byte[] bytes, int offset, int length) {

	public static Stub of(byte[] bytes) {
		return new Stub(bytes, 0, bytes.length);
	}

	public byte[] toByteArray() {
		return Arrays.copyOfRange(bytes, offset, offset + length);
	}
}
