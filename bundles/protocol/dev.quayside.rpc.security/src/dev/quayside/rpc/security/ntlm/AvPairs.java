package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Attributes of server and client in the order of the wire ([MS-NLMP] 2.2.2.1); ids that are not known stay. */
final class AvPairs {

	static final int END = 0;
	static final int COMPUTER = 1;
	static final int DOMAIN = 2;
	static final int DNS_COMPUTER = 3;
	static final int DNS_DOMAIN = 4;
	static final int FLAGS = 6;
	static final int TIMESTAMP = 7;
	static final int TARGET_NAME = 9;
	static final int CHANNEL_BINDINGS = 10;

	/** Of {@link #FLAGS}: the message carries a MIC. */
	static final int FLAG_MIC = 2;

	private static final int HEADER = 4;

	private final List<AvPair> pairs;

	private record AvPair(int id, byte[] value) {}

	private AvPairs(List<AvPair> pairs) {
		this.pairs = pairs;
	}

	static AvPairs none() {
		return new AvPairs(List.of());
	}

	/** What follows the end of the list has no meaning. */
	static AvPairs decode(byte[] bytes) throws RpcSecurityException {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		List<AvPair> pairs = new ArrayList<>();
		while (in.remaining() >= HEADER) {
			int id = Short.toUnsignedInt(in.getShort());
			int length = Short.toUnsignedInt(in.getShort());
			if (id == END && length == 0) {
				return new AvPairs(pairs);
			}
			if (id == END || length > in.remaining() || length != fixedLength(id, length)) {
				throw malformed("attribute " + id + " has " + length + " bytes");
			}
			byte[] value = new byte[length];
			in.get(value);
			if (pairs.stream().anyMatch(pair -> pair.id == id)) {
				throw malformed("attribute " + id + " is there twice");
			}
			pairs.add(new AvPair(id, value));
		}
		throw malformed("the list has no end");
	}

	private static int fixedLength(int id, int otherwise) {
		return switch (id) {
			case FLAGS -> 4;
			case TIMESTAMP -> 8;
			case CHANNEL_BINDINGS -> 16;
			default -> otherwise;
		};
	}

	private static RpcSecurityException malformed(String what) {
		return new RpcSecurityException(Reason.BAD_TOKEN, "In the target information of NTLM " + what);
	}

	byte[] encode() {
		int size = pairs.stream().mapToInt(pair -> HEADER + pair.value.length).sum() + HEADER;
		ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		pairs.forEach(pair -> out.putShort((short) pair.id).putShort((short) pair.value.length).put(pair.value));
		return out.putInt(END).array();
	}

	Optional<byte[]> find(int id) {
		return pairs.stream().filter(pair -> pair.id == id).map(AvPair::value).findFirst();
	}

	/** Empty names are left out. */
	AvPairs withName(int id, String name) {
		return name.isEmpty() ? this : with(id, MessageWriter.unicode(name));
	}

	AvPairs with(int id, byte[] value) {
		List<AvPair> changed = new ArrayList<>(pairs);
		changed.removeIf(pair -> pair.id == id);
		changed.add(new AvPair(id, value));
		return new AvPairs(changed);
	}

	/** The bits of {@link #FLAGS}. */
	int flags() {
		return find(FLAGS).map(value -> ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt()).orElse(0);
	}

	AvPairs withFlag(int flag) {
		return with(FLAGS, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(flags() | flag).array());
	}

	@Override
	public String toString() {
		return Arrays.toString(pairs.stream().mapToInt(AvPair::id).toArray());
	}
}
