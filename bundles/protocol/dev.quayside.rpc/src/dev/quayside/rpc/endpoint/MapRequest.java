package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What to find ([MS-RPCE] 2.2.1.2.5).
 *
 * @param tower
 *            the octets of a tower; they may be no tower
 * @param handle
 *            of the search that is to go on; null for a new one
 * @param maximum
 *            0 to 500
 */
public record MapRequest(Optional<UUID> object, Optional<byte[]> tower, ContextHandle handle, long maximum) {

	static final NdrType<MapRequest> NDR = new NdrType<>((out, request) -> request.write(out), MapRequest::read);

	private void write(NdrWriter out) {
		out.pointer(object.orElse(null), NdrWriter::uuid).deferred();
		out.pointer(tower.orElse(null), EndpointMap::writeTower).deferred();
		handle.write(out);
		out.uint32(maximum);
	}

	private static MapRequest read(NdrReader in) {
		Supplier<UUID> object = in.pointer(NdrReader::uuid);
		in.deferred();
		Supplier<byte[]> tower = in.pointer(EndpointMap::readTower);
		in.deferred();
		return new MapRequest(Optional.ofNullable(object.get()), Optional.ofNullable(tower.get()),
				ContextHandle.read(in), EndpointMap.readMaximum(in));
	}
}
