package dev.quayside.msmq.packet;

/** Bytes that are no message packet: in which header, at which byte, and what was expected. */
public final class PacketException extends Exception {

	private static final long serialVersionUID = 1L;

	public PacketException(String message) {
		super(message);
	}
}
