package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.msmq.security.DescriptorException;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.access.Guard;
import dev.quayside.queuemanager.access.QueueDescriptors;
import dev.quayside.queuemanager.engine.AccessControl;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes.Settings;
import dev.quayside.queuemanager.engine.QueueClient;

import java.util.Optional;

/** Security descriptors of queues as clients give, change and read them ([MS-MQMP] 3.1.4.5 to 3.1.4.7). */
final class QueuePermissions {

	private static final long ALL_PARTS = SecurityDescriptor.OWNER | SecurityDescriptor.GROUP | SecurityDescriptor.DACL
			| SecurityDescriptor.SACL;
	private static final MqStatus INVALID_OWNER = MqStatus.of(0xC00E0044);
	private static final MqStatus PRIVILEGE_NOT_HELD = MqStatus.of(0xC00E0026);

	private final AccessControl access;
	private final QueueDescriptors descriptors;

	QueuePermissions(Guard guard) {
		this.access = guard.access();
		this.descriptors = guard.descriptors();
	}

	/**
	 * The descriptor of a new queue: what the client brings, the rest by default ([MS-MQDMPR] 3.1.7.1.3.1).
	 *
	 * @param givenOrNull
	 *            self-relative
	 */
	byte[] ofNew(QueueClient client, byte[] givenOrNull) throws MqException {
		SecurityDescriptor usual = descriptors.ofNew(client);
		if (givenOrNull == null) {
			return usual.bytes();
		}
		SecurityDescriptor given = read(givenOrNull);
		checkOwner(client, given.owner());
		long parts = (given.owner().isPresent() ? SecurityDescriptor.OWNER : 0)
				| (given.group().isPresent() ? SecurityDescriptor.GROUP : 0)
				| (given.sacl().isPresent() ? SecurityDescriptor.SACL : 0)
				| (given.dacl().isPresent() ? SecurityDescriptor.DACL : 0);
		return usual.with(given, parts).bytes();
	}

	private static SecurityDescriptor read(byte[] bytes) throws MqException {
		try {
			return SecurityDescriptor.read(bytes);
		} catch (DescriptorException e) {
			throw new MqException(MqStatus.ILLEGAL_SECURITY_DESCRIPTOR, e.getMessage());
		}
	}

	private static void checkOwner(QueueClient client, Optional<Sid> owner) throws MqException {
		boolean mayName = owner.isEmpty() || client.sids().contains(owner.get()) || isAdministrator(client);
		if (!mayName) {
			throw new MqException(INVALID_OWNER, "Only administrators make others owners");
		}
	}

	private static boolean isAdministrator(QueueClient client) {
		return client.sids().contains(Sid.ADMINISTRATORS);
	}

	/** The settings with parts of another descriptor. */
	Settings changed(QueueClient client, Queue queue, SecurityRequest in) throws MqException {
		checkParts(client, in.parts());
		if (in.descriptor() == null) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "No security descriptor");
		}
		if ((in.parts() & SecurityDescriptor.DACL) != 0) {
			access.check(client, queue, QueueRights.CHANGE_PERMISSIONS);
		}
		SecurityDescriptor given = read(in.descriptor());
		if ((in.parts() & (SecurityDescriptor.OWNER | SecurityDescriptor.GROUP)) != 0) {
			access.check(client, queue, QueueRights.TAKE_OWNERSHIP);
			checkOwner(client, (in.parts() & SecurityDescriptor.OWNER) == 0 ? Optional.empty() : given.owner());
		}
		SecurityDescriptor changed = descriptors.of(queue).with(given, in.parts());
		return queue.attributes().settings().withSecurity(changed.bytes());
	}

	/** What is recorded concerns those who watch over the machine ([MS-DTYP] 2.5.3.2, ACCESS_SYSTEM_SECURITY). */
	private static void checkParts(QueueClient client, long parts) throws MqException {
		if ((parts & ~ALL_PARTS) != 0) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "Parts of a descriptor that there are not");
		}
		if ((parts & SecurityDescriptor.SACL) != 0 && !isAdministrator(client)) {
			throw new MqException(PRIVILEGE_NOT_HELD, "Only administrators see and change what is recorded");
		}
	}

	/** Each part that is asked for; the text, to the letter, would give the first of them only. */
	Descriptor read(QueueClient client, Queue queue, DescriptorRequest in) throws MqException {
		checkParts(client, in.parts());
		access.check(client, queue, QueueRights.GET_PERMISSIONS);
		byte[] bytes = descriptors.of(queue).only(in.parts()).bytes();
		byte[] buffer = new byte[in.length()];
		if (bytes.length > buffer.length) {
			return new Descriptor(buffer, bytes.length, MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL);
		}
		System.arraycopy(bytes, 0, buffer, 0, bytes.length);
		return new Descriptor(buffer, bytes.length, MqStatus.OK);
	}
}
