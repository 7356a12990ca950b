package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;
import dev.quayside.rpc.pdu.StubAssembly;

import java.nio.ByteOrder;
import java.util.Optional;

/** A call that waits for its answer; the answer may come in fragments. */
final class PendingCall {

	static final int MAX_RESPONSE = 16 * 1024 * 1024;

	private static final int FIRST_CAPACITY = 64 * 1024;

	/** The whole answer. */
	record Answer(Pdu pdu, PduHeader header, Optional<AuthVerifier> verifier) {

		ByteOrder order() {
			return header.order();
		}
	}

	private final int callId;
	private final boolean binding;
	private final Mailbox mailbox;
	private volatile FragmentProtection security = FragmentProtection.NONE;
	private StubAssembly parts;
	private volatile boolean abandoned;
	private volatile Answer answer;
	private volatile RpcException failure;

	/**
	 * @param binding
	 *            whether it is a bind or alter_context, and no request
	 * @param mailbox
	 *            where it goes when it has come to its end
	 */
	PendingCall(int callId, boolean binding, Mailbox mailbox) {
		this.callId = callId;
		this.binding = binding;
		this.mailbox = mailbox;
	}

	/** The request goes out in this security context. */
	void protect(FragmentProtection context) {
		security = context;
	}

	int callId() {
		return callId;
	}

	boolean isBinding() {
		return binding;
	}

	boolean isDone() {
		return answer != null || failure != null;
	}

	/** Nobody waits for the answer any more, but it is still to come. */
	void abandon() {
		abandoned = true;
	}

	boolean isAbandoned() {
		return abandoned;
	}

	Answer get() throws RpcException {
		if (failure != null) {
			throw failure;
		}
		return answer;
	}

	/**
	 * Takes bind_ack, alter_context_resp or bind_nak.
	 *
	 * @throws RpcProtocolException
	 *             if it does not answer this call
	 */
	void take(Answer found) throws RpcProtocolException {
		Pdu pdu = found.pdu();
		if (!binding || !(pdu instanceof Pdu.BindAck || pdu instanceof Pdu.BindNak)) {
			throw new RpcProtocolException("A " + found.header().type() + " does not answer call " + this);
		}
		complete(found);
	}

	/**
	 * Takes a fragment of the response.
	 *
	 * @param context
	 *            the security context that it came in
	 * @throws RpcProtocolException
	 *             if it does not answer this call
	 */
	void take(PduHeader header, Pdu.Response response, FragmentProtection context) throws RpcException {
		if (context != security) {
			throw new RpcSecurityException(RpcSecurityException.Reason.TAMPERED,
					"The answer to call " + this + " came in another security context");
		}
		if (binding) {
			throw new RpcProtocolException("A " + header.type() + " does not answer call " + this);
		}
		append(header, response);
	}

	/** Does nothing if it has come to its end already. */
	void fail(RpcException why) {
		end(null, why);
	}

	private void complete(Answer found) {
		end(found, null);
	}

	private void end(Answer found, RpcException why) {
		synchronized (this) {
			if (isDone()) {
				return;
			}
			answer = found;
			failure = why;
		}
		mailbox.add(this);
	}

	private void append(PduHeader header, Pdu.Response response) throws RpcProtocolException {
		boolean first = header.has(PduHeader.FIRST_FRAGMENT);
		if (first != (parts == null) || isDone()) {
			throw new RpcProtocolException("Fragments of call " + this + " are out of order");
		}
		if (response.allocHint() > Integer.MAX_VALUE) {
			throw new RpcProtocolException(
					"Call " + this + " is to have an answer of " + response.allocHint() + " bytes");
		}
		Stub stub = response.stub();
		if (first && header.has(PduHeader.LAST_FRAGMENT)) {
			complete(new Answer(response, header, Optional.empty()));
			return;
		}
		if (first) {
			parts = new StubAssembly((int) Math.min(response.allocHint(), FIRST_CAPACITY));
		}
		if (parts.size() + stub.length() > MAX_RESPONSE) {
			throw new RpcProtocolException("The response is longer than " + MAX_RESPONSE + " bytes");
		}
		parts.add(stub);
		if (header.has(PduHeader.LAST_FRAGMENT)) {
			Pdu whole = new Pdu.Response(parts.size(), response.contextId(), parts.toStub());
			complete(new Answer(whole, header, Optional.empty()));
		}
	}

	@Override
	public String toString() {
		return Integer.toUnsignedString(callId);
	}
}
