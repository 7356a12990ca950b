package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.ndr.NdrType;

/**
 * [MS-MQRR] 3.1.4.13.
 *
 * @param unit
 *            {@link UnitOfWork#NONE} where the text has NULL, which no reference pointer can be
 */
public record TransactionalRequest(RemoteRead.ReceiveRequest receive, UnitOfWork unit) {

	static final NdrType<TransactionalRequest> NDR = new NdrType<>((out, request) -> {
		RemoteRead.ReceiveRequest.NDR.writer().accept(out, request.receive());
		out.bytes(request.unit().bytes());
	}, in -> new TransactionalRequest(RemoteRead.ReceiveRequest.NDR.read(in),
			UnitOfWork.of(in.bytes(UnitOfWork.SIZE))));
}
