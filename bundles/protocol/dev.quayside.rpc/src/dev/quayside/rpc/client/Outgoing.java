package dev.quayside.rpc.client;

import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Stub;

import java.util.List;
import java.util.Optional;

/** A request that is to be sent, and the call that it becomes. */
final class Outgoing {

	private final PresentationContext context;
	private final Pdu.Request request;
	private PendingCall call;

	Outgoing(PresentationContext context, int opnum, byte[] stub) {
		this.context = context;
		this.request = new Pdu.Request(stub.length, context.id(), opnum, Optional.empty(), Stub.of(stub));
	}

	PresentationContext context() {
		return context;
	}

	/** Null before it was its turn to be sent. */
	PendingCall call() {
		return call;
	}

	/** It is its turn: the fragments that make the call. */
	List<byte[]> send(PendingCall as, ConnectionSecurity security, int maxFragment) {
		call = as;
		return security.fragments(as, request, context, maxFragment);
	}
}
