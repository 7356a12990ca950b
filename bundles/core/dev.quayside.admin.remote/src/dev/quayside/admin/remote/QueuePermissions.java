package dev.quayside.admin.remote;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.security.DescriptorException;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

/** Who may do what with a queue, over qmcomm. */
record QueuePermissions(Link link, FormatName queue) {

	private static final long PARTS = SecurityDescriptor.OWNER | SecurityDescriptor.DACL;

	Permissions read(CallOptions options) throws QueueManagerException, MqException, RpcException {
		return new QueueObjects(link).run("The permissions of " + queue.text() + " cannot be read", options,
				client -> PermissionEntries.read(security(client, options)));
	}

	private SecurityDescriptor security(QmCommClient client, CallOptions options) throws MqException, RpcException {
		return PermissionEntries.descriptor(client.security(queue, PARTS, options));
	}

	Permissions change(Permissions from, Permissions to, CallOptions options)
			throws QueueManagerException, MqException, RpcException {
		String what = "The permissions of " + queue.text() + " cannot be changed";
		QueueObjects objects = new QueueObjects(link);
		SecurityDescriptor before = objects.run(what, options, client -> security(client, options));
		if (!PermissionEntries.read(before).equals(from)) {
			throw new QueueManagerException(Kind.BUSY,
					what + ": somebody else has changed them since they were read", "Read them again", null);
		}
		byte[] wanted;
		try {
			wanted = PermissionEntries.change(before, to).bytes();
		} catch (DescriptorException e) {
			throw new QueueManagerException(Kind.INVALID, what + ": " + e.getMessage(),
					"Rights have words such as send, accounts and groups a SID such as S-1-5-32-544", e);
		}
		long parts = (from.owner().equals(to.owner()) ? 0 : SecurityDescriptor.OWNER)
				| (from.entries().equals(to.entries()) && from.everyone() == to.everyone()
						? 0
						: SecurityDescriptor.DACL);
		return objects.run(what, options, client -> {
			if (parts != 0) {
				client.changeSecurity(queue, parts, wanted, options);
			}
			return readAgain(client, to, options);
		});
	}

	/** Who changes permissions can lose the right to read them by that. */
	private Permissions readAgain(QmCommClient client, Permissions to, CallOptions options)
			throws MqException, RpcException {
		try {
			return PermissionEntries.read(security(client, options));
		} catch (MqException e) {
			if (e.status().equals(MqStatus.ACCESS_DENIED)) {
				return to;
			}
			throw e;
		}
	}
}
