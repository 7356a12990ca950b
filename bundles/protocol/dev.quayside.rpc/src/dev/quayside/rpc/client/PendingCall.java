package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;

/** A call that waits for its answer; the answer may come in fragments. */
final class PendingCall {

	static final int MAX_RESPONSE = 16 * 1024 * 1024;

	/** The whole answer. */
	record Answer(Pdu pdu, ByteOrder order) {}

	private final int callId;
	private final Thread caller = Thread.currentThread();
	private ByteArrayOutputStream parts;
	private volatile Answer answer;
	private volatile RpcException failure;

	PendingCall(int callId) {
		this.callId = callId;
	}

	int callId() {
		return callId;
	}

	boolean isDone() {
		return answer != null || failure != null;
	}

	Answer get() throws RpcException {
		if (failure != null) {
			throw failure;
		}
		return answer;
	}

	void complete(Pdu pdu, ByteOrder order) {
		answer = new Answer(pdu, order);
		wake();
	}

	void fail(RpcException why) {
		failure = why;
		wake();
	}

	/** Adds a fragment of the response. */
	void append(PduHeader header, Pdu.Response response) throws RpcProtocolException {
		boolean first = header.has(PduHeader.FIRST_FRAGMENT);
		if (first != (parts == null)) {
			throw new RpcProtocolException(
					"Fragments of call " + Integer.toUnsignedString(callId) + " are out of order");
		}
		if (first && header.has(PduHeader.LAST_FRAGMENT)) {
			complete(response, header.order());
			return;
		}
		Stub stub = response.stub();
		if (first) {
			parts = new ByteArrayOutputStream((int) Math.min(response.allocHint(), 64 * 1024));
		}
		if (parts.size() + stub.length() > MAX_RESPONSE) {
			throw new RpcProtocolException("The response is longer than " + MAX_RESPONSE + " bytes");
		}
		parts.write(stub.bytes(), stub.offset(), stub.length());
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			complete(new Pdu.Response(parts.size(), response.contextId(), Stub.of(parts.toByteArray())),
					header.order());
		}
	}

	void park(long nanos) {
		LockSupport.parkNanos(this, nanos);
	}

	void wake() {
		LockSupport.unpark(caller);
	}
}
