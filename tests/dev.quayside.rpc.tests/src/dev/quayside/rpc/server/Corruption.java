package dev.quayside.rpc.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils the fragments of one step of a conversation: single bits, fields that lie, lengths that do not fit, parts of other
 * PDUs, another order. The same seed spoils the same fragments in the same way.
 */
final class Corruption {

	private static final int HEADER = 16;
	private static final int TRAILER = 8;
	private static final int REMEMBERED = 64;
	private static final int LONG_TOKEN = 65_000;
	private static final int[] LIMITS = { 0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 23, 24, 25, 0x7F, 0x80, 0xFF, 0x100, 1432,
			5840,
			0x7FFF, 0x8000, 0xFFF8, 0xFFFE, 0xFFFF };

	private final SplittableRandom random;
	/** PDUs of earlier conversations, to splice with. */
	private final List<byte[]> seen = new ArrayList<>();

	Corruption(SplittableRandom random) {
		this.random = random;
	}

	private record Field(int offset, int size) {}

	/** The fragments spoilt, as one list of what goes out; not one of them need be whole. */
	List<byte[]> spoil(List<byte[]> fragments) {
		List<byte[]> out = new ArrayList<>();
		fragments.forEach(fragment -> out.add(fragment.clone()));
		fragments.forEach(this::remember);
		for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
			int at = random.nextInt(out.size());
			if (random.nextInt(5) == 0) {
				rearrange(out, at);
			} else {
				out.set(at, spoil(out.get(at)));
			}
		}
		return out;
	}

	private void remember(byte[] fragment) {
		if (seen.size() < REMEMBERED) {
			seen.add(fragment);
		} else {
			seen.set(random.nextInt(REMEMBERED), fragment);
		}
	}

	private byte[] other() {
		return seen.get(random.nextInt(seen.size()));
	}

	/** Duplicates, reorders, drops, inserts, or changes the verifiers of two. */
	private void rearrange(List<byte[]> out, int at) {
		int to = random.nextInt(out.size());
		switch (random.nextInt(5)) {
			case 0 -> out.add(to, out.get(at).clone());
			case 1 -> Collections.swap(out, at, to);
			case 2 -> out.add(at, other().clone());
			case 3 -> out.set(at, withVerifierOf(out.get(at), other()));
			default -> {
				byte[] first = out.get(at);
				out.set(at, withVerifierOf(first, out.get(to)));
				out.set(to, withVerifierOf(out.get(to), first));
			}
		}
	}

	private byte[] spoil(byte[] pdu) {
		if (pdu.length < HEADER) {
			return pdu;
		}
		return switch (random.nextInt(14)) {
			case 0, 1, 2 -> flip(pdu);
			case 3 -> number(pdu, new Field(8, 2));
			case 4 -> number(pdu, new Field(10, 2));
			case 5 -> number(pdu, anyField(pdu));
			case 6 -> number(pdu, bodyField(pdu));
			case 7 -> trailerByte(pdu);
			case 8 -> Arrays.copyOf(pdu, random.nextInt(pdu.length));
			case 9 -> length(Arrays.copyOf(pdu, HEADER + random.nextInt(pdu.length - HEADER + 1)));
			case 10 -> splice(pdu, other());
			case 11 -> token(pdu);
			case 12 -> insert(pdu);
			default -> header(pdu);
		};
	}

	private byte[] flip(byte[] pdu) {
		for (int i = random.nextInt(3); i >= 0; i--) {
			pdu[random.nextInt(pdu.length)] ^= (byte) (1 << random.nextInt(8));
		}
		return pdu;
	}

	private static ByteBuffer in(byte[] pdu) {
		return ByteBuffer.wrap(pdu).order(pdu[4] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
	}

	private Field anyField(byte[] pdu) {
		int size = 1 << random.nextInt(3);
		return new Field(random.nextInt(pdu.length - size + 1), size);
	}

	/** One of the fixed fields: allocation hint, context id, opnum, counts of contexts and of what is proposed. */
	private Field bodyField(byte[] pdu) {
		int offset = HEADER + 2 * random.nextInt(8);
		return offset + 4 <= pdu.length ? new Field(offset, random.nextBoolean() ? 2 : 4) : anyField(pdu);
	}

	/** Puts in a number near a limit or near what was there. */
	private byte[] number(byte[] pdu, Field field) {
		ByteBuffer in = in(pdu);
		boolean near = random.nextBoolean();
		int change = near ? random.nextInt(-9, 10) : 0;
		int limit = LIMITS[random.nextInt(LIMITS.length)];
		switch (field.size()) {
			case 1 -> in.put(field.offset(), (byte) (near ? in.get(field.offset()) + change : limit));
			case 2 -> in.putShort(field.offset(), (short) (near ? in.getShort(field.offset()) + change : limit));
			default -> in.putInt(field.offset(),
					near ? in.getInt(field.offset()) + change : limit << 16 * random.nextInt(2));
		}
		return pdu;
	}

	/** Type, flags, data representation, or call id. */
	private byte[] header(byte[] pdu) {
		switch (random.nextInt(4)) {
			case 0 -> pdu[2] = (byte) random.nextInt(21);
			case 1 -> pdu[3] ^= (byte) (1 << random.nextInt(8));
			case 2 -> pdu[4] ^= 0x10;
			default -> in(pdu).putInt(12, random.nextBoolean() ? random.nextInt(8) : random.nextInt());
		}
		return pdu;
	}

	/** Where the sec_trailer begins, or -1 where there is none. */
	private static int trailer(byte[] pdu) {
		int authLength = pdu.length < HEADER ? 0 : Short.toUnsignedInt(in(pdu).getShort(10));
		int at = pdu.length - authLength - TRAILER;
		return authLength == 0 || at < HEADER ? -1 : at;
	}

	/** Provider, level, padding, reserved byte, or a byte of the context id of the authentication. */
	private byte[] trailerByte(byte[] pdu) {
		int at = trailer(pdu);
		if (at < 0) {
			return flip(pdu);
		}
		int[] values = { 0, 1, 2, 4, 5, 6, 9, 10, 15, 16, 32, 255 };
		pdu[at + random.nextInt(TRAILER)] = (byte) values[random.nextInt(values.length)];
		return pdu;
	}

	/** Another token, of a length that the header tells rightly, up to 64 KiB. */
	private byte[] token(byte[] pdu) {
		int at = trailer(pdu);
		int body = at < 0 ? pdu.length : at;
		int length = random.nextInt(20) == 0 ? LONG_TOKEN - body : random.nextInt(80);
		byte[] changed = Arrays.copyOf(pdu, body + TRAILER + Math.max(0, length));
		if (at < 0) {
			changed[body] = (byte) (random.nextBoolean() ? Conversations.NTLM : random.nextInt(20));
			changed[body + 1] = (byte) random.nextInt(8);
		} else if (random.nextBoolean()) {
			System.arraycopy(pdu, at, changed, at, Math.min(pdu.length, changed.length) - at);
		}
		in(changed).putShort(10, (short) (changed.length - body - TRAILER));
		return length(changed);
	}

	private static byte[] withVerifierOf(byte[] pdu, byte[] other) {
		int at = trailer(pdu);
		int from = trailer(other);
		if (at < 0 || from < 0) {
			return pdu;
		}
		byte[] changed = Arrays.copyOf(pdu, at + other.length - from);
		System.arraycopy(other, from, changed, at, other.length - from);
		in(changed).putShort(10, (short) (other.length - from - TRAILER));
		return length(changed);
	}

	private byte[] splice(byte[] pdu, byte[] other) {
		int head = random.nextInt(pdu.length);
		int tail = random.nextInt(other.length);
		byte[] changed = Arrays.copyOf(pdu, head + other.length - tail);
		System.arraycopy(other, tail, changed, head, other.length - tail);
		return changed.length >= HEADER && random.nextInt(4) > 0 ? length(changed) : changed;
	}

	private byte[] insert(byte[] pdu) {
		int at = random.nextInt(pdu.length + 1);
		byte[] more = new byte[1 + random.nextInt(40)];
		random.nextBytes(more);
		byte[] changed = Arrays.copyOf(pdu, pdu.length + more.length);
		System.arraycopy(pdu, at, changed, at + more.length, pdu.length - at);
		System.arraycopy(more, 0, changed, at, more.length);
		return random.nextBoolean() ? length(changed) : changed;
	}

	/** The header tells the length that there is. */
	private static byte[] length(byte[] pdu) {
		in(pdu).putShort(8, (short) pdu.length);
		return pdu;
	}
}
