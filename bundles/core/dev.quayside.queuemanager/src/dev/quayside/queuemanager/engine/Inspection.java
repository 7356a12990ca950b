package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.engine.OpenQueueInfo.CursorInfo;
import dev.quayside.queuemanager.engine.OpenQueueInfo.CursorState;
import dev.quayside.queuemanager.engine.OpenQueueInfo.ReadInfo;
import dev.quayside.queuemanager.store.StoreException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells what somebody does with an open queue. The monitor of the queue guards it. */
final class Inspection {

	private final OpenQueue open;
	private final List<Waiter> waiters;

	Inspection(OpenQueue open, List<Waiter> waiters) {
		this.open = open;
		this.waiters = waiters;
	}

	OpenQueueInfo info(Map<Long, Cursor> cursors) {
		List<ReadInfo> reads = new ArrayList<>();
		for (Waiter waiter : waiters) {
			reads.add(info(waiter.request(), OptionalLong.empty(), waiter.deadline()));
		}
		for (Receives.Receive receive : open.receives().all()) {
			if (receive.lookupId() != null) {
				reads.add(info(receive.request(), OptionalLong.of(receive.lookupId()), receive.deadline()));
			}
		}
		List<CursorInfo> positions = new ArrayList<>();
		cursors.forEach((handle, cursor) -> positions.add(info(handle, cursor)));
		return new OpenQueueInfo(open.id(), open.client(), open.queue(), open.access(), open.isExclusive(), positions,
				reads);
	}

	private static ReadInfo info(ReadRequest request, OptionalLong lookupId, long deadline) {
		return new ReadInfo(request.requestId(), request.action(), request.cursor(), lookupId,
				deadline == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(deadline), request.work());
	}

	private CursorInfo info(long handle, Cursor cursor) {
		boolean isAtStart = cursor.position() == Cursor.START;
		OptionalLong lookupId = isAtStart ? OptionalLong.empty() : OptionalLong.of(cursor.position());
		return new CursorInfo(handle, lookupId, state(handle, cursor), !isAtStart && isGone(cursor.position()));
	}

	private CursorState state(long handle, Cursor cursor) {
		boolean waits = waiters.stream().anyMatch(waiter -> waiter.request().cursor() == handle);
		return waits ? CursorState.WAITING : cursor.isRead() ? CursorState.READ : CursorState.UNREAD;
	}

	/** What cannot be found out counts as still there. */
	private boolean isGone(long lookupId) {
		try {
			return !open.queue().stored().contains(lookupId);
		} catch (StoreException e) {
			return false;
		}
	}
}
