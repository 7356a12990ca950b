package dev.quayside.admin.remote;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;

/** How a queue that the user names is asked for. */
final class QueueNames {

	private QueueNames() {}

	/** A format name as it is, a path as a direct name of the host. */
	static FormatName formatName(QueueManagerAddress manager, String queue) throws QueueManagerException {
		try {
			if (queue.matches("(?is)[a-z]+=.*")) {
				return FormatName.parse(queue);
			}
			boolean isAddress = manager.host().matches("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*");
			return new FormatName.Direct(isAddress ? FormatName.Direct.Protocol.TCP : FormatName.Direct.Protocol.OS,
					manager.host(), QueuePath.parse(queue));
		} catch (NameException e) {
			throw new QueueManagerException(Kind.INVALID, "Not a queue name: " + e.getMessage(),
					"Name a path such as private$\\orders, or a format name", e);
		}
	}

	/** The path of a queue that can be made: one that is neither of the queue manager nor part of another. */
	static QueuePath ownPath(String queue) throws QueueManagerException {
		try {
			if (QueuePath.parse(queue) instanceof QueuePath.Application path && !path.journal()
					&& path.subqueue().isEmpty()) {
				return path;
			}
			throw new QueueManagerException(Kind.INVALID,
					"Not made: " + queue + " comes with another queue, or with the "
							+ "queue manager",
					"Name a path such as private$\\orders; a move makes a subqueue", null);
		} catch (NameException e) {
			throw new QueueManagerException(Kind.INVALID, "Not a queue name: " + e.getMessage(),
					"Name a path such as private$\\orders", e);
		}
	}

	/** A path name without its computer. */
	static String withoutComputer(String pathName) {
		return pathName.substring(pathName.indexOf('\\') + 1);
	}
}
