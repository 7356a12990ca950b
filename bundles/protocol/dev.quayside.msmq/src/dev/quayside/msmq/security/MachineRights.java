package dev.quayside.msmq.security;

/** Rights in a queue manager ([MS-MQMQ] 2.2.23, MQQMACCESSMASK). */
public final class MachineRights {

	public static final int DELETE_DEADLETTER_MESSAGE = 0x1;
	public static final int PEEK_DEADLETTER_MESSAGE = 0x2;
	public static final int CREATE_QUEUE = 0x4;
	public static final int SET_PROPERTIES = 0x10;
	public static final int GET_PROPERTIES = 0x20;
	public static final int DELETE_JOURNAL_MESSAGE = 0x40;
	public static final int PEEK_JOURNAL_MESSAGE = 0x80;
	public static final int DELETE_MACHINE = 0x10000;
	public static final int GET_PERMISSIONS = 0x20000;
	public static final int CHANGE_PERMISSIONS = 0x40000;
	public static final int TAKE_OWNERSHIP = 0x80000;

	public static final int RECEIVE_DEADLETTER_MESSAGE = DELETE_DEADLETTER_MESSAGE | PEEK_DEADLETTER_MESSAGE;
	public static final int RECEIVE_JOURNAL_MESSAGE = DELETE_JOURNAL_MESSAGE | PEEK_JOURNAL_MESSAGE;
	public static final int GENERIC_READ = GET_PROPERTIES | GET_PERMISSIONS | RECEIVE_DEADLETTER_MESSAGE
			| RECEIVE_JOURNAL_MESSAGE;
	public static final int GENERIC_WRITE = GET_PROPERTIES | GET_PERMISSIONS | CREATE_QUEUE;
	public static final int WORLD = GET_PROPERTIES | GET_PERMISSIONS;
	public static final int ALL = GENERIC_READ | CREATE_QUEUE | SET_PROPERTIES | DELETE_MACHINE | CHANGE_PERMISSIONS
			| TAKE_OWNERSHIP;

	private MachineRights() {}

	/** Replaces generic rights by those of queue managers ([MS-DTYP] 2.4.3). */
	public static int map(int mask) {
		return GenericRights.map(mask, GENERIC_READ, GENERIC_WRITE, ALL);
	}
}
