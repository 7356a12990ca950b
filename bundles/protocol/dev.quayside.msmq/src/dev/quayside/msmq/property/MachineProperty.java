package dev.quayside.msmq.property;

/** What a queue manager tells about itself ([MS-MQMQ] 2.3.11). */
public enum MachineProperty {

	ACTIVE_QUEUES(1),
	PRIVATE_QUEUES(2),
	DIRECTORY_SERVER(3),
	CONNECTED(4),
	TYPE(5),
	BYTES_IN_ALL_QUEUES(6);

	private final int id;

	MachineProperty(int id) {
		this.id = id;
	}

	public int id() {
		return id;
	}
}
