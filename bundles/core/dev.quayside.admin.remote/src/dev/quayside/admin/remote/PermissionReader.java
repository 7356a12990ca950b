package dev.quayside.admin.remote;

import dev.quayside.admin.Permissions;
import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.Acl;
import dev.quayside.msmq.security.DescriptorException;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.rpc.RpcProtocolException;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads who may do what with a queue out of a security descriptor. */
final class PermissionReader {

	private static final Map<Sid, String> NAMES = Map.of( //
			Sid.EVERYONE, "Everyone", //
			Sid.ANONYMOUS, "Anonymous Logon", //
			Sid.AUTHENTICATED_USERS, "Authenticated Users", //
			Sid.LOCAL_SYSTEM, "Local System", //
			Sid.ADMINISTRATORS, "Administrators");

	private PermissionReader() {}

	/** @throws RpcProtocolException if it is no security descriptor */
	static Permissions read(byte[] descriptor) throws RpcProtocolException {
		try {
			SecurityDescriptor security = SecurityDescriptor.read(descriptor);
			List<Ace> entries = security.dacl().map(Acl::entries).orElse(List.of());
			return new Permissions(security.owner().map(PermissionReader::trustee),
					entries.stream().flatMap(entry -> entry(entry).stream()).toList(), security.dacl().isEmpty());
		} catch (DescriptorException e) {
			throw new RpcProtocolException("The permissions cannot be read: " + e.getMessage(), e);
		}
	}

	private static Permissions.Trustee trustee(Sid sid) {
		return new Permissions.Trustee(sid.toString(), Optional.ofNullable(NAMES.get(sid)));
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
}
