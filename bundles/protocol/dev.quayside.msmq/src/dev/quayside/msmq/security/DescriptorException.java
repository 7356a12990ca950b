package dev.quayside.msmq.security;

/** A security descriptor, or a part of one, that is malformed; the message says where and how. */
public final class DescriptorException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public DescriptorException(String message) {
		super(message);
	}
}
