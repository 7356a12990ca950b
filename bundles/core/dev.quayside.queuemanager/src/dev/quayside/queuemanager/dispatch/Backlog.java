package dev.quayside.queuemanager.dispatch;

import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredQueue;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Which messages of an outgoing queue are still to be sent on the present session. Guarded by its owner. */
final class Backlog {

	private static final int PRIORITIES = 8;
	private static final int SHIFT = 56;

	private final StoredQueue stored;
	/** Sent on this session, or waiting for a FinalAck; not gone yet. */
	private final Set<Long> sent = new HashSet<>();
	/** Those whose deletion is on its way to the disk. */
	private final Set<Long> leaving = new HashSet<>();
	/** Behind which messages of a priority are not sent. */
	private final long[] cursors = new long[PRIORITIES];

	Backlog(StoredQueue stored) {
		this.stored = stored;
		restart();
	}

	private void restart() {
		for (int i = 0; i < PRIORITIES; i++) {
			cursors[i] = ((long) i << SHIFT) - 1;
		}
	}

	/** A new session begins: everything but this, and what is about to go, is to be sent. */
	void restart(Set<Long> settled) {
		sent.clear();
		sent.addAll(settled);
		sent.addAll(leaving);
		restart();
	}

	/** The next one in queue order. */
	OptionalLong next() throws StoreException {
		OptionalLong next = behindCursors();
		if (next.isEmpty() && stored.count() != sent.size()) {
			forgetMissing();
			if (stored.count() > sent.size()) {
				restart();
				next = behindCursors();
			}
		}
		return next;
	}

	/** Others may take messages out, too. */
	private void forgetMissing() throws StoreException {
		for (Long id : List.copyOf(sent)) {
			if (!leaving.contains(id) && !stored.contains(id)) {
				sent.remove(id);
			}
		}
	}

	private OptionalLong behindCursors() throws StoreException {
		for (int i = 0; i < PRIORITIES; i++) {
			OptionalLong id = cursors[i] < 0 ? stored.first() : stored.next(cursors[i]);
			while (id.isPresent() && id.getAsLong() >>> SHIFT == i && sent.contains(id.getAsLong())) {
				cursors[i] = id.getAsLong();
				id = stored.next(id.getAsLong());
			}
			if (id.isPresent() && id.getAsLong() >>> SHIFT == i) {
				return id;
			}
		}
		return OptionalLong.empty();
	}

	void sent(long lookupId) {
		sent.add(lookupId);
		cursors[(int) (lookupId >>> SHIFT)] = lookupId;
	}

	/** To be sent again. */
	void unsent(long lookupId) {
		if (leaving.contains(lookupId)) {
			return;
		}
		sent.remove(lookupId);
		cursors[(int) (lookupId >>> SHIFT)] = (lookupId >>> SHIFT << SHIFT) - 1;
	}

	/** Its deletion begins; false if it has begun before. */
	boolean leave(long lookupId) {
		sent.add(lookupId);
		return leaving.add(lookupId);
	}

	/** Its deletion has ended; one that could not be deleted stays, and is not sent again on this session. */
	void left(long lookupId, boolean gone) {
		leaving.remove(lookupId);
		if (gone) {
			sent.remove(lookupId);
		}
	}
}
