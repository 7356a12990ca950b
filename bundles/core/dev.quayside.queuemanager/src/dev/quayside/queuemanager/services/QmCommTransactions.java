package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.EnlistRequest;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Transactions of qmcomm ([MS-MQMP] 3.1.4.13 to 3.1.4.16); when their client goes they are rolled back (3.1.7.3). */
final class QmCommTransactions {

	/** What a handle stands for. */
	private record Open(UnitOfWork unit) {}

	private final QueueManager manager;

	QmCommTransactions(QueueManager manager) {
		this.manager = manager;
	}

	void addTo(RpcService service) {
		service.on(QmComm.ENLIST_TRANSACTION, QmCommService.returning(this::enlist)) //
				.on(QmComm.ENLIST_INTERNAL_TRANSACTION, QmCommService.returning(this::begin)) //
				.on(QmComm.COMMIT_TRANSACTION,
						(in, call) -> end(in, call, unit -> manager.transactions().commit(unit))) //
				.on(QmComm.ABORT_TRANSACTION,
						(in, call) -> end(in, call, unit -> manager.transactions().abort(unit)));
	}

	/** There is no coordinator of external transactions: only what is enlisted already can be enlisted. */
	private Void enlist(EnlistRequest in, RpcCall call) throws MqException {
		if (!manager.transactions().contains(in.unit())) {
			throw new MqException(MqStatus.TRANSACTION_ENLIST, "External transactions are not supported");
		}
		return null;
	}

	private ContextHandle begin(UnitOfWork unit, RpcCall call) throws MqException, RpcFaultException {
		if (unit.isNone()) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "A unit of work without identifier");
		}
		manager.transactions().begin(unit, call.association().group());
		return call.association().open(QmComm.INTERFACE, new Open(unit),
				open -> manager.transactions().abort(open.unit()));
	}

	/** The handle stays open where it fails, so that the client can still roll back. */
	private CompletionStage<Returned<ContextHandle>> end(ContextHandle handle, RpcCall call,
			Function<UnitOfWork, CompletionStage<Void>> how) throws RpcFaultException {
		Open open = call.association().find(QmComm.INTERFACE, handle, Open.class);
		return how.apply(open.unit()).handle((nothing, failure) -> {
			if (failure != null) {
				return new Returned<>(handle, Failures.status(failure));
			}
			call.association().close(handle);
			return Returned.ok(ContextHandle.NULL);
		});
	}
}
