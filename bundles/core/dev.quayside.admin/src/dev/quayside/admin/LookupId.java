package dev.quayside.admin;

/**
 * Where a message stands in its queue, as the queue manager numbers it: unsigned 64 bit, rising in queue order, written
 * in decimal digits because JSON numbers lose digits beyond 2^53.
 */
public record LookupId(long value) implements Comparable<LookupId> {

	/**
	 * @throws NumberFormatException
	 *             if the text is not an unsigned decimal number of at most 64 bit
	 */
	public static LookupId parse(String digits) {
		return new LookupId(Long.parseUnsignedLong(digits));
	}

	@Override
	public int compareTo(LookupId other) {
		return Long.compareUnsigned(value, other.value);
	}

	@Override
	public String toString() {
		return Long.toUnsignedString(value);
	}
}
