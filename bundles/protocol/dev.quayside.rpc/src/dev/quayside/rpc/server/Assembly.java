package dev.quayside.rpc.server;

import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.StubAssembly;

/** A request of which more fragments are to come. */
final class Assembly {

	private final Pdu.Request first;
	private final ServerContext security;
	private final long since = System.nanoTime();
	private final StubAssembly parts = new StubAssembly(32);
	private boolean refused;

	Assembly(Pdu.Request first, ServerContext security) {
		this.first = first;
		this.security = security;
	}

	long since() {
		return since;
	}

	int size() {
		return parts.size();
	}

	/** The client has its fault; what still comes of this request is dropped. */
	void refuse() {
		refused = true;
		parts.clear();
	}

	boolean isRefused() {
		return refused;
	}

	/** Whether a further fragment belongs to the same operation, and is made in the same security context. */
	boolean matches(Pdu.Request further, ServerContext context) {
		return context == security && further.contextId() == first.contextId() && further.opnum() == first.opnum();
	}

	void add(Pdu.Request fragment) {
		if (!refused) {
			parts.add(fragment.stub());
		}
	}

	/** The request as if it had come in one fragment. */
	Pdu.Request whole() {
		return new Pdu.Request(first.allocHint(), first.contextId(), first.opnum(), first.object(), parts.toStub());
	}
}
