package dev.quayside.msmq.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who is granted or denied something ([MS-DTYP] 2.4.2).
 *
 * @param authority
 *            48 bits
 * @param subAuthorities
 *            0 to 15, 32 bits each, unsigned
 */
public record Sid(long authority, List<Long> subAuthorities) {

	public static final Sid EVERYONE = new Sid(1, List.of(0L));
	public static final Sid ANONYMOUS = new Sid(5, List.of(7L));
	public static final Sid AUTHENTICATED_USERS = new Sid(5, List.of(11L));
	public static final Sid LOCAL_SYSTEM = new Sid(5, List.of(18L));
	/** BUILTIN\Administrators. */
	public static final Sid ADMINISTRATORS = new Sid(5, List.of(32L, 544L));

	/** Of the longest. */
	public static final int MAX_SIZE = 8 + 15 * 4;

	private static final int MAX_SUB_AUTHORITIES = 15;
	private static final int HEAD = 8;
	private static final Pattern TEXT = Pattern
			.compile("S-1-(0x[0-9A-Fa-f]{1,12}|[0-9]{1,15})((?:-[0-9]{1,10}){0,15})", Pattern.CASE_INSENSITIVE);

	public Sid {
		subAuthorities = List.copyOf(subAuthorities);
		if (authority >>> 48 != 0 || subAuthorities.size() > MAX_SUB_AUTHORITIES
				|| subAuthorities.stream().anyMatch(number -> number >>> 32 != 0)) {
			throw new DescriptorException("A SID has 48 bits and at most 15 numbers of 32 bits");
		}
	}

	/**
	 * Reads {@code S-1-5-32-544}.
	 *
	 * @throws DescriptorException
	 *             if it is none
	 */
	public static Sid parse(String text) {
		var match = TEXT.matcher(text);
		if (!match.matches()) {
			throw new DescriptorException("'" + text + "' is no SID such as S-1-5-32-544");
		}
		String authority = match.group(1).toLowerCase(Locale.ROOT);
		List<Long> numbers = new ArrayList<>();
		for (String number : match.group(2).split("-")) {
			if (!number.isEmpty()) {
				numbers.add(Long.parseLong(number));
			}
		}
		return new Sid(
				authority.startsWith("0x") ? Long.parseLong(authority.substring(2), 16) : Long.parseLong(authority),
				numbers);
	}

	/**
	 * Reads one at the position of a buffer, and moves it ([MS-DTYP] 2.4.2.2).
	 *
	 * @throws DescriptorException
	 *             if there is none
	 */
	public static Sid read(ByteBuffer in) {
		in.order(ByteOrder.LITTLE_ENDIAN);
		if (in.remaining() < HEAD) {
			throw new DescriptorException("A SID of " + in.remaining() + " bytes");
		}
		int revision = Byte.toUnsignedInt(in.get());
		int count = Byte.toUnsignedInt(in.get());
		long authority = 0;
		for (int i = 0; i < 6; i++) {
			authority = authority << 8 | Byte.toUnsignedLong(in.get());
		}
		if (revision != 1 || count > MAX_SUB_AUTHORITIES || in.remaining() < 4 * count) {
			throw new DescriptorException("A SID of revision " + revision + " with " + count + " numbers and "
					+ in.remaining() + " bytes left");
		}
		List<Long> numbers = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			numbers.add(Integer.toUnsignedLong(in.getInt()));
		}
		return new Sid(authority, numbers);
	}

	/** Bytes of its packet representation. */
	public int size() {
		return HEAD + 4 * subAuthorities.size();
	}

	void write(ByteBuffer out) {
		out.put((byte) 1).put((byte) subAuthorities.size());
		for (int shift = 40; shift >= 0; shift -= 8) {
			out.put((byte) (authority >>> shift));
		}
		subAuthorities.forEach(number -> out.putInt((int) (long) number));
	}

	public byte[] bytes() {
		ByteBuffer out = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
		write(out);
		return out.array();
	}

	/** With one more number at the end: an account of a domain. */
	public Sid child(long number) {
		List<Long> numbers = new ArrayList<>(subAuthorities);
		numbers.add(number);
		return new Sid(authority, numbers);
	}

	/** {@code S-1-5-32-544} ([MS-DTYP] 2.4.2.1). */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("S-1-")
				.append(authority >>> 32 == 0 ? Long.toString(authority) : String.format("0x%012x", authority));
		subAuthorities.forEach(number -> text.append('-').append(number));
		return text.toString();
	}
}
