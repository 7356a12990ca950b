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
	private int size;
	private boolean over;
	private boolean ranOut;
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
		this.wanted = wanted;
		this.width = width;
	}

	/**
	 * The next message; empty if no more are wanted, or behind the last one of the queue.
	 *
	 * @throws MqException
	 *             if the queue manager refuses a call; what came before that message is given first
	 * @throws RpcException
	 *             if a call fails; likewise
	 */
	public Optional<RemoteMessage> next() throws MqException, RpcException {
		while (true) {
			fill();
			RemoteMessage first = held.peek();
			if (first != null && (flights.isEmpty()
					|| Long.compareUnsigned(first.lookupId(), flights.peek().behind()) <= 0)) {
				return Optional.of(held.poll());
			}
			if (flights.isEmpty()) {
				rethrow();
				return Optional.empty();
			}
			take();
		}
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
		Flight flight = flights.stream().filter(any -> any.call() == ended).findFirst().orElseThrow();
		flights.remove(flight);
		try {
			take(RemoteMessage.of(ended.get().orThrow("Cannot read from " + queue)), flight);
		} catch (PacketException e) {
			fail(new RpcProtocolException("A message of " + queue + " cannot be read: " + e.getMessage(), e));
		} catch (MqException e) {
			// the first call behind the last message finds none, and for the others the cursor stands at none then
			ranOut |= e.status().equals(MqStatus.IO_TIMEOUT);
			fail(e);
		} catch (RpcException e) {
			fail(e);
		}
	}

	private void take(RemoteMessage message, Flight flight) {
		if (Long.compareUnsigned(message.lookupId(), flight.behind()) <= 0) {
			fail(new RpcProtocolException("The queue manager answers with message "
					+ Long.toUnsignedString(message.lookupId()) + " of " + queue + " when asked for what follows "
					+ Long.toUnsignedString(flight.behind())));
			return;
		}
		held.add(message);
		size = message.packet().body().length();
		last = Long.compareUnsigned(message.lookupId(), last) > 0 ? message.lookupId() : last;
	}

	/** The first failure is the one that counts, unless the queue has just come to its end. */
	private void fail(Exception why) {
		over = true;
		failure = failure == null ? why : failure;
	}

	private void rethrow() throws MqException, RpcException {
		if (failure instanceof RpcException e) {
			throw e;
		}
		if (failure instanceof MqException e && !isEnd(e)) {
			throw e;
		}
	}

	private boolean isEnd(MqException e) {
		return ranOut && (e.status().equals(MqStatus.IO_TIMEOUT)
				|| e.status().equals(MqStatus.ILLEGAL_CURSOR_ACTION));
	}

	/** Gives up what is in flight. */
	@Override
	public void close() {
		calls.close();
	}
}
