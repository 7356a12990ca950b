package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reads elements of definite length one after the other ([X.690] 8.1). Each must end within the one around it. Walks only
 * where it is told to, so that depth costs nothing.
 */
final class DerReader {

	static final int OCTET_STRING = 0x04;
	static final int OBJECT_IDENTIFIER = 0x06;
	static final int ENUMERATED = 0x0a;
	static final int SEQUENCE = 0x30;
	/** The first application tag, which begins a token. */
	static final int APPLICATION = 0x60;
	/** The first of the tags that number the fields of a sequence. */
	static final int FIELD = 0xa0;

	private static final int MAX_BYTES_OF_LENGTH = 3;

	private final byte[] bytes;
	private final int end;
	private int at;

	DerReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private DerReader(byte[] bytes, int from, int end) {
		this.bytes = bytes;
		this.at = from;
		this.end = end;
	}

	boolean hasNext() {
		return at < end;
	}

	/** Whether an element of that tag is next. */
	boolean isNext(int tag) {
		return at < end && Byte.toUnsignedInt(bytes[at]) == tag;
	}

	/** What is in the next element. */
	DerReader enter(int tag) throws RpcSecurityException {
		if (!isNext(tag)) {
			throw malformed("expected tag 0x" + Integer.toHexString(tag));
		}
		at++;
		int length = length();
		if (length > end - at) {
			throw malformed("an element of " + length + " bytes does not fit into " + (end - at));
		}
		DerReader content = new DerReader(bytes, at, at + length);
		at += length;
		return content;
	}

	byte[] content(int tag) throws RpcSecurityException {
		return enter(tag).rest();
	}

	/** All that is left, as it is. */
	byte[] rest() {
		byte[] rest = Arrays.copyOfRange(bytes, at, end);
		at = end;
		return rest;
	}

	/** What is in a field that may be left out. */
	Optional<DerReader> field(int number) throws RpcSecurityException {
		return isNext(FIELD + number) ? Optional.of(enter(FIELD + number)) : Optional.empty();
	}

	/** The octet string that a field is; empty without the field. */
	byte[] octets(int number) throws RpcSecurityException {
		Optional<DerReader> field = field(number);
		return field.isPresent() ? field.get().only(OCTET_STRING) : new byte[0];
	}

	/** The content of the one element that there is. */
	byte[] only(int tag) throws RpcSecurityException {
		byte[] content = content(tag);
		end();
		return content;
	}

	/**
	 * @throws RpcSecurityException
	 *             if something is left
	 */
	void end() throws RpcSecurityException {
		if (hasNext()) {
			throw malformed((end - at) + " bytes are left over");
		}
	}

	/**
	 * After a whole token: zeros may follow, where the sender had allocated more ([MS-RPCE] 2.2.2.11).
	 *
	 * @throws RpcSecurityException
	 *             if something else is left
	 */
	void endOfToken() throws RpcSecurityException {
		while (isNext(0)) {
			at++;
		}
		end();
	}

	private int length() throws RpcSecurityException {
		int first = next();
		if (first < 0x80) {
			return first;
		}
		int count = first - 0x80;
		if (count == 0 || count > MAX_BYTES_OF_LENGTH) {
			throw malformed("a length of " + count + " bytes");
		}
		int length = 0;
		for (int i = 0; i < count; i++) {
			length = length << Byte.SIZE | next();
		}
		return length;
	}

	private int next() throws RpcSecurityException {
		if (at >= end) {
			throw malformed("it ends too early");
		}
		return Byte.toUnsignedInt(bytes[at++]);
	}

	private RpcSecurityException malformed(String what) {
		return new RpcSecurityException(Reason.BAD_TOKEN, "Not a SPNEGO token: " + what + ", at byte " + at);
	}
}
