package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Wire.Answer;
import dev.quayside.rpc.RpcException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The operations 10 to 15 of RemoteRead with raw stubs. */
record WorkWire(Wire wire) {

	static final int STATUS_INVALID_PARAMETER = 0xC000000D;
	static final int DTC_CONNECT = 0xC00E004C;
	static final int TRANSACTION_IMPORT = 0xC00E004E;
	static final int TRANSACTION_SEQUENCE = 0xC00E0051;
	static final int MESSAGE_LOCKED = 0xC00E009C;
	static final int MOVE_ACCESS = 4;
	static final int REJECTED = 0xC004;

	/** No unit of work. */
	static final byte[] NONE = new byte[16];

	/** A queue that is open for moving: its context and its handle. */
	record Target(long context, byte[] handle) {}

	/** A unit of work whose bytes are all this. */
	static byte[] unit(int value) {
		byte[] unit = new byte[16];
		Arrays.fill(unit, (byte) value);
		return unit;
	}

	static Stub moveStub(byte[] handle, long context, long lookupId, byte[] unit) {
		return Stub.of(handle).u64(context).u64(lookupId).bytes(unit);
	}

	int move(byte[] handle, long context, long lookupId, byte[] unit) throws RpcException {
		return Wire.status(wire.call(10, moveStub(handle, context, lookupId, unit)));
	}

	/** R_OpenQueueForMove by a direct name behind {@code private$\}; a subqueue has kind 8. */
	Target openForMove(String queue) throws RpcException {
		byte[] answer = wire.call(11, Wire.openStub(name(queue), MOVE_ACCESS, 0));
		assertThat(answer).hasSize(28);
		long context = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getLong();
		assertThat(context).isNotZero();
		return new Target(context, Arrays.copyOfRange(answer, 8, 28));
	}

	static Stub name(String queue) {
		boolean isSubqueue = queue.contains(";");
		return Stub.direct(isSubqueue ? 8 : 3, isSubqueue ? 5 : 0, "OS:localhost\\private$\\" + queue);
	}

	int enlist(byte[] unit, byte[] token) throws RpcException {
		Stub stub = new Stub().bytes(unit).u32(token.length).u32(token.length).bytes(token).align(4);
		byte[] format = Stub.direct(3, 0, "OS:localhost\\private$\\q").toByteArray();
		return Wire.status(wire.call(12, stub.bytes(format)));
	}

	static Stub receiveStub(byte[] handle, long lookup, long cursor, int action, long timeout, long request,
			byte[] unit) {
		return Wire.receiveStub(handle, lookup, cursor, action, timeout, request, Wire.FOR_EVER).bytes(unit);
	}

	Answer receive(byte[] handle, int action, long lookup, long request, byte[] unit) throws RpcException {
		return Wire.answer(wire.call(13, receiveStub(handle, lookup, 0, action, 0, request, unit)));
	}

	static Stub classStub(byte[] handle, long lookupId, int messageClass) {
		return Stub.of(handle).u64(lookupId).u16(messageClass);
	}

	int setClass(byte[] handle, long lookupId, int messageClass) throws RpcException {
		return Wire.status(wire.call(14, classStub(handle, lookupId, messageClass)));
	}

	int end(byte[] handle, long acknowledge, long request) throws RpcException {
		return Wire.status(wire.call(15, Stub.of(handle).u32(acknowledge).u32(request)));
	}
}
