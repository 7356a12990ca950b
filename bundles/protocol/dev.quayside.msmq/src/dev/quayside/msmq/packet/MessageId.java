package dev.quayside.msmq.packet;

import dev.quayside.msmq.Guids;

import java.util.UUID;

/**
 * Identifies a message: the sending queue manager and its running number ([MS-MQMQ] 2.2.8).
 *
 * @param ordinal
 *            unsigned 32 bit
 */
public record MessageId(UUID source, long ordinal) {

	public static final MessageId NONE = new MessageId(Guids.NIL, 0);

	public boolean isNone() {
		return equals(NONE);
	}

	/** {@code {GUID}\ordinal}, the GUID in lower case. */
	@Override
	public String toString() {
		return "{" + source + "}\\" + ordinal;
	}

	void write(PacketWriter out) {
		out.guid(source).u32(ordinal);
	}

	static MessageId read(PacketReader in) throws PacketException {
		return new MessageId(in.guid(), in.u32());
	}
}
