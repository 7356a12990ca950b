package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Deletes messages when their time to be received is over ([MS-MQDMPR] 3.1.2.4, 3.1.7.2.7). Only the earliest deadline is
 * remembered; then the queue is looked through, in pieces, and the next one found on the way. A queue to which no message
 * with a deadline ever came is never looked through, also not after a restart.
 */
final class Expirations {

	private static final System.Logger LOG = System.getLogger(Expirations.class.getName());
	private static final int PIECE = 1_000;
	/** Seconds until a message is looked at again whose time is over while a receive holds it. */
	private static final long WHILE_LOCKED = 30;

	private final StoredQueue stored;
	private final Environment environment;
	private final boolean applies;
	private final FirstUse first;
	private final Expire expire;
	private final Object firstUse = new Object();
	private boolean used;
	private boolean sweeping;
	private long due = Headers.NEVER;
	/** {@link System#nanoTime} before which no other sweep begins; a tenth of the time goes into sweeps at most. */
	private long rest = System.nanoTime();
	private ScheduledFuture<?> timer;

	/**
	 * @param applies
	 *            whether messages expire here at all
	 * @param first
	 *            before the first message with a deadline
	 */
	Expirations(StoredQueue stored, Environment environment, boolean applies, FirstUse first, Expire expire) {
		this.stored = stored;
		this.environment = environment;
		this.applies = applies;
		this.first = first;
		this.expire = expire;
	}

	/** Deletes a message; false if it cannot be deleted now. */
	interface Expire {

		boolean test(long lookupId, StoredMessage message);
	}

	/** Something to be run once, before the first message with a deadline. */
	interface FirstUse {

		void run() throws StoreException;
	}

	/** Before a message is added. */
	void prepare(StoredMessage message) throws StoreException {
		if (!applies || Headers.deadline(message) == Headers.NEVER) {
			return;
		}
		synchronized (firstUse) {
			if (!used) {
				first.run();
				used = true;
			}
		}
	}

	/** When a message is there. */
	synchronized void added(StoredMessage message) {
		if (applies) {
			schedule(Headers.deadline(message));
		}
	}

	/** Messages with a deadline were added before the restart. */
	void resume() {
		if (!applies) {
			return;
		}
		synchronized (firstUse) {
			used = true;
		}
		synchronized (this) {
			schedule(environment.now());
		}
	}

	private void schedule(long deadline) {
		if (deadline >= due) {
			return;
		}
		due = deadline;
		if (timer != null) {
			timer.cancel(false);
		}
		long millis = Math.max(0, due + 1 - environment.now()) * 1000;
		long pause = TimeUnit.NANOSECONDS.toMillis(Math.max(0, rest - System.nanoTime()));
		timer = environment.timers().schedule(() -> environment.executor().execute(this::begin),
				Math.max(millis, pause), TimeUnit.MILLISECONDS);
	}

	private void begin() {
		synchronized (this) {
			if (sweeping) {
				return;
			}
			sweeping = true;
			due = Headers.NEVER;
		}
		sweep(Cursor.START, Headers.NEVER, System.nanoTime());
	}

	private void sweep(long after, long earliest, long began) {
		long next = earliest;
		try {
			OptionalLong id = stored.next(after);
			for (int i = 0; i < PIECE && id.isPresent(); i++) {
				next = Math.min(next, look(id.getAsLong()));
				id = stored.next(id.getAsLong());
			}
			if (id.isPresent()) {
				long last = stored.previous(id.getAsLong()).orElse(Cursor.START);
				long found = next;
				environment.executor().execute(() -> sweep(last, found, began));
				return;
			}
		} catch (StoreException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot look for expired messages", e);
			next = environment.now() + WHILE_LOCKED;
		}
		end(next, began);
	}

	/** The deadline of a message that stays. */
	private long look(long lookupId) throws StoreException {
		StoredMessage message = stored.read(lookupId, false);
		if (message == null) {
			return Headers.NEVER;
		}
		if (!Headers.isOver(message, environment.now())) {
			return Headers.deadline(message);
		}
		return expire.test(lookupId, message) ? Headers.NEVER : environment.now() + WHILE_LOCKED;
	}

	private synchronized void end(long next, long began) {
		long now = System.nanoTime();
		rest = now + Math.max(TimeUnit.SECONDS.toNanos(1), 10 * (now - began));
		sweeping = false;
		long earliest = Math.min(next, due);
		due = Headers.NEVER;
		schedule(earliest);
	}
}
