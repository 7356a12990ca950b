package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;

/**
 * [MS-MQRR] 3.1.4.14.
 *
 * @param messageClass
 *            {@link #NONE} or {@link #REJECTED}; any value may come from the wire
 */
public record UserAcknowledgement(ContextHandle queue, long lookupId, int messageClass) {

	/** Changes nothing. */
	public static final int NONE = 0;
	/** MQMSG_CLASS_NACK_RECEIVE_REJECTED. */
	public static final int REJECTED = 0xC004;

	static final NdrType<UserAcknowledgement> NDR = new NdrType<>((out, request) -> {
		request.queue().write(out);
		out.uint64(request.lookupId()).uint16(request.messageClass());
	}, in -> new UserAcknowledgement(ContextHandle.read(in), in.uint64(), in.uint16()));
}
