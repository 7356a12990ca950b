package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.MqException;

/** Who may do what ([MS-MQMQ] 2.2.23 and 2.2.24). */
public interface AccessControl {

	/** Everyone who was let in may do everything. */
	AccessControl OPEN = new AccessControl() {

		@Override
		public void check(QueueClient client, Queue queue, int rights) {}

		@Override
		public void checkMachine(QueueClient client, int rights) {}
	};

	/**
	 * @param rights
	 *            mask of [MS-MQMQ] 2.2.24; of 2.2.23 for the system queues and their journals, which the queue manager's
	 *            own descriptor guards
	 * @throws MqException
	 *             MQ_ERROR_ACCESS_DENIED, if one of the rights is missing
	 */
	void check(QueueClient client, Queue queue, int rights) throws MqException;

	/**
	 * @param rights
	 *            mask of [MS-MQMQ] 2.2.23
	 * @throws MqException
	 *             MQ_ERROR_ACCESS_DENIED, if one of the rights is missing
	 */
	void checkMachine(QueueClient client, int rights) throws MqException;
}
