package dev.quayside.rpc.security.kerberos.pac.internal;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code KERB_VALIDATION_INFO} ([MS-PAC] 2.5): who somebody is, and in which groups. Only the SIDs are kept.
 *
 * @param sids
 *            of the account, of its primary group, and of the other groups; those that may cross only
 */
record LogonInfo(List<String> sids) {

	/** Both headers of type serialization ([MS-RPCE] 2.2.6.1, 2.2.6.2). */
	private static final int HEADERS = 16;
	private static final int VERSION = 1;
	private static final int LITTLE_ENDIAN = 0x10;
	private static final int COMMON_SIZE = 8;
	private static final int TIMES = 6;
	private static final int STRINGS = 6;
	private static final int SESSION_KEY = 16;
	private static final int MEMBERSHIP_SIZE = 8;

	LogonInfo {
		sids = List.copyOf(sids);
	}

	/** Reads version 1 of the serialization, little-endian. */
	static LogonInfo decode(byte[] bytes) throws PacException {
		try {
			NdrReader header = new NdrReader(bytes);
			int version = header.uint8();
			int order = header.uint8();
			int size = header.uint16();
			header.uint32();
			long length = header.uint32();
			header.uint32();
			if (version != VERSION || order != LITTLE_ENDIAN || size != COMMON_SIZE
					|| length > bytes.length - HEADERS) {
				throw new PacException(String.format(
						"Its logon information is serialized as version %d, order 0x%02x, with %d of %d bytes", version,
						order, length, bytes.length - HEADERS));
			}
			NdrReader in = new NdrReader(bytes, HEADERS, (int) length, NdrSyntax.NDR20, ByteOrder.LITTLE_ENDIAN);
			Supplier<LogonInfo> info = in.requiredPointer(LogonInfo::read);
			in.deferred();
			return info.get();
		} catch (NdrException e) {
			throw new PacException("Its logon information cannot be read: " + e.getMessage(), e);
		}
	}

	private static LogonInfo read(NdrReader in) {
		skipTimes(in, TIMES);
		for (int i = 0; i < STRINGS; i++) {
			skipString(in);
		}
		in.uint16();
		in.uint16();
		long user = in.uint32();
		long primary = in.uint32();
		Array<Long> groups = Array.read(in, LogonInfo::membership);
		in.uint32();
		in.bytes(SESSION_KEY);
		skipString(in);
		skipString(in);
		Supplier<DomainSid> domain = in.requiredPointer(DomainSid::read);
		for (int i = 0; i < 4; i++) {
			in.uint32();
		}
		skipTimes(in, 2);
		in.uint32();
		in.uint32();
		Array<Supplier<DomainSid>> others = Array.read(in, LogonInfo::sidAndAttributes);
		Supplier<DomainSid> resourceDomain = in.pointer(DomainSid::read);
		Array<Long> resources = Array.read(in, LogonInfo::membership);
		in.deferred();
		List<DomainSid> extra = others.get().stream().map(Supplier::get).toList();
		Set<DomainSid> sids = new LinkedHashSet<>();
		// where the account has no number, the first of the other SIDs is its own
		DomainSid account = user == 0 && !extra.isEmpty() ? extra.get(0) : domain.get().child(user);
		if (!account.mayCross()) {
			throw new NdrException(in.offset(), "an account of a domain, not " + account);
		}
		sids.add(account);
		sids.add(domain.get().child(primary));
		groups.get().forEach(number -> sids.add(domain.get().child(number)));
		sids.addAll(extra);
		if (resourceDomain.get() != null) {
			resources.get().forEach(number -> sids.add(resourceDomain.get().child(number)));
		}
		return new LogonInfo(sids.stream().filter(DomainSid::mayCross).map(DomainSid::toString).toList());
	}

	private static void skipTimes(NdrReader in, int count) {
		for (int i = 0; i < 2 * count; i++) {
			in.uint32();
		}
	}

	/** {@code RPC_UNICODE_STRING} ([MS-DTYP] 2.3.10). */
	private static void skipString(NdrReader in) {
		in.align(4).uint16();
		in.uint16();
		in.pointer(text -> text.bytes(2 * text.conformantVarying(2)));
	}

	/** {@code GROUP_MEMBERSHIP} ([MS-PAC] 2.2.2): the number of the group. */
	private static long membership(NdrReader in) {
		long number = in.uint32();
		in.uint32();
		return number;
	}

	/** {@code KERB_SID_AND_ATTRIBUTES} ([MS-PAC] 2.2.1). */
	private static Supplier<DomainSid> sidAndAttributes(NdrReader in) {
		Supplier<DomainSid> sid = in.requiredPointer(DomainSid::read);
		in.uint32();
		return sid;
	}

	/** A count, and a pointer to as many elements. */
	private record Array<T>(int at, long count, Supplier<List<T>> elements) {

		static <T> Array<T> read(NdrReader in, Function<NdrReader, T> element) {
			int at = in.offset();
			long count = in.uint32();
			return new Array<>(at, count, in.pointer(array -> array.conformantArray(MEMBERSHIP_SIZE, element)));
		}

		List<T> get() {
			List<T> list = elements.get() == null ? new ArrayList<>() : elements.get();
			if (list.size() != count) {
				throw new NdrException(at, count + " elements, but there are " + list.size());
			}
			return list;
		}
	}
}
