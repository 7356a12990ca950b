package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;

/**
 * What R_OpenQueueForMove gives ([MS-MQRR] 3.1.4.11).
 *
 * @param context
 *            stands for the handle where a message is moved
 */
public record OpenedForMove(long context, ContextHandle handle) {

	static final NdrType<OpenedForMove> NDR = new NdrType<>((out, opened) -> {
		out.uint64(opened.context());
		opened.handle().write(out);
	}, in -> new OpenedForMove(in.uint64(), ContextHandle.read(in)));
}
