package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcOperation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls in flight over the connections of an association: all on one connection where the server multiplexes, else each
 * on a connection of its own, as many as there may be.
 */
final class GroupWindow<I, O> implements CallWindow<I, O> {

	/** So many requests wait for each other before they are sent. */
	private static final int TOGETHER = 4;

	/** One call from its start to its end. */
	private final class Flight implements Call<O> {

		private final Wait wait = new Wait(options, channel.timeout(), operation.name());
		private ClientConnection connection;
		private Outgoing request;
		private O out;
		private RpcException failure;
		private boolean ended;

		@Override
		public O get() throws RpcException {
			if (!ended) {
				throw new IllegalStateException("The call has not come to its end");
			}
			if (failure != null) {
				throw failure;
			}
			return out;
		}
	}

	private final GroupChannel channel;
	private final RpcOperation<I, O> operation;
	private final CallOptions options;
	private final Mailbox mailbox = new Mailbox();
	private final Runnable forget;
	private final List<Flight> unsent = new ArrayList<>();
	private final Map<PendingCall, Flight> flying = new LinkedHashMap<>();
	private final Deque<Flight> ended = new ArrayDeque<>();

	GroupWindow(GroupChannel channel, RpcOperation<I, O> operation, CallOptions options) {
		this.channel = channel;
		this.operation = operation;
		this.options = options;
		this.forget = options.cancellation().onCancel(mailbox::wake);
	}

	@Override
	public Call<O> start(I in) {
		Flight flight = new Flight();
		try {
			flight.connection = lease(flight.wait);
			flight.request = channel.request(flight.connection, operation, in);
			if (!unsent.isEmpty() && unsent.get(0).connection != flight.connection) {
				send();
			}
			unsent.add(flight);
			if (unsent.size() >= TOGETHER) {
				send();
			}
		} catch (RpcException e) {
			end(flight, null, e);
		}
		return flight;
	}

	/** Where all connections are busy with calls of this window, one of them has to come to its end first. */
	private ClientConnection lease(Wait wait) throws RpcException {
		ClientConnection free = channel.group().leaseNow(channel.interfaceId(), wait);
		while (free == null && size() > ended.size()) {
			settle();
			free = channel.group().leaseNow(channel.interfaceId(), wait);
		}
		return free == null ? channel.group().lease(channel.interfaceId(), wait) : free;
	}

	/** What fails in the middle of sending has failed all calls of the connection. */
	private void send() {
		if (unsent.isEmpty()) {
			return;
		}
		List<Flight> sending = List.copyOf(unsent);
		unsent.clear();
		RpcException failure = null;
		try {
			sending.get(0).connection.send(sending.stream().map(flight -> flight.request).toList(), mailbox,
					sending.get(0).wait);
		} catch (RpcException e) {
			failure = e;
		}
		for (Flight flight : sending) {
			if (flight.request.call() != null) {
				flying.put(flight.request.call(), flight);
			} else {
				end(flight, null, failure);
			}
		}
	}

	@Override
	public Call<O> next() {
		if (size() == 0) {
			throw new IllegalStateException("No call is in flight");
		}
		while (ended.isEmpty()) {
			settle();
		}
		return ended.poll();
	}

	/** Sees to it that calls come to their ends; of several connections the one of the oldest call is read. */
	private void settle() {
		if (takeEnded()) {
			return;
		}
		send();
		if (flying.isEmpty()) {
			return;
		}
		Flight oldest = flying.values().iterator().next();
		if (oldest.wait.isOver()) {
			flying.remove(oldest.request.call());
			end(oldest, null, oldest.connection.giveUp(oldest.request.call(), oldest.wait));
		} else {
			oldest.connection.step(mailbox, oldest.wait);
			takeEnded();
		}
	}

	/** False if no call has come to its end. */
	private boolean takeEnded() {
		boolean any = false;
		for (PendingCall call = mailbox.poll(); call != null; call = mailbox.poll()) {
			Flight flight = flying.remove(call);
			if (flight != null) {
				any = true;
				take(flight);
			}
		}
		return any;
	}

	private void take(Flight flight) {
		try {
			PendingCall.Answer answer = flight.connection.result(flight.request.call());
			end(flight, channel.read(operation, answer, flight.request.context()), null);
		} catch (RpcException e) {
			end(flight, null, e);
		}
	}

	private void end(Flight flight, O out, RpcException failure) {
		flight.out = out;
		flight.failure = failure;
		flight.ended = true;
		ended.add(flight);
		if (flight.connection != null) {
			channel.group().release(flight.connection);
		}
	}

	@Override
	public int size() {
		return unsent.size() + flying.size() + ended.size();
	}

	@Override
	public void close() {
		forget.run();
		unsent.forEach(flight -> channel.group().release(flight.connection));
		unsent.clear();
		takeEnded();
		for (Flight flight : flying.values()) {
			flight.connection.giveUp(flight.request.call(), flight.wait);
			channel.group().release(flight.connection);
		}
		flying.clear();
		ended.clear();
	}
}
