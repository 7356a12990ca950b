package dev.quayside.interop.samba;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** As much of the SAM protocol as the tests call, in opnum order, for a client ([MS-SAMR] 3.1.5). */
final class Samr {

	static final InterfaceId INTERFACE = InterfaceId.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0, "samr");
	static final long MAXIMUM_ALLOWED = 0x02000000;
	/** Of names or identifiers in one call. */
	static final int MAX_LOOKUP = 1000;
	static final long SOME_NOT_MAPPED = 0x00000107;

	static final RpcOperation<ContextHandle, Answer<ContextHandle>> CLOSE_HANDLE = operation(1, "SamrCloseHandle",
			(out, handle) -> handle.write(out), ContextHandle::read);

	static final RpcOperation<DomainName, Answer<Sid>> LOOKUP_DOMAIN = operation(5, "SamrLookupDomainInSamServer",
			(out, name) -> name.write(out), in -> resolved(in, in.pointer(Sid::read)));

	static final RpcOperation<Domain, Answer<ContextHandle>> OPEN_DOMAIN = operation(7, "SamrOpenDomain",
			(out, domain) -> domain.write(out), ContextHandle::read);

	/** The relative identifiers, 0 for a name that is not there. */
	static final RpcOperation<Names, Answer<List<Long>>> LOOKUP_NAMES = operation(17, "SamrLookupNamesInDomain",
			(out, names) -> names.write(out), in -> {
				List<Long> ids = numbers(in);
				numbers(in);
				return ids;
			});

	static final RpcOperation<Ids, Answer<List<String>>> LOOKUP_IDS = operation(18, "SamrLookupIdsInDomain",
			(out, ids) -> ids.write(out), in -> {
				in.uint32();
				List<Supplier<String>> names = resolved(in, in.pointer(array -> array.conformantArray(8, Samr::text)));
				numbers(in);
				return names.stream().map(Supplier::get).toList();
			});

	static final RpcOperation<Long, Answer<ContextHandle>> CONNECT5 = operation(64, "SamrConnect5",
			(out, access) -> out.count(0).uint32(access).uint32(1).uint32(1).uint32(3).uint32(0), in -> {
				in.uint32();
				in.uint32();
				in.uint32();
				in.uint32();
				return ContextHandle.read(in);
			});

	private Samr() {}

	/** What a call returns, with its NTSTATUS. */
	record Answer<T>(T value, long status) {}

	/** [MS-DTYP] 2.4.2.3. */
	record Sid(int revision, byte[] authority, List<Long> subAuthorities) {

		static final int AUTHORITY = 6;

		void write(NdrWriter out) {
			out.count(subAuthorities.size()).uint8(revision).uint8(subAuthorities.size()).bytes(authority);
			subAuthorities.forEach(out::uint32);
		}

		static Sid read(NdrReader in) {
			int count = in.count(4);
			int revision = in.uint8();
			in.uint8();
			byte[] authority = in.bytes(AUTHORITY);
			return new Sid(revision, authority, Stream.generate(in::uint32).limit(count).toList());
		}
	}

	record DomainName(ContextHandle server, String name) {

		void write(NdrWriter out) {
			server.write(out);
			text(out, name);
			out.deferred();
		}
	}

	record Domain(ContextHandle server, long access, Sid sid) {

		void write(NdrWriter out) {
			server.write(out);
			out.uint32(access);
			sid.write(out);
		}
	}

	record Names(ContextHandle domain, List<String> names) {

		void write(NdrWriter out) {
			domain.write(out);
			out.uint32(names.size()).count(MAX_LOOKUP).count(0).count(names.size());
			names.forEach(name -> text(out, name));
			out.deferred();
		}
	}

	record Ids(ContextHandle domain, List<Long> ids) {

		void write(NdrWriter out) {
			domain.write(out);
			out.uint32(ids.size()).count(MAX_LOOKUP).count(0).count(ids.size());
			ids.forEach(out::uint32);
		}
	}

	/** An operation with a result of 32 bits behind its parameters. */
	static <I, O> RpcOperation<I, Answer<O>> operation(int opnum, String name, BiConsumer<NdrWriter, I> in,
			Function<NdrReader, O> out) {
		return new RpcOperation<>(opnum, name, new NdrType<>(in, stub -> {
			throw new UnsupportedOperationException("A client does not read requests");
		}), new NdrType<>((stub, answer) -> {
			throw new UnsupportedOperationException("A client does not write answers");
		}, stub -> new Answer<>(out.apply(stub), stub.uint32())));
	}

	private static <T> T resolved(NdrReader in, Supplier<T> pointer) {
		in.deferred();
		return pointer.get();
	}

	/** RPC_UNICODE_STRING, [MS-DTYP] 2.3.10. */
	private static void text(NdrWriter out, String text) {
		out.align(4).uint16(2 * text.length()).uint16(2 * text.length()).pointer(text, (body, units) -> {
			body.count(units.length()).count(0).count(units.length());
			units.chars().forEach(body::uint16);
		});
	}

	private static Supplier<String> text(NdrReader in) {
		in.align(4).uint16();
		in.uint16();
		return in.pointer(body -> {
			body.uint32();
			body.uint32();
			int units = body.count(2);
			StringBuilder text = new StringBuilder(units);
			for (int i = 0; i < units; i++) {
				text.append((char) body.uint16());
			}
			return text.toString();
		});
	}

	/** SAMPR_ULONG_ARRAY, [MS-SAMR] 2.2.7.4. */
	private static List<Long> numbers(NdrReader in) {
		in.uint32();
		List<Long> numbers = resolved(in, in.pointer(array -> array.conformantArray(4, NdrReader::uint32)));
		return numbers == null ? List.of() : numbers;
	}
}
