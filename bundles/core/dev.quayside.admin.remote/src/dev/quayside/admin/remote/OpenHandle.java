package dev.quayside.admin.remote;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.OwnHandles.Step;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.client.RpcClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A queue that this program holds open, and what it knows of its cursors and receives. */
final class OpenHandle {

	private static final String NEW = "before the first message";

	private final RemoteQueue remote;
	private final Optional<RpcClient> client;
	private final HeldQueue first;
	private final Map<Long, HeldCursor> cursors = new TreeMap<>();
	private final Map<Long, PendingReceive> receives = new TreeMap<>();

	/**
	 * @param client
	 *            the connection over which it is open
	 * @param first
	 *            as it was opened
	 */
	OpenHandle(RemoteQueue remote, Optional<RpcClient> client, HeldQueue first) {
		this.remote = remote;
		this.client = client;
		this.first = first;
	}

	RemoteQueue remote() {
		return remote;
	}

	Optional<RpcClient> client() {
		return client;
	}

	QueueAddress queue() {
		return first.queue();
	}

	synchronized HeldQueue held() {
		return new HeldQueue(first.handle(), first.client(), first.queue(), first.access(), first.exclusive(),
				List.copyOf(cursors.values()), List.copyOf(receives.values()));
	}

	synchronized HeldCursor created(long cursor) {
		HeldCursor held = new HeldCursor(cursor, NEW, Optional.empty());
		cursors.put(cursor, held);
		return held;
	}

	synchronized void closed(long cursor) {
		cursors.remove(cursor);
	}

	synchronized void requireCursor(long cursor) throws QueueManagerException {
		if (!cursors.containsKey(cursor)) {
			throw new QueueManagerException(Kind.NOT_FOUND, "There is no such cursor at " + queue(),
					"It was closed: create another one", null);
		}
	}

	/** A new cursor has nothing to go on from, and servers refuse that ([MS-MQRR] 3.1.4.7). */
	synchronized ReceiveAction action(long cursor, Step step) {
		HeldCursor held = cursors.get(cursor);
		boolean isNew = held == null || held.position().isEmpty();
		return switch (step) {
			case RECEIVE -> ReceiveAction.RECEIVE;
			case PEEK_NEXT -> isNew ? ReceiveAction.PEEK_CURRENT : ReceiveAction.PEEK_NEXT;
			case PEEK_CURRENT -> ReceiveAction.PEEK_CURRENT;
		};
	}

	synchronized void began(long request, long cursor, Duration wait) {
		receives.put(request,
				new PendingReceive(request, cursor, Optional.empty(), Optional.of(Instant.now().plus(wait))));
	}

	/** A message came: its cursor stands there, and a receive holds it. */
	synchronized void came(long request, long cursor, Step step, LookupId message) {
		if (cursors.containsKey(cursor)) {
			String state = step == Step.RECEIVE ? "at a message that is received" : "at the message";
			cursors.put(cursor, new HeldCursor(cursor, state, Optional.of(message)));
		}
		if (step == Step.RECEIVE) {
			receives.put(request, new PendingReceive(request, cursor, Optional.of(message), Optional.empty()));
		}
	}

	/** Nothing waits any more under this id. */
	synchronized void waited(long request) {
		receives.computeIfPresent(request, (id, receive) -> receive.isWaiting() ? null : receive);
	}

	synchronized void ended(long request) {
		receives.remove(request);
	}

	synchronized Optional<PendingReceive> receive(long request) {
		return Optional.ofNullable(receives.get(request));
	}
}
