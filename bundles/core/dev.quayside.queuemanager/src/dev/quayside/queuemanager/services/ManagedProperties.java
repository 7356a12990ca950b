package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.services.Transfers.Attempt;
import dev.quayside.queuemanager.services.Transfers.Incoming;
import dev.quayside.queuemanager.services.Transfers.Outgoing;
import dev.quayside.queuemanager.services.Transfers.Place;
import dev.quayside.queuemanager.services.Transfers.State;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The properties of a queue that qmmgmt tells ([MS-MQMR] 3.1.4.1, [MS-MQMQ] 2.3.12); VT_NULL where a queue has none. */
final class ManagedProperties {

	static final int LAST = 27;

	private static final PropValue NULL = PropValue.None.NULL;
	private static final long MAX_UI4 = 0xFFFFFFFFL;
	private static final Set<State> ROUTED = Set.of(State.CONNECTED, State.WAITING);

	private final QueueNaming names;
	private final Transfers transfers;

	ManagedProperties(QueueNaming names, Transfers transfers) {
		this.names = names;
		this.transfers = transfers;
	}

	PropValue of(Queue queue, int id) throws StoreException {
		return switch (id) {
			case 1 -> text(names.path(queue));
			case 2 -> text(names.format(queue));
			case 3 -> text(type(queue));
			case 4 -> text(queue.kind() == QueueKind.OUTGOING ? "REMOTE" : "LOCAL");
			case 5 -> text(queue.attributes().transactional() ? "YES" : "NO");
			case 6 -> text(type(queue).equals("PRIVATE") ? "NO" : "UNKNOWN");
			case 7 -> number(queue.count());
			case 8 -> number(queue.bytes());
			case 9 -> number(journal(queue) == null ? 0 : journal(queue).count());
			case 10 -> number(journal(queue) == null ? 0 : journal(queue).bytes());
			case 11 -> text(queue.kind() == QueueKind.OUTGOING
					? transfers.outgoing(queue).map(Outgoing::state).orElse(State.INACTIVE).word()
					: "LOCAL CONNECTION");
			case 24 -> isSequenced(queue) ? sources(transfers.incoming(queue)) : NULL;
			case 26 -> number(queue.subqueues().size());
			case 27 -> new PropValue.Texts(queue.subqueues().stream().map(sub -> sub.attributes().name()).toList());
			default -> queue.kind() == QueueKind.OUTGOING
					? transfers.outgoing(queue).map(outgoing -> of(outgoing, id)).orElse(NULL)
					: NULL;
		};
	}

	private static Queue journal(Queue queue) {
		return queue.journal().orElse(null);
	}

	private static boolean isSequenced(Queue queue) {
		return queue.attributes().transactional() && queue.kind() != QueueKind.OUTGOING;
	}

	/** Journals and subqueues are of the kind of their queue, for there is no other word for them. */
	private static String type(Queue queue) {
		return switch (queue.kind()) {
			case SYSTEM -> "MACHINE";
			case PUBLIC -> "PUBLIC";
			case PRIVATE -> "PRIVATE";
			case JOURNAL, SUBQUEUE -> queue.parent().map(ManagedProperties::type).orElse("PRIVATE");
			case OUTGOING -> outgoingType(queue.attributes().name());
		};
	}

	private static String outgoingType(String formatName) {
		FormatName name = FormatName.parse(formatName);
		if (name instanceof FormatName.Multicast) {
			return "MULTICAST";
		}
		if (name instanceof FormatName.Machine) {
			return "MACHINE";
		}
		if (name instanceof FormatName.Connector) {
			return "CONNECTOR";
		}
		boolean isPrivate = name instanceof FormatName.PrivateQueue
				|| name instanceof FormatName.Direct direct
						&& direct.path().text().toLowerCase().startsWith("private$");
		return isPrivate ? "PRIVATE" : "PUBLIC";
	}

	private static PropValue of(Outgoing outgoing, int id) {
		Transfers.Sequences sent = outgoing.sequences();
		return switch (id) {
			case 12 -> ROUTED.contains(outgoing.state()) ? new PropValue.Texts(outgoing.nextHops()) : NULL;
			case 13 -> sent.unacknowledged() > 0 ? place(sent.lastAck()) : NULL;
			case 14 -> time(sent.lastAckTime());
			case 15 -> number(sent.lastAckCount());
			case 16 -> place(sent.firstUnacknowledged());
			case 17 -> place(sent.lastUnacknowledged());
			case 18 -> place(sent.next());
			case 19 -> number(sent.unread());
			case 20 -> number(sent.unacknowledged());
			case 21 -> time(sent.resendTime());
			case 22 -> number(sent.resendInterval());
			case 23 -> number(sent.resendCount());
			case 25 -> history(outgoing.history());
			default -> NULL;
		};
	}

	private static PropValue text(String text) {
		return new PropValue.Text(text);
	}

	private static PropValue number(long number) {
		return PropValue.Number.unsigned32(Math.min(number, MAX_UI4));
	}

	private static PropValue time(long seconds) {
		return new PropValue.Number(PropValue.VT_I4, (int) seconds);
	}

	private static PropValue place(Place place) {
		ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(place.sequence())
				.putInt((int) place.number()).putInt((int) place.previous());
		return new PropValue.Bytes(PropValue.VT_BLOB, bytes.array());
	}

	private static PropValue sources(List<Incoming> incoming) {
		return new PropValue.Variants(List.of(texts(incoming, Incoming::formatName),
				new PropValue.Guids(incoming.stream().map(Incoming::sender).toList()),
				numbers(PropValue.VT_UI8, incoming, Incoming::sequence),
				numbers(PropValue.VT_UI4, incoming, Incoming::number),
				numbers(PropValue.VT_I4, incoming, Incoming::lastAccess),
				numbers(PropValue.VT_UI4, incoming, Incoming::rejects)));
	}

	/** [MS-MQMQ] 2.3.12.25. */
	private static PropValue history(List<Attempt> attempts) {
		return new PropValue.Variants(List.of(
				numbers(PropValue.VT_UI4, attempts, attempt -> Integer.toUnsignedLong(attempt.status())),
				numbers(PropValue.VT_I4, attempts, Attempt::time), numbers(PropValue.VT_I4, attempts, Attempt::error),
				texts(attempts, Attempt::address)));
	}

	private static <T> PropValue texts(List<T> list, Function<T, String> text) {
		return new PropValue.Texts(list.stream().map(text).toList());
	}

	private static <T> PropValue numbers(int type, List<T> list, ToLongFunction<T> number) {
		return new PropValue.Numbers(PropValue.VT_VECTOR | type, list.stream().map(number::applyAsLong).toList());
	}
}
