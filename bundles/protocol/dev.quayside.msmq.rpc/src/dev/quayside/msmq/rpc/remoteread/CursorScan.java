package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallWindow;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Peeks at what follows a cursor, with several calls in flight that the server may execute in any order. The messages
 * come in the order of the queue: one is held back as long as a call is in flight that may still bring one in front of
 * it, and those are the calls that were started before it came. Used by one thread.
 */
public final class CursorScan implements AutoCloseable {

	/** Bodies that may be on their way at once; two messages always may. */
	private static final int BYTES_IN_FLIGHT = 1024 * 1024;

	/**
	 * A call in flight.
	 *
	 * @param behind
	 *            lookup id of the last message that was known when it was started: its own is greater
	 */
	private record Flight(CallWindow.Call<Returned<RemoteRead.Received>> call, long behind) {}

	private final String queue;
	private final CallWindow<RemoteRead.ReceiveRequest, Returned<RemoteRead.Received>> calls;
	private final RemoteRead.ReceiveRequest request;
	private final int width;
	private final Deque<Flight> flights = new ArrayDeque<>();
	private final PriorityQueue<RemoteMessage> held = new PriorityQueue<>(
			Comparator.comparing(RemoteMessage::lookupId, Long::compareUnsigned));
	private long wanted;
	private long last;
	private long given;
	/** Behind this lookup id a message may be missing, that of a call that failed. */
	private long whole = -1;
	private int size;
	private boolean over;
	private boolean ranOut;
	private Exception atNone;
	private Exception failure;

	/**
	 * @param last
	 *            lookup id of the message that the cursor stands at
	 * @param wanted
	 *            messages
	 * @param width
	 *            calls in flight at most
	 */
	CursorScan(String queue, CallWindow<RemoteRead.ReceiveRequest, Returned<RemoteRead.Received>> calls,
			RemoteRead.ReceiveRequest request, long last, long wanted, int width) {
		this.queue = queue;
		this.calls = calls;
		this.request = request;
		this.last = last;
		this.given = last;
		this.wanted = wanted;
		this.width = width;
	}

	/**
	 * The next message; empty if no more are wanted, or behind the last one of the queue.
	 *
	 * @throws MqException
	 *             if the queue manager refuses a call; what surely is in front of its message is given first
	 * @throws RpcException
	 *             if a call fails; likewise
	 */
	public Optional<RemoteMessage> next() throws MqException, RpcException {
		while (true) {
			fill();
			if (!held.isEmpty() && isNext(held.peek().lookupId())) {
				return Optional.of(give());
			}
			if (flights.isEmpty()) {
				rethrow();
				return Optional.empty();
			}
			take();
		}
	}

	private boolean isNext(long lookupId) {
		return Long.compareUnsigned(lookupId, whole) <= 0
				&& (flights.isEmpty() || Long.compareUnsigned(lookupId, flights.peek().behind()) <= 0);
	}

	private RemoteMessage give() throws RpcProtocolException {
		RemoteMessage message = held.poll();
		if (message.lookupId() == given) {
			throw new RpcProtocolException("The queue manager answers twice with message "
					+ Long.toUnsignedString(given) + " of " + queue + " when asked for what follows");
		}
		given = message.lookupId();
		return message;
	}

	/** Whether the cursor stands at the message that was given last, because no more were wanted. */
	public boolean isSatisfied() {
		return wanted == 0 && !over && flights.isEmpty() && held.isEmpty();
	}

	private void fill() {
		int room = (int) Math.min(width, 2 + BYTES_IN_FLIGHT / (1L + size));
		while (!over && wanted > 0 && flights.size() < room && held.size() < room) {
			flights.add(new Flight(calls.start(request), last));
			wanted--;
		}
	}

	private void take() {
		CallWindow.Call<Returned<RemoteRead.Received>> ended = calls.next();
		Flight flight = remove(ended);
		try {
			take(RemoteMessage.of(ended.get().orThrow("Cannot read from " + queue)), flight);
		} catch (PacketException e) {
			fail(new RpcProtocolException("A message of " + queue + " cannot be read: " + e.getMessage(), e), flight);
		} catch (MqException | RpcException e) {
			fail(e, flight);
		}
	}

	private Flight remove(CallWindow.Call<Returned<RemoteRead.Received>> ended) {
		Iterator<Flight> all = flights.iterator();
		Flight flight = all.next();
		while (flight.call() != ended) {
			flight = all.next();
		}
		all.remove();
		return flight;
	}

	private void take(RemoteMessage message, Flight flight) {
		if (Long.compareUnsigned(message.lookupId(), flight.behind()) <= 0) {
			fail(new RpcProtocolException("The queue manager answers with message "
					+ Long.toUnsignedString(message.lookupId()) + " of " + queue + " when asked for what follows "
					+ Long.toUnsignedString(flight.behind())), flight);
			return;
		}
		held.add(message);
		size = message.packet().body().length();
		last = Long.compareUnsigned(message.lookupId(), last) > 0 ? message.lookupId() : last;
	}

	/** The first call behind the last message finds none, and for the others the cursor stands at none then. */
	private void fail(Exception why, Flight flight) {
		over = true;
		MqStatus status = why instanceof MqException e ? e.status() : MqStatus.OK;
		ranOut |= status.equals(MqStatus.IO_TIMEOUT);
		if (status.equals(MqStatus.IO_TIMEOUT) || status.equals(MqStatus.ILLEGAL_CURSOR_ACTION)) {
			atNone = why;
			return;
		}
		failure = failure == null ? why : failure;
		whole = Long.compareUnsigned(flight.behind(), whole) < 0 ? flight.behind() : whole;
	}

	private void rethrow() throws MqException, RpcException {
		Exception why = failure == null && !ranOut ? atNone : failure;
		if (why instanceof RpcException e) {
			throw e;
		}
		if (why instanceof MqException e) {
			throw e;
		}
	}

	/** Gives up what is in flight. */
	@Override
	public void close() {
		calls.close();
	}
}
