package dev.quayside.msmq.rpc.remoteread;

/** What R_StartReceive is to do ([MS-MQRR] 3.1.4.7). */
public enum ReceiveAction {

	RECEIVE(0x00000000),
	PEEK_CURRENT(0x80000000),
	PEEK_NEXT(0x80000001),
	LOOKUP_PEEK_CURRENT(0x40000010),
	LOOKUP_PEEK_NEXT(0x40000011),
	LOOKUP_PEEK_PREVIOUS(0x40000012),
	LOOKUP_RECEIVE_CURRENT(0x40000020),
	LOOKUP_RECEIVE_NEXT(0x40000021),
	LOOKUP_RECEIVE_PREVIOUS(0x40000022);

	private final int value;

	ReceiveAction(int value) {
		this.value = value;
	}

	public int value() {
		return value;
	}

	/** The action, or null where there is none with this value. */
	public static ReceiveAction ofWire(int value) {
		for (ReceiveAction action : values()) {
			if (action.value == value) {
				return action;
			}
		}
		return null;
	}

	public boolean isLookup() {
		return (value & 0x40000000) != 0;
	}

	/** Whether the message is locked, to be taken or given back. */
	public boolean isReceive() {
		return this == RECEIVE || (value & 0x20) != 0;
	}
}
