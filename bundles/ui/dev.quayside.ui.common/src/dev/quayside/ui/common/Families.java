package dev.quayside.ui.common;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.ui.model.QueueKind;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;

/** Journals and subqueues of queues, which queue managers do not list. */
final class Families {

	private Families() {}

	/** All of them, each behind its queue. Blocks: for jobs only. */
	static List<QueueSummary> complete(QueueManagerConnection connection, List<QueueSummary> queues,
			IProgressMonitor monitor) throws QueueManagerException {
		List<QueueSummary> all = new ArrayList<>();
		for (QueueSummary queue : queues) {
			all.add(queue);
			QueueKind kind = QueueKind.of(queue);
			if (kind != QueueKind.PRIVATE && kind != QueueKind.PUBLIC) {
				continue;
			}
			for (String name : queue.subqueues().optional().orElse(List.of())) {
				String path = Subqueues.path(queue.pathName(), name);
				if (Subqueues.name(path).isPresent() && !Subqueues.isJournal(path)) {
					subqueue(connection, queue, path, monitor, all);
				}
			}
			if (queue.journalMessageCount().optional().isPresent()) {
				all.add(journal(queue));
			}
		}
		return all;
	}

	private static void subqueue(QueueManagerConnection connection, QueueSummary queue, String path,
			IProgressMonitor monitor, List<QueueSummary> all) throws QueueManagerException {
		try {
			all.add(connection.queue(path, monitor));
		} catch (QueueManagerException e) {
			if (e.kind() == Kind.UNREACHABLE) {
				throw e;
			}
			// One that has become empty meanwhile is gone.
			if (e.kind() != Kind.NOT_FOUND) {
				all.add(child(queue, path, Reading.unknown(e.getMessage()), Reading.unknown(e.getMessage())));
			}
		}
	}

	private static QueueSummary journal(QueueSummary queue) {
		return child(queue, Subqueues.path(queue.pathName(), "journal"), queue.journalMessageCount(),
				queue.bytesInJournal());
	}

	private static QueueSummary child(QueueSummary queue, String path, Reading<Long> count, Reading<Long> bytes) {
		return new QueueSummary(new QueueAddress(queue.address().manager(), path), path, Reading.absent(), queue.type(),
				queue.transactional(), queue.location(), queue.state(), count, bytes, Reading.absent(),
				Reading.absent(),
				Reading.absent());
	}
}
