package dev.quayside.ndr;

/** Stub data that does not follow the declared type: at which byte, and what was expected there. */
public final class NdrException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int offset;

	/**
	 * @param offset
	 *            in bytes from the start of the stub
	 */
	public NdrException(int offset, String expectation) {
		super("Bad stub data at byte " + offset + ": " + expectation);
		this.offset = offset;
	}

	public int offset() {
		return offset;
	}
}
