package dev.quayside.admin.remote;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.PageRequest;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.CursorScan;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads a queue from its first message on with a cursor and several calls in flight, so that the way to the server and
 * back does not count for each message; the next page goes on where the last one has ended. Safe for use by several
 * threads.
 */
final class CursorPages {

	/** Calls in flight. */
	private static final int WIDTH = 16;
	/** So few messages are not worth a cursor. */
	private static final int FEW = 2;
	private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

	/** A cursor at a message that was peeked at. */
	private record Place(RemoteQueue queue, long cursor, long lookupId) {

		private boolean precedes(PageRequest page, RemoteQueue open) {
			return queue == open && !page.inclusive()
					&& page.start().filter(start -> start.value() == lookupId).isPresent();
		}

		private void close() {
			try {
				queue.closeCursor(cursor, new CallOptions(CLOSE_LIMIT, new Cancellation()));
			} catch (MqException | RpcException e) {
				System.getLogger(CursorPages.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a cursor",
						e);
			}
		}
	}

	/** Where the last page has ended. */
	private final AtomicReference<Place> kept = new AtomicReference<>();

	/**
	 * Reads a page, or the beginning of it.
	 *
	 * @return what is left of the page, to be read in another way; empty if nothing is
	 * @throws RpcException
	 *             if a call was cancelled or is not answered
	 */
	Optional<PageRequest> read(RemoteQueue queue, PageRequest page, int maxBody, Consumer<RemoteMessage> consumer,
			CallOptions options) throws RpcException {
		if (page.direction() != PageRequest.Direction.FORWARD || page.limit() <= FEW) {
			return Optional.of(page);
		}
		Place before = kept.getAndSet(null);
		boolean goesOn = before != null && before.precedes(page, queue);
		if (before != null && !goesOn && before.queue() == queue) {
			before.close();
		}
		if (!goesOn && page.start().isPresent()) {
			return Optional.of(page);
		}
		Pass pass = new Pass(queue, page, maxBody, consumer, options);
		return pass.read(goesOn ? before : null);
	}

	/** One page. */
	private final class Pass {

		private final RemoteQueue queue;
		private final int maxBody;
		private final Consumer<RemoteMessage> consumer;
		private final CallOptions options;
		private final PageRequest page;
		private Place place;
		private int count;

		Pass(RemoteQueue queue, PageRequest page, int maxBody, Consumer<RemoteMessage> consumer, CallOptions options) {
			this.queue = queue;
			this.page = page;
			this.maxBody = maxBody;
			this.consumer = consumer;
			this.options = options;
		}

		/** What cannot be done so is left: a server may know no cursors, or has lost this one with the connection. */
		Optional<PageRequest> read(Place from) throws RpcException {
			boolean isLost = false;
			boolean isKept = false;
			place = from;
			try {
				isKept = (from != null || first()) && follow();
				return Optional.empty();
			} catch (MqException | RpcFaultException e) {
				return Optional.of(rest());
			} catch (RpcException e) {
				isLost = true;
				if (e instanceof RpcConnectException) {
					return Optional.of(rest());
				}
				throw e;
			} finally {
				if (isKept) {
					kept.set(place);
				} else if (place != null && !isLost) {
					place.close();
				}
			}
		}

		private PageRequest rest() {
			return count == 0 ? page : PageRequest.after(new LookupId(place.lookupId()), page.limit() - count);
		}

		/** False if the queue is empty. */
		private boolean first() throws MqException, RpcException {
			place = new Place(queue, queue.createCursor(options), 0);
			try {
				give(queue.read(ReceiveAction.PEEK_CURRENT, place.cursor(), 0, 0, maxBody, options));
				return true;
			} catch (MqException e) {
				if (e.status().equals(MqStatus.IO_TIMEOUT)) {
					return false;
				}
				throw e;
			}
		}

		/** False if the queue ended first. */
		private boolean follow() throws MqException, RpcException {
			try (CursorScan scan = queue.scan(place.cursor(), place.lookupId(), page.limit() - count, WIDTH,
					maxBody, options)) {
				for (Optional<RemoteMessage> next = scan.next(); next.isPresent(); next = scan.next()) {
					give(next.get());
				}
				return scan.isSatisfied();
			}
		}

		private void give(RemoteMessage message) {
			place = new Place(queue, place.cursor(), message.lookupId());
			count++;
			consumer.accept(message);
		}
	}
}
