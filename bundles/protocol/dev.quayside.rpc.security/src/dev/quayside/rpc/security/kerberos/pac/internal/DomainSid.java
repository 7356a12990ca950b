package dev.quayside.rpc.security.kerberos.pac.internal;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;

import java.util.ArrayList;
import java.util.List;

/** A SID as a domain gives it out, in NDR ([MS-DTYP] 2.4.2.3). */
record DomainSid(long authority, List<Long> numbers) {

	private static final int REVISION = 1;
	private static final int MAX_NUMBERS = 15;
	private static final int AUTHORITY_SIZE = 6;
	private static final long NT_AUTHORITY = 5;
	private static final long DOMAIN_CONTROLLERS = 9;
	private static final long THIS_ORGANIZATION = 15;
	private static final long DOMAIN = 21;
	/** Of an account or a group of a domain: 21, three numbers of the domain, and one of its own. */
	private static final int IN_DOMAIN = 5;
	private static final long LAST_RESERVED = 999;
	/** Authorities whose SIDs mean something on one machine only: Null, World, Local, Creator, and services. */
	private static final List<Long> OF_MACHINES = List.of(0L, 1L, 2L, 3L, 6L, 7L, 8L, 9L);

	DomainSid {
		numbers = List.copyOf(numbers);
	}

	static DomainSid read(NdrReader in) {
		int at = in.offset();
		int room = in.count(4);
		int revision = in.uint8();
		int count = in.uint8();
		if (revision != REVISION || count != room || count > MAX_NUMBERS) {
			throw new NdrException(at, "a SID of revision 1 with as many numbers as there is room for, at most 15; "
					+ "not revision " + revision + " with " + count + " for " + room);
		}
		long authority = 0;
		for (byte part : in.bytes(AUTHORITY_SIZE)) {
			authority = authority << Byte.SIZE | Byte.toUnsignedLong(part);
		}
		List<Long> numbers = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			numbers.add(in.uint32());
		}
		return new DomainSid(authority, numbers);
	}

	/** An account or group of this domain; empty numbers are refused by {@link #mayCross}. */
	DomainSid child(long number) {
		List<Long> all = new ArrayList<>(numbers);
		all.add(number);
		return new DomainSid(authority, all);
	}

	/**
	 * Whether it may come from a domain to a machine: no domain says who is an administrator or the system here
	 * ([MS-PAC] 4.1.2.2).
	 */
	boolean mayCross() {
		if (numbers.size() > MAX_NUMBERS || numbers.isEmpty() || OF_MACHINES.contains(authority)) {
			return false;
		}
		long first = numbers.get(0);
		if (authority != NT_AUTHORITY || first > LAST_RESERVED) {
			return true;
		}
		return first == DOMAIN
				? numbers.size() == IN_DOMAIN
				: numbers.size() == 1 && (first == DOMAIN_CONTROLLERS || first == THIS_ORGANIZATION);
	}

	/** {@code S-1-5-21-1-2-3-500}. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("S-1-")
				.append(authority >>> 32 == 0 ? Long.toString(authority) : String.format("0x%012x", authority));
		numbers.forEach(number -> text.append('-').append(number));
		return text.toString();
	}
}
