package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;

/**
 * [MS-MQRR] 3.1.4.10.
 *
 * @param target
 *            move context of {@link OpenedForMove}
 */
public record MoveRequest(ContextHandle source, long target, long lookupId, UnitOfWork unit) {

	static final NdrType<MoveRequest> NDR = new NdrType<>((out, request) -> {
		request.source().write(out);
		out.uint64(request.target()).uint64(request.lookupId()).bytes(request.unit().bytes());
	}, in -> new MoveRequest(ContextHandle.read(in), in.uint64(), in.uint64(),
			UnitOfWork.of(in.bytes(UnitOfWork.SIZE))));
}
