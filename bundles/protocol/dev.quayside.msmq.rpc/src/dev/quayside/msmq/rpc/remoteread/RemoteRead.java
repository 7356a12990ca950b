package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The RemoteRead interface ([MS-MQRR] 3.1.4), in opnum order. Opnum 1 is not used on the wire. */
public final class RemoteRead {

	public static final InterfaceId INTERFACE = InterfaceId.of("1a9134dd-7b39-45ba-ad88-44d01ca47f28", 1, 0,
			"RemoteRead").withNdr64();

	/** Tells the fixed port of the server, 0 for none. */
	public static final RpcOperation<Void, Long> GET_SERVER_PORT = new RpcOperation<>(0, "R_GetServerPort",
			NdrType.NOTHING, NdrType.UINT32);

	/** Opens a queue; a refusal is a fault with the HRESULT. */
	public static final RpcOperation<OpenRequest, ContextHandle> OPEN_QUEUE = new RpcOperation<>(2, "R_OpenQueue",
			OpenRequest.NDR, ContextHandle.NDR);

	/** Closes a queue with its cursors; the handle that comes back is null. */
	public static final RpcOperation<ContextHandle, Returned<ContextHandle>> CLOSE_QUEUE = new RpcOperation<>(3,
			"R_CloseQueue", ContextHandle.NDR, Returned.type(ContextHandle.NDR, ContextHandle.NULL));

	/** Creates a cursor on an open queue. */
	public static final RpcOperation<ContextHandle, Returned<Long>> CREATE_CURSOR = new RpcOperation<>(4,
			"R_CreateCursor", ContextHandle.NDR, Returned.type(NdrType.UINT32, 0L));

	/** Closes a cursor; the queue stays open. */
	public static final RpcOperation<CursorRef, Returned<Void>> CLOSE_CURSOR = new RpcOperation<>(5, "R_CloseCursor",
			CursorRef.NDR, Returned.nothing());

	/** Deletes every message of a queue. */
	public static final RpcOperation<ContextHandle, Returned<Void>> PURGE_QUEUE = new RpcOperation<>(6, "R_PurgeQueue",
			ContextHandle.NDR, Returned.nothing());

	/** Peeks at a message, or locks it until {@link #END_RECEIVE}; may wait for one to arrive. */
	public static final RpcOperation<ReceiveRequest, Returned<Received>> START_RECEIVE = new RpcOperation<>(7,
			"R_StartReceive", ReceiveRequest.NDR, Returned.type(Received.NDR, Received.EMPTY));

	/** Ends a receive that waits. */
	public static final RpcOperation<CancelRequest, Returned<Void>> CANCEL_RECEIVE = new RpcOperation<>(8,
			"R_CancelReceive", CancelRequest.NDR, Returned.nothing());

	/** Takes or gives back the message of a receive. */
	public static final RpcOperation<EndRequest, Returned<Void>> END_RECEIVE = new RpcOperation<>(9, "R_EndReceive",
			EndRequest.NDR, Returned.nothing());

	/** Moves a message between a queue and its subqueues. */
	public static final RpcOperation<MoveRequest, Returned<Void>> MOVE_MESSAGE = new RpcOperation<>(10, "R_MoveMessage",
			MoveRequest.NDR, Returned.nothing());

	/** Opens a queue that messages are to be moved to; a refusal is a fault with the HRESULT. */
	public static final RpcOperation<OpenRequest, OpenedForMove> OPEN_QUEUE_FOR_MOVE = new RpcOperation<>(11,
			"R_OpenQueueForMove", OpenRequest.NDR, OpenedForMove.NDR);

	/** Makes the server take part in a transaction of a coordinator. */
	public static final RpcOperation<EnlistRequest, Returned<Void>> ENLIST_TRANSACTION = new RpcOperation<>(12,
			"R_QMEnlistRemoteTransaction", EnlistRequest.NDR, Returned.nothing());

	/** {@link #START_RECEIVE} in a unit of work; to be ended by {@link #END_TRANSACTIONAL_RECEIVE}. */
	public static final RpcOperation<TransactionalRequest, Returned<Received>> START_TRANSACTIONAL_RECEIVE = new RpcOperation<>(
			13, "R_StartTransactionalReceive", TransactionalRequest.NDR,
			Returned.type(Received.NDR, Received.EMPTY));

	/** Rejects a message that a unit of work has received. */
	public static final RpcOperation<UserAcknowledgement, Returned<Void>> SET_USER_ACKNOWLEDGEMENT_CLASS = new RpcOperation<>(
			14, "R_SetUserAcknowledgementClass", UserAcknowledgement.NDR, Returned.nothing());

	/** Leaves the message of a receive to the unit of work, or gives it back. */
	public static final RpcOperation<EndRequest, Returned<Void>> END_TRANSACTIONAL_RECEIVE = new RpcOperation<>(15,
			"R_EndTransactionalReceive", EndRequest.NDR, Returned.nothing());

	private RemoteRead() {}

	/** What a queue is opened for ([MS-MQRR] 3.1.4.2, 3.1.4.11). */
	public static final class Access {

		public static final int RECEIVE = 0x01;
		/** Of {@link #OPEN_QUEUE_FOR_MOVE}. */
		public static final int MOVE = 0x04;
		public static final int PEEK = 0x20;

		private Access() {}
	}

	/** [MS-MQRR] 3.1.4.2, 3.1.4.11. */
	public record OpenRequest(QueueFormat queue, long access, long shareMode, UUID client, boolean nonRouting,
			Version version, boolean workgroup) {

		/** Of the client; servers do not look at it. */
		public record Version(int major, int minor, int build) {}

		static final NdrType<OpenRequest> NDR = new NdrType<>((out, request) -> request.write(out), OpenRequest::read);

		private void write(NdrWriter out) {
			queue.write(out);
			out.deferred();
			out.uint32(access).uint32(shareMode).uuid(client).uint32(nonRouting ? 1 : 0).uint8(version.major())
					.uint8(version.minor()).uint16(version.build()).uint32(workgroup ? 1 : 0);
		}

		private static OpenRequest read(NdrReader in) {
			QueueFormat queue = QueueFormat.NDR.reader().apply(in);
			long access = in.uint32();
			long shareMode = in.uint32();
			UUID client = in.uuid();
			boolean nonRouting = in.uint32() != 0;
			Version version = new Version(in.uint8(), in.uint8(), in.uint16());
			return new OpenRequest(queue, access, shareMode, client, nonRouting, version, in.uint32() != 0);
		}
	}

	/** A cursor of an open queue. */
	public record CursorRef(ContextHandle queue, long cursor) {

		static final NdrType<CursorRef> NDR = new NdrType<>((out, ref) -> {
			ref.queue().write(out);
			out.uint32(ref.cursor());
		}, in -> new CursorRef(ContextHandle.read(in), in.uint32()));
	}

	/** [MS-MQRR] 3.1.4.8. */
	public record CancelRequest(ContextHandle queue, long requestId) {

		static final NdrType<CancelRequest> NDR = new NdrType<>((out, request) -> {
			request.queue().write(out);
			out.uint32(request.requestId());
		}, in -> new CancelRequest(ContextHandle.read(in), in.uint32()));
	}

	/** [MS-MQRR] 3.1.4.9, 3.1.4.15. */
	public record EndRequest(ContextHandle queue, boolean acknowledge, long requestId) {

		private static final int NACK = 1;
		private static final int ACK = 2;

		static final NdrType<EndRequest> NDR = new NdrType<>((out, request) -> {
			request.queue().write(out);
			out.uint32(request.acknowledge() ? ACK : NACK).uint32(request.requestId());
		}, EndRequest::read);

		private static EndRequest read(NdrReader in) {
			ContextHandle queue = ContextHandle.read(in);
			int at = in.offset();
			long acknowledge = in.uint32();
			if (acknowledge != NACK && acknowledge != ACK) {
				throw new NdrException(at, "an acknowledgement of 1 or 2, not " + acknowledge);
			}
			return new EndRequest(queue, acknowledge == ACK, in.uint32());
		}
	}

	/**
	 * [MS-MQRR] 3.1.4.7.
	 *
	 * @param action
	 *            see {@link ReceiveAction}; any value may come from the wire
	 * @param timeout
	 *            milliseconds, unsigned, 0xFFFFFFFF: for ever
	 * @param requestId
	 *            unique in the open queue until the receive has ended
	 * @param maxBodySize
	 *            so many bytes of the body at most
	 * @param maxCompoundSize
	 *            likewise for a message that came over HTTP
	 */
	public record ReceiveRequest(ContextHandle queue, long lookupId, long cursor, int action, long timeout,
			long requestId, long maxBodySize, long maxCompoundSize) {

		static final NdrType<ReceiveRequest> NDR = new NdrType<>((out, request) -> request.write(out),
				ReceiveRequest::read);

		private void write(NdrWriter out) {
			queue.write(out);
			out.uint64(lookupId).uint32(cursor).uint32(action).uint32(timeout).uint32(requestId).uint32(maxBodySize)
					.uint32(maxCompoundSize);
		}

		private static ReceiveRequest read(NdrReader in) {
			return new ReceiveRequest(ContextHandle.read(in), in.uint64(), in.uint32(), in.int32(), in.uint32(),
					in.uint32(), in.uint32(), in.uint32());
		}
	}

	/**
	 * What R_StartReceive gives.
	 *
	 * @param arrived
	 *            seconds since 1970
	 * @param sequenceId
	 *            the low 56 bits of the lookup id
	 */
	public record Received(long arrived, long sequenceId, List<SectionBuffer> sections) {

		static final Received EMPTY = new Received(0, 0, List.of());

		static final NdrType<Received> NDR = new NdrType<>((out, received) -> received.write(out), Received::read);

		private void write(NdrWriter out) {
			out.uint32(arrived).uint64(sequenceId).uint32(sections.size());
			out.pointer(sections.isEmpty() ? null : sections,
					(body, list) -> body.conformantArray(list, (element, section) -> section.write(element)));
		}

		private static Received read(NdrReader in) {
			long arrived = in.uint32();
			long sequenceId = in.uint64();
			int at = in.offset();
			long count = in.uint32();
			Supplier<List<Supplier<SectionBuffer>>> sections = in
					.pointer(body -> body.conformantArray(SectionBuffer.FIXED_SIZE, SectionBuffer::read));
			in.deferred();
			List<SectionBuffer> list = sections.get() == null
					? List.of()
					: sections.get().stream().map(Supplier::get).toList();
			if (list.size() != count) {
				throw new NdrException(at, "as many sections as declared, not " + list.size() + " instead of " + count);
			}
			return new Received(arrived, sequenceId, list);
		}
	}
}
