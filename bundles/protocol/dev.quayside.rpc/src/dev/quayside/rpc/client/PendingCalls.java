package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduHeader;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of one connection that wait for their answers, by call id. Safe for use by several threads. */
final class PendingCalls {

	/** Ids only grow, and Windows takes none beyond ([MS-RPCE] 3.3.3.5.2). */
	private static final int MAX_CALL_ID = Integer.MAX_VALUE;

	private final Map<Integer, PendingCall> calls = new ConcurrentHashMap<>();
	private volatile int lastCallId;

	/** A new call. Only one thread may be here at a time: ids grow in the order of the wire. */
	PendingCall add(boolean binding, Mailbox mailbox) {
		PendingCall call = new PendingCall(lastCallId + 1, binding, mailbox);
		lastCallId = call.callId();
		calls.put(call.callId(), call);
		return call;
	}

	void remove(PendingCall call) {
		calls.remove(call.callId());
	}

	/** Nobody waits for the call any more, but its answer is still to come. */
	void abandon(PendingCall call) {
		call.abandon();
		if (call.isDone()) {
			remove(call);
		}
	}

	/** Whether no answer is to come. */
	boolean isEmpty() {
		return calls.isEmpty();
	}

	/** Whether there are no ids for further calls. */
	boolean isExhausted() {
		return lastCallId >= MAX_CALL_ID;
	}

	/** The id of the last call that was made. */
	int lastCallId() {
		return lastCallId;
	}

	/**
	 * Gives a PDU to the call that it answers; a late answer is dropped.
	 *
	 * @param context
	 *            the security context that it came in
	 * @throws RpcException
	 *             if it answers no call that was ever made, or answers it with something else
	 */
	void take(PendingCall.Answer answer, FragmentProtection context) throws RpcException {
		PduHeader header = answer.header();
		Pdu pdu = answer.pdu();
		PendingCall call = calls.get(header.callId());
		if (call == null) {
			if (Integer.compareUnsigned(header.callId(), lastCallId) > 0) {
				throw new RpcProtocolException("The server answers a call that was never made");
			}
			return;
		}
		if (pdu instanceof Pdu.Fault fault) {
			call.fail(failure(fault));
		} else if (pdu instanceof Pdu.Response response) {
			call.take(header, response, context);
		} else {
			call.take(answer);
		}
		if (call.isDone() && call.isAbandoned()) {
			remove(call);
		}
	}

	private static RpcException failure(Pdu.Fault fault) {
		return fault.status().isAllowed()
				? new RpcFaultException(fault.status())
				: new RpcProtocolException("The server sent a fault with the status " + fault.status());
	}

	void failAll(RpcException why) {
		calls.values().forEach(call -> call.fail(why));
	}
}
