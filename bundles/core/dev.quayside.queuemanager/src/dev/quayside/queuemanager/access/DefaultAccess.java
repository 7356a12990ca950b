package dev.quayside.queuemanager.access;

import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.MachineRights;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;

/** What may be done with a queue that was made without a descriptor; administrators and the owner may do all. */
public enum DefaultAccess {

	/** Everyone may receive, peek and send. */
	OPEN(QueueRights.GENERIC_READ | QueueRights.GENERIC_WRITE),

	/** As in MSMQ 4.0: everyone may read properties and permissions ([MS-MQDMPR] 3.1.7.1.3.1). */
	MSMQ4(QueueRights.GET_PROPERTIES | QueueRights.GET_PERMISSIONS);

	private final int everyone;

	DefaultAccess(int everyone) {
		this.everyone = everyone;
	}

	/** The descriptor of a queue. */
	public SecurityDescriptor queue(Sid owner) {
		Ace world = Ace.allow(Sid.EVERYONE, everyone);
		Ace administrators = Ace.allow(Sid.ADMINISTRATORS, QueueRights.ALL);
		return owner.equals(Sid.ADMINISTRATORS)
				? SecurityDescriptor.of(owner, world, administrators)
				: SecurityDescriptor.of(owner, world, Ace.allow(owner, QueueRights.ALL), administrators);
	}

	/** The descriptor of the queue manager: nobody but administrators may make queues, or read its own queues. */
	public static SecurityDescriptor machine() {
		return SecurityDescriptor.of(Sid.ADMINISTRATORS, Ace.allow(Sid.EVERYONE, MachineRights.WORLD),
				Ace.allow(Sid.ADMINISTRATORS, MachineRights.ALL));
	}
}
