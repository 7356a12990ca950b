package dev.quayside.rpc.pdu;

import java.io.ByteArrayOutputStream;

/** Collects the stub data of fragments in one growing array, which {@link #toStub} hands out without a copy. */
public final class StubAssembly {

	private static final class Bytes extends ByteArrayOutputStream {

		Bytes(int capacity) {
			super(capacity);
		}

		Stub toStub() {
			return new Stub(buf, 0, count);
		}
	}

	private Bytes parts;

	/**
	 * @param capacity
	 *            in bytes, to begin with; it must not come from the peer unchecked
	 */
	public StubAssembly(int capacity) {
		parts = new Bytes(capacity);
	}

	public int size() {
		return parts.size();
	}

	public void add(Stub stub) {
		parts.write(stub.bytes(), stub.offset(), stub.length());
	}

	/** Frees what was collected. */
	public void clear() {
		parts = new Bytes(0);
	}

	/** Everything, once: nothing may be added afterwards. */
	public Stub toStub() {
		return parts.toStub();
	}
}
