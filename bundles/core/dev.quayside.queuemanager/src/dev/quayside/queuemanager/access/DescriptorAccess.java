package dev.quayside.queuemanager.access;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.security.MachineRights;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.queuemanager.engine.AccessControl;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueKind;

/** Access by the security descriptors of queues and of the queue manager; this process itself may do everything. */
public final class DescriptorAccess implements AccessControl {

	private final QueueDescriptors descriptors;
	private final AccessCheck machine = new AccessCheck(DefaultAccess.machine(), MachineRights::map);

	public DescriptorAccess(QueueDescriptors descriptors) {
		this.descriptors = descriptors;
	}

	@Override
	public void check(QueueClient client, Queue queue, int rights) throws MqException {
		if (queue.kind() == QueueKind.SYSTEM || queue.kind() == QueueKind.OUTGOING) {
			checkMachine(client, rights);
			return;
		}
		AccessCheck check = new AccessCheck(descriptors.of(queue), QueueRights::map);
		if (client != QueueClient.OWN && !check.grants(client.sids(), rights)) {
			throw new MqException(MqStatus.ACCESS_DENIED,
					client + " may not " + QueueRights.names(rights) + " in " + queue.name());
		}
	}

	@Override
	public void checkMachine(QueueClient client, int rights) throws MqException {
		if (client != QueueClient.OWN && !machine.grants(client.sids(), rights)) {
			throw new MqException(MqStatus.ACCESS_DENIED, String.format("%s lacks rights 0x%x in the queue manager",
					client, rights));
		}
	}
}
