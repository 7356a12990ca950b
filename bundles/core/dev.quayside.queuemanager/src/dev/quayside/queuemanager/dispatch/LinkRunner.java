package dev.quayside.queuemanager.dispatch;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Lets a link run in one thread at a time, and again if it was woken meanwhile. */
final class LinkRunner implements Runnable {

	private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

	private final SendThreads workers;
	private final BooleanSupplier online;
	private final AtomicInteger wanted = new AtomicInteger();
	private OutgoingLink link;

	LinkRunner(SendThreads workers, BooleanSupplier online) {
		this.workers = workers;
		this.online = online;
	}

	/** Before anything else is done; the link wakes this. */
	LinkRunner use(OutgoingLink newLink) {
		link = newLink;
		return this;
	}

	OutgoingLink link() {
		return link;
	}

	void wake() {
		if (wanted.getAndIncrement() == 0) {
			execute();
		}
	}

	private void execute() {
		try {
			workers.execute(this);
		} catch (RejectedExecutionException e) {
			LOG.log(System.Logger.Level.DEBUG, "Everything stops", e);
		}
	}

	@Override
	public void run() {
		int seen = wanted.get();
		try {
			link.run(online.getAsBoolean());
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "An outgoing queue could not be sent", e);
		} finally {
			if (wanted.addAndGet(-seen) != 0) {
				execute();
			}
		}
	}
}
