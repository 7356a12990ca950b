package dev.quayside.rpc.server;

import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Stub;

import java.io.ByteArrayOutputStream;

/** A request of which more fragments are to come. */
final class Assembly {

	private final Pdu.Request first;
	private final long since = System.nanoTime();
	private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
	private boolean refused;

	Assembly(Pdu.Request first) {
		this.first = first;
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
		parts.reset();
	}

	boolean isRefused() {
		return refused;
	}

	void add(Stub stub) {
		if (refused) {
			return;
		}
		parts.write(stub.bytes(), stub.offset(), stub.length());
	}

	Pdu.Request whole() {
		return new Pdu.Request(parts.size(), first.contextId(), first.opnum(), first.object(),
				Stub.of(parts.toByteArray()));
	}
}
