package dev.quayside.admin.remote;

import dev.quayside.admin.Permissions;
import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.Acl;
import dev.quayside.msmq.security.DescriptorException;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.rpc.RpcProtocolException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may do what with a queue, in a security descriptor. */
final class PermissionEntries {

	private PermissionEntries() {}

	/** @throws RpcProtocolException if it is no security descriptor */
	static SecurityDescriptor descriptor(byte[] bytes) throws RpcProtocolException {
		try {
			return SecurityDescriptor.read(bytes);
		} catch (DescriptorException e) {
			throw new RpcProtocolException("The permissions cannot be read: " + e.getMessage(), e);
		}
	}

	static Permissions read(SecurityDescriptor security) {
		List<Ace> entries = security.dacl().map(Acl::entries).orElse(List.of());
		return new Permissions(security.owner().map(PermissionEntries::trustee),
				entries.stream().flatMap(entry -> entry(entry).stream()).toList(), security.dacl().isEmpty());
	}

	private static Permissions.Trustee trustee(Sid sid) {
		return Permissions.Trustee.ofSid(sid.toString());
	}

	/** Empty: the entry says nothing about the queue itself. */
	private static Optional<Permissions.Entry> entry(Ace ace) {
		boolean matters = ace instanceof Ace.Basic && ace.type() != Ace.AUDIT && (ace.flags() & Ace.INHERIT_ONLY) == 0;
		if (!matters) {
			return Optional.empty();
		}
		Ace.Basic entry = (Ace.Basic) ace;
		return Optional.of(new Permissions.Entry(trustee(entry.sid()), entry.type() == Ace.ALLOWED,
				QueueRights.names(entry.mask())));
	}

	/**
	 * The descriptor with other permissions. What they say like before keeps its flags and generic rights, and what is not
	 * shown keeps its place.
	 *
	 * @throws DescriptorException
	 *             if a SID or right is none, or the list becomes too long
	 */
	static SecurityDescriptor change(SecurityDescriptor security, Permissions to) {
		List<Ace> before = security.dacl().map(Acl::entries).orElse(List.of());
		List<Ace> after = new ArrayList<>();
		List<Ace> reusable = new ArrayList<>(before);
		to.entries().forEach(wanted -> after.add(like(wanted, reusable)));
		for (int i = 0; i < before.size(); i++) {
			if (entry(before.get(i)).isEmpty()) {
				after.add(Math.min(i, after.size()), before.get(i));
			}
		}
		int revision = security.dacl().map(Acl::revision).orElse(Acl.REVISION);
		return new SecurityDescriptor(security.control(), to.owner().map(owner -> Sid.parse(owner.sid())),
				security.group(), security.sacl(),
				to.everyone() ? Optional.empty() : Optional.of(new Acl(revision, after)));
	}

	private static Ace like(Permissions.Entry wanted, List<Ace> reusable) {
		for (Ace ace : reusable) {
			if (entry(ace).filter(wanted::equals).isPresent()) {
				reusable.remove(ace);
				return ace;
			}
		}
		Sid sid = Sid.parse(wanted.trustee().sid());
		int mask = QueueRights.mask(wanted.rights());
		return wanted.allowed() ? Ace.allow(sid, mask) : Ace.deny(sid, mask);
	}
}
