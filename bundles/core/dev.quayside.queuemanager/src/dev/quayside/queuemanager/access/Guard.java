package dev.quayside.queuemanager.access;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.queuemanager.engine.AccessControl;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.rpc.auth.Caller;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Who clients are, and what they may do. */
public record Guard(Identities identities, QueueDescriptors descriptors, AccessControl access) {

	/**
	 * @param administrators
	 *            whether a caller who has shown who it is administers the queue manager
	 * @param hasAccounts
	 *            without them everyone administers it
	 * @param usual
	 *            of queues that have no descriptor of their own
	 */
	public static Guard of(UUID queueManager, Predicate<Caller> administrators, boolean hasAccounts,
			DefaultAccess usual) {
		Identities identities = new Identities(queueManager, administrators, !hasAccounts, usual);
		QueueDescriptors descriptors = new QueueDescriptors(usual);
		return new Guard(identities, descriptors, new DescriptorAccess(descriptors));
	}

	/**
	 * Whether what comes by the binary protocol may be put into a queue ([MS-MQQB] 3.1.5.8.3).
	 *
	 * @param claim
	 *            what the message says of its sender; nobody has shown it
	 */
	public boolean maySend(Queue queue, Optional<SecurityHeader> claim) {
		try {
			access.check(identities.sender(claim), queue, QueueRights.WRITE_MESSAGE);
			return true;
		} catch (MqException e) {
			System.getLogger(Guard.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
			return false;
		}
	}
}
