package dev.quayside.admin;

import dev.quayside.admin.QueueManagerException.Kind;

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
			return Outcomes.failed("Cannot save messages (" + progress() + "): "
					+ FileFailures.sentence(e), e);
		}
	}

	/** What was done so far, without full stop. */
	abstract String progress();

	/**
	 * Saves messages one by one, and forces them to disk. One that has gone or is held does not stop the rest.
	 *
	 * @param saved
	 *            gets those that were saved
	 * @param failed
	 *            gets the others
	 */
	void save(List<LookupId> ids, Path folder, Consumer<LookupId> saved, Consumer<ItemResult> failed,
			SubMonitor progress) throws QueueManagerException, IOException {
		MessageFolder target = new MessageFolder(folder);
		progress.setWorkRemaining(ids.size());
		try (MessageBrowser browser = connection.browse(queue.queue(), progress)) {
			for (LookupId id : ids) {
				try {
					target.save(browser.message(id, WHOLE_BODY, progress.split(1)));
					saved.accept(id);
				} catch (QueueManagerException e) {
					if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.PROTOCOL) {
						throw e;
					}
					failed.accept(ItemResult.failed(id, e));
				}
			}
		}
		target.force();
	}

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
			return result(sentence, "deleted", failures);
		}
	}

	/** Done, or partly: with what was not done. */
	static IStatus result(String sentence, String done, List<IStatus> failures) {
		return failures.isEmpty()
				? Outcomes.done(sentence)
				: Outcomes.partly(sentence + ", " + count(failures.size()) + " not " + done, failures);
	}

	static String count(long messages) {
		return messages == 1 ? "1 message" : messages + " messages";
	}
}
