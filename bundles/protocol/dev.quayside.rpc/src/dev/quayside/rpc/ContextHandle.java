package dev.quayside.rpc;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

import java.util.UUID;

/** What a server keeps for a client between calls: 20 bytes on the wire ([C706] 14.2.17). */
public record ContextHandle(int attributes, UUID id) {

	/** All zero: no context. */
	public static final ContextHandle NULL = new ContextHandle(0, new UUID(0, 0));

	public static final NdrType<ContextHandle> NDR = new NdrType<>((out, handle) -> handle.write(out),
			ContextHandle::read);

	public boolean isNull() {
		return equals(NULL);
	}

	public void write(NdrWriter out) {
		out.uint32(attributes).uuid(id);
	}

	public static ContextHandle read(NdrReader in) {
		return new ContextHandle(in.int32(), in.uuid());
	}
}
