package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A change to one queue: what all of them share. */
abstract class QueueChange implements AdminOperation {

	/** No message is larger. */
	static final int WHOLE_BODY = 4 * 1024 * 1024;

	final QueueManagerConnection connection;
	final QueueAddress queue;

	QueueChange(QueueManagerConnection connection, String queue) {
		this.connection = connection;
		this.queue = new QueueAddress(connection.settings().address(), queue);
	}

	@Override
	public String where() {
		return queue.toString();
	}

	@Override
	public String identity() {
		return connection.settings().identity();
	}

	@Override
	public ISchedulingRule rule() {
		return new QueueRule(queue);
	}

	/** The change itself. */
	interface Work {

		IStatus run(SubMonitor progress) throws QueueManagerException, IOException;
	}

	/** Runs it and says how it ended; after a cancel or a failure {@link #progress} says how far it came. */
	IStatus guarded(IProgressMonitor monitor, Work work) {
		try {
			return work.run(SubMonitor.convert(monitor, name() + " of " + where(), 100));
		} catch (OperationCanceledException e) {
			return Outcomes.cancelled("Cancelled: " + progress());
		} catch (QueueManagerException e) {
			return Outcomes.failed(e, progress());
		} catch (IOException e) {
			return Outcomes.failed("Cannot save messages, nothing more is deleted (" + progress() + "): "
					+ FileFailures.sentence(e), e);
		}
	}

	/** What was done so far, without full stop. */
	abstract String progress();

	/** Deletes and counts; failures are collected. */
	final class Deletion {

		private final List<IStatus> failures = new ArrayList<>();
		private int deleted;

		int deleted() {
			return deleted;
		}

		void run(List<LookupId> ids, Consumer<ItemResult> consumer, SubMonitor progress)
				throws QueueManagerException {
			progress.setWorkRemaining(Math.max(1, ids.size()));
			connection.delete(queue.queue(), ids, result -> {
				add(result, consumer);
				progress.worked(1);
			}, progress);
		}

		/** Counts a result and passes it on. */
		void add(ItemResult result, Consumer<ItemResult> consumer) {
			if (result.isDone()) {
				deleted++;
			} else {
				failures.add(Outcomes.failed(result.failure().get()));
			}
			consumer.accept(result);
		}

		IStatus outcome(Optional<Path> saved) {
			String where = saved.map(path -> ", saved in " + path).orElse("");
			String sentence = count(deleted) + " deleted" + where;
			return failures.isEmpty()
					? Outcomes.done(sentence)
					: Outcomes.partly(sentence + ", " + count(failures.size()) + " not deleted", failures);
		}
	}

	static String count(long messages) {
		return messages == 1 ? "1 message" : messages + " messages";
	}
}
