package dev.quayside.msmq.rpc.management;

import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.PropValueNdr;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

import java.util.List;

/** The qmmgmt interface ([MS-MQMR] 3.1.4), in opnum order. */
public final class QueueManagement {

	public static final InterfaceId INTERFACE = InterfaceId.of("41208ee0-e970-11d1-9b9e-00e02c064c39", 1, 0, "qmmgmt");

	/** At most so many properties at once. */
	public static final int MAX_PROPERTIES = 128;

	/** Reads properties of the machine or of a queue. */
	public static final RpcOperation<InfoRequest, Returned<List<PropValue>>> GET_INFO = new RpcOperation<>(0,
			"R_QMMgmtGetInfo", InfoRequest.NDR, Returned.type(PropValueNdr.ARRAY, List.of()));

	/** Lets the machine or a queue do something. */
	public static final RpcOperation<ActionRequest, Returned<Void>> ACTION = new RpcOperation<>(1, "R_QMMgmtAction",
			ActionRequest.NDR, Returned.nothing());

	private QueueManagement() {}

	/**
	 * [MS-MQMR] 3.1.4.1.
	 *
	 * @param values
	 *            as many as properties, all VT_NULL
	 */
	public record InfoRequest(ManagedObject object, List<Long> properties, List<PropValue> values) {

		static final NdrType<InfoRequest> NDR = new NdrType<>((out, request) -> request.write(out), InfoRequest::read);

		private void write(NdrWriter out) {
			object.write(out);
			out.uint32(properties.size());
			out.conformantArray(properties, NdrWriter::uint32);
			PropValueNdr.ARRAY.writer().accept(out, values);
		}

		private static InfoRequest read(NdrReader in) {
			ManagedObject object = ManagedObject.read(in);
			int at = in.offset();
			long count = in.uint32();
			List<Long> properties = in.conformantArray(4, NdrReader::uint32);
			List<PropValue> values = PropValueNdr.ARRAY.reader().apply(in);
			if (count < 1 || count > MAX_PROPERTIES || properties.size() != count || values.size() != count) {
				throw new NdrException(at,
						"1 to 128 properties and as many values, not " + count + ", " + properties.size()
								+ " and " + values.size());
			}
			return new InfoRequest(object, properties, values);
		}
	}

	/** [MS-MQMR] 3.1.4.2. */
	public record ActionRequest(ManagedObject object, String action) {

		static final NdrType<ActionRequest> NDR = new NdrType<>((out, request) -> {
			request.object().write(out);
			out.wideString(request.action());
		}, in -> new ActionRequest(ManagedObject.read(in), in.wideString()));
	}
}
