package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.SyntaxId;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What to list ([MS-RPCE] 2.2.1.2.4).
 *
 * @param inquiry
 *            see {@link EndpointMap.Inquiry}; any value may come from the wire
 * @param versions
 *            see {@link EndpointMap.Versions}; likewise
 * @param handle
 *            of the search that is to go on; null for a new one
 * @param maximum
 *            0 to 500
 */
public record LookupRequest(int inquiry, Optional<UUID> object, Optional<SyntaxId> interfaceId, int versions,
		ContextHandle handle, long maximum) {

	static final NdrType<LookupRequest> NDR = new NdrType<>((out, request) -> request.write(out),
			LookupRequest::read);

	private void write(NdrWriter out) {
		out.uint32(inquiry).pointer(object.orElse(null), NdrWriter::uuid).deferred();
		out.pointer(interfaceId.orElse(null), LookupRequest::writeInterface).deferred();
		out.uint32(versions);
		handle.write(out);
		out.uint32(maximum);
	}

	private static LookupRequest read(NdrReader in) {
		int inquiry = in.int32();
		Supplier<UUID> object = in.pointer(NdrReader::uuid);
		in.deferred();
		Supplier<SyntaxId> interfaceId = in.pointer(LookupRequest::readInterface);
		in.deferred();
		return new LookupRequest(inquiry, Optional.ofNullable(object.get()), Optional.ofNullable(interfaceId.get()),
				in.int32(), ContextHandle.read(in), EndpointMap.readMaximum(in));
	}

	private static void writeInterface(NdrWriter out, SyntaxId id) {
		out.uuid(id.uuid()).uint16(id.major()).uint16(id.minor());
	}

	private static SyntaxId readInterface(NdrReader in) {
		return new SyntaxId(in.uuid(), in.uint16(), in.uint16());
	}
}
