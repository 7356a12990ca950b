package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.QueueLocation;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.FormatName.Direct.Protocol;
import dev.quayside.msmq.NameException;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.Optional;

/** Finds out where a queue is that a format name stands for. */
final class QueueLocator {

	private final Context context;
	private final ObjectFinder finder;

	QueueLocator(Context context, ObjectFinder finder) {
		this.context = context;
		this.finder = finder;
	}

	QueueLocation locate(String formatName, IProgressMonitor monitor) throws DirectoryException {
		FormatName name;
		try {
			name = FormatName.parse(formatName);
		} catch (NameException e) {
			throw new DirectoryException(Kind.INVALID, e.getMessage(),
					"Whoever sends by it gets the same error: make another alias", e);
		}
		if (name instanceof FormatName.Direct direct) {
			return direct(direct);
		}
		if (name instanceof FormatName.PublicQueue queue) {
			LdapEntry entry = finder.queue(queue.id().toString(), monitor);
			String host = host(DistinguishedNames.parent(entry.dn()), monitor);
			return new QueueLocation(host,
					Optional.of(MsmqObjects.queue(entry).name() + (queue.journal() ? ";journal" : "")));
		}
		if (name instanceof FormatName.PrivateQueue queue) {
			return new QueueLocation(host(queue.queueManager().toString(), monitor), Optional.empty());
		}
		throw new DirectoryException(Kind.INVALID, formatName + " does not stand for one queue of a machine",
				"Connect to a machine instead", null);
	}

	private static QueueLocation direct(FormatName.Direct direct) throws DirectoryException {
		if (direct.protocol() != Protocol.OS && direct.protocol() != Protocol.TCP) {
			throw new DirectoryException(Kind.INVALID,
					direct.text() + " is reached by " + direct.protocol() + " only, which carries messages to a queue",
					"Connect to " + direct.host() + " instead", null);
		}
		if (direct.host().equals(".")) {
			throw new DirectoryException(Kind.INVALID, direct.text() + " is another queue on each machine: '.' is the "
					+ "one that sends", "Connect to that machine", null);
		}
		return new QueueLocation(direct.host(), Optional.of(direct.path().text()));
	}

	private String host(String machine, IProgressMonitor monitor) throws DirectoryException {
		DirectoryMachine found = new MsmqObjects(context).machine(finder.machine(machine, monitor), monitor);
		return found.dnsName().orElse(found.name());
	}
}
