package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.transfer.MessageSink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Says in the log which messages are not kept, at most once a second; of the others, how many they were. */
final class Dropped {

	private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());
	private static final long QUIET_SECONDS = 1;

	private boolean isQuiet;
	private long unsaid;

	void say(MessageSink.Incoming message, String why) {
		synchronized (this) {
			if (isQuiet) {
				unsaid++;
				return;
			}
			isQuiet = true;
		}
		CompletableFuture.delayedExecutor(QUIET_SECONDS, TimeUnit.SECONDS).execute(this::endQuiet);
		LOG.log(System.Logger.Level.WARNING, () -> "Dropped " + message.packet().id() + " of "
				+ message.address().getHostAddress() + ": " + why);
	}

	private void endQuiet() {
		long others;
		synchronized (this) {
			isQuiet = false;
			others = unsaid;
			unsaid = 0;
		}
		if (others > 0) {
			LOG.log(System.Logger.Level.WARNING, () -> "Dropped " + others + " more messages within a second");
		}
	}
}
