package dev.quayside.rpc.pdu;

/** Protocol data units of connection-oriented RPC ([C706] 12.6.4, [MS-RPCE] 2.2.2.1). */
public enum PduType {

	REQUEST(0),
	RESPONSE(2),
	FAULT(3),
	BIND(11),
	BIND_ACK(12),
	BIND_NAK(13),
	ALTER_CONTEXT(14),
	ALTER_CONTEXT_RESP(
			15),
	AUTH3(16),
	SHUTDOWN(17),
	CANCEL(18),
	ORPHANED(19);

	private final int value;

	PduType(int value) {
		this.value = value;
	}

	public int value() {
		return value;
	}

	/** The type, or null where there is none with this value. */
	static PduType ofWire(int value) {
		for (PduType type : values()) {
			if (type.value == value) {
				return type;
			}
		}
		return null;
	}
}
