package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a client of RemoteRead is told of a failure. */
final class Outcomes {

	private Outcomes() {}

	static <T> CompletionStage<T> done(T value) {
		return CompletableFuture.completedFuture(value);
	}

	/** [MS-MQRR] 3.1.4.2: what is thrown is a fault with the HRESULT. */
	static RpcFaultException fault(MqStatus status) {
		return new RpcFaultException(new FaultStatus(status.code()));
	}

	static CompletionStage<Returned<Void>> returned(CompletionStage<Void> stage) {
		return stage
				.handle((nothing, failure) -> new Returned<>(null, failure == null ? MqStatus.OK : status(failure)));
	}

	static MqStatus status(Throwable failure) {
		Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof MqException known) {
			return known.status();
		}
		if (cause instanceof StoreException store) {
			return store.kind() == StoreException.Kind.WRITE_FAILED
					? MqStatus.MESSAGE_STORAGE_FAILED
					: MqStatus.SERVICE_NOT_AVAILABLE;
		}
		System.getLogger(Outcomes.class.getName()).log(System.Logger.Level.ERROR, "A call of RemoteRead failed",
				cause);
		return MqStatus.ERROR;
	}
}
