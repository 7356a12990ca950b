package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

/** The interface of endpoint mappers ([C706] appendix O, [MS-RPCE] 2.2.1.2), in opnum order. */
public final class EndpointMap {

	/** As clients ask for it: in NDR 2.0, which every endpoint mapper has. */
	public static final InterfaceId INTERFACE = InterfaceId.of("e1af8308-5d1f-11c9-91a4-08002b14a0fa", 3, 0,
			"epmapper");

	/** Where endpoint mappers listen ([MS-RPCE] 2.1.1.1). */
	public static final int PORT = 135;

	/** At most so many elements at once. */
	public static final int MAX_ELEMENTS = 500;

	/** Refused by every endpoint mapper of today ([MS-RPCE] 2.2.1.2.6). */
	public static final RpcOperation<Void, Void> INSERT = refused(0, "ept_insert");

	/** Refused ([MS-RPCE] 2.2.1.2.7). */
	public static final RpcOperation<Void, Void> DELETE = refused(1, "ept_delete");

	/** Lists what can be reached. */
	public static final RpcOperation<LookupRequest, Found<EndpointEntry>> LOOKUP = new RpcOperation<>(2, "ept_lookup",
			LookupRequest.NDR, Found.type(EndpointEntry::write, EndpointEntry::read));

	/** Tells where an interface can be reached. */
	public static final RpcOperation<MapRequest, Found<byte[]>> MAP = new RpcOperation<>(3, "ept_map", MapRequest.NDR,
			Found.type((out, octets) -> out.pointer(octets, EndpointMap::writeTower),
					in -> in.pointer(EndpointMap::readTower)));

	/** Ends a search before its end. */
	public static final RpcOperation<ContextHandle, Freed> HANDLE_FREE = new RpcOperation<>(4, "ept_lookup_handle_free",
			ContextHandle.NDR, Freed.NDR);

	/** Refused ([MS-RPCE] 2.2.1.2.9). */
	public static final RpcOperation<Void, Void> INQUIRE_OBJECT = refused(5, "ept_inq_object");

	/** Refused ([MS-RPCE] 2.2.1.2.10). */
	public static final RpcOperation<Void, Void> MANAGEMENT_DELETE = refused(6, "ept_mgmt_delete");

	private EndpointMap() {}

	/** The parameters are not looked at. */
	private static RpcOperation<Void, Void> refused(int opnum, String name) {
		return new RpcOperation<>(opnum, name, NdrType.NOTHING, NdrType.NOTHING);
	}

	/** twr_t: the maximum of its array stands in front. */
	static void writeTower(NdrWriter out, byte[] octets) {
		out.count(octets.length).uint32(octets.length).bytes(octets);
	}

	static byte[] readTower(NdrReader in) {
		int maximum = in.count(1);
		int at = in.offset();
		long length = in.uint32();
		if (length != maximum || length > Tower.MAX_SIZE) {
			throw new NdrException(at, "a tower of at most 2000 bytes and as many octets, not " + length + " and "
					+ maximum);
		}
		return in.bytes(maximum);
	}

	static long readMaximum(NdrReader in) {
		int at = in.offset();
		long maximum = in.uint32();
		if (maximum > MAX_ELEMENTS) {
			throw new NdrException(at, "0 to 500 elements, not " + maximum);
		}
		return maximum;
	}

	/**
	 * What is looked for ([MS-RPCE] 2.2.1.2.4); every other value that comes from the wire stands for {@link #ALL}, as in
	 * note 25 of appendix B.
	 */
	public static final class Inquiry {

		public static final int ALL = 0;
		public static final int BY_INTERFACE = 1;
		public static final int BY_OBJECT = 2;
		public static final int BY_BOTH = 3;

		private Inquiry() {}
	}

	/** Which versions of an interface fit ([MS-RPCE] 2.2.1.2.4). */
	public static final class Versions {

		public static final int ALL = 1;
		public static final int COMPATIBLE = 2;
		public static final int EXACT = 3;
		public static final int MAJOR_ONLY = 4;
		public static final int UP_TO = 5;

		private Versions() {}
	}

	/** The null handle of a search that has ended. */
	public record Freed(ContextHandle handle, EndpointStatus status) {

		static final NdrType<Freed> NDR = new NdrType<>((out, freed) -> {
			freed.handle().write(out);
			out.uint32(freed.status().code());
		}, in -> new Freed(ContextHandle.read(in), new EndpointStatus(in.int32())));
	}
}
