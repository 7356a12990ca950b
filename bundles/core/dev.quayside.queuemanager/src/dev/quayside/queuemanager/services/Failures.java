package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.store.StoreException;

import java.util.concurrent.CompletionException;

/** The status that a client gets for what went wrong. */
final class Failures {

	private Failures() {}

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
		System.getLogger(Failures.class.getName()).log(System.Logger.Level.ERROR, "A request failed", cause);
		return MqStatus.ERROR;
	}
}
