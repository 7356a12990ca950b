package dev.quayside.rpc;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

/** An interface for tests: what goes in comes out. */
public final class Echo {

	public static final InterfaceId INTERFACE = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a01", 1, 0, "Echo");
	/** Another interface of the same server, with {@link #ECHO} and {@link #USE}. */
	public static final InterfaceId OTHER = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a02", 1, 0, "Other");
	/** A third one with {@link #ECHO}, also in NDR64. */
	public static final InterfaceId WIDE = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a03", 1, 0, "Wide")
			.withNdr64();
	/** One that no server has. */
	public static final InterfaceId NOBODYS = InterfaceId.of("8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1aff", 1, 0, "Nobody's");

	public static final NdrType<byte[]> BYTES = new NdrType<>(NdrWriter::conformantBytes, NdrReader::conformantBytes);

	public static final RpcOperation<byte[], byte[]> ECHO = new RpcOperation<>(0, "Echo", BYTES, BYTES);
	/** Waits until the server's answer is there. */
	public static final RpcOperation<Long, Long> WAIT = new RpcOperation<>(1, "Wait", NdrType.UINT32, NdrType.UINT32);
	public static final RpcOperation<Void, ContextHandle> OPEN = new RpcOperation<>(2, "Open", NdrType.NOTHING,
			ContextHandle.NDR);
	public static final RpcOperation<ContextHandle, Long> USE = new RpcOperation<>(3, "Use", ContextHandle.NDR,
			NdrType.UINT32);
	/** Raises the status. */
	public static final RpcOperation<Long, Void> FAIL = new RpcOperation<>(4, "Fail", NdrType.UINT32, NdrType.NOTHING);
	/** Has a bug. */
	public static final RpcOperation<Void, Void> CRASH = new RpcOperation<>(5, "Crash", NdrType.NOTHING,
			NdrType.NOTHING);
	/** So many zero bytes. */
	public static final RpcOperation<Long, byte[]> ZEROS = new RpcOperation<>(6, "Zeros", NdrType.UINT32, BYTES);
	/** Counts on the server. */
	public static final RpcOperation<Void, Void> COUNT = new RpcOperation<>(7, "Count", NdrType.NOTHING,
			NdrType.NOTHING);
	public static final RpcOperation<Void, Void> MISSING = new RpcOperation<>(9, "Missing", NdrType.NOTHING,
			NdrType.NOTHING);

	private Echo() {}
}
