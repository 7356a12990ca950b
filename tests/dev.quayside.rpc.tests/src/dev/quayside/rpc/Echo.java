package dev.quayside.rpc;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

/** An interface for tests: what goes in comes out. */
public final class Echo {

	public static final InterfaceId INTERFACE = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a01", 1, 0, "Echo");

	public static final NdrType<byte[]> BYTES = new NdrType<>(NdrWriter::conformantBytes, NdrReader::conformantBytes);

	public static final RpcOperation<byte[], byte[]> ECHO = new RpcOperation<>(0, "Echo", BYTES, BYTES);
	public static final RpcOperation<Long, Long> WAIT = new RpcOperation<>(1, "Wait", NdrType.UINT32, NdrType.UINT32);
	public static final RpcOperation<Void, ContextHandle> OPEN = new RpcOperation<>(2, "Open", NdrType.NOTHING,
			ContextHandle.NDR);
	public static final RpcOperation<ContextHandle, Long> USE = new RpcOperation<>(3, "Use", ContextHandle.NDR,
			NdrType.UINT32);
	public static final RpcOperation<Void, Void> MISSING = new RpcOperation<>(9, "Missing", NdrType.NOTHING,
			NdrType.NOTHING);

	private Echo() {}
}
