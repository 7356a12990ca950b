package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;

import java.util.concurrent.CompletableFuture;
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
				.handle((nothing, failure) -> new Returned<>(null,
						failure == null ? MqStatus.OK : Failures.status(failure)));
	}
}
