package dev.quayside.admin;

import static dev.quayside.admin.Samples.failure;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A queue manager with one queue in memory. */
final class FakeConnection implements QueueManagerConnection {

	/** In queue order. */
	final Map<LookupId, Message> messages = new TreeMap<>();
	/** Messages that cannot be read or deleted, and why. */
	final Map<LookupId, QueueManagerException> broken = new HashMap<>();
	/** What happens before a message is touched. */
	Consumer<LookupId> before = id -> {};
	/** What a purge ends with; null: it works. */
	QueueManagerException purgeFailure;
	/** What was asked for that changes queues. */
	final List<String> requests = new ArrayList<>();
	int browsersOpen;

	FakeConnection with(int count) {
		for (int id = 1; id <= count; id++) {
			messages.put(new LookupId(id), Samples.message(id, "text " + id));
		}
		return this;
	}

	List<LookupId> ids() {
		return List.copyOf(messages.keySet());
	}

	private void touch(LookupId id, IProgressMonitor monitor) throws QueueManagerException {
		before.accept(id);
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		if (broken.containsKey(id)) {
			throw broken.get(id);
		}
		if (!messages.containsKey(id)) {
			throw failure(QueueManagerException.Kind.NOT_FOUND, "Message " + id + " has gone");
		}
	}

	@Override
	public ConnectionSettings settings() {
		return Samples.SETTINGS;
	}

	@Override
	public ConnectionSecurity security() {
		return ConnectionSecurity.UNPROTECTED;
	}

	@Override
	public MessageBrowser browse(String queue, IProgressMonitor monitor) {
		browsersOpen++;
		return new MessageBrowser() {
			@Override
			public QueueAddress queue() {
				return new QueueAddress(settings().address(), queue);
			}

			@Override
			public int messages(PageRequest page, int maxBody, Consumer<Message> consumer, IProgressMonitor monitor)
					throws QueueManagerException {
				List<LookupId> ids = new ArrayList<>(ids());
				for (LookupId id : ids) {
					consumer.accept(message(id, maxBody, monitor));
				}
				return ids.size();
			}

			@Override
			public Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
				touch(id, monitor);
				return messages.get(id);
			}

			@Override
			public void close() {
				browsersOpen--;
			}
		};
	}

	@Override
	public void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		for (LookupId id : ids) {
			try {
				touch(id, monitor);
				messages.remove(id);
				consumer.accept(ItemResult.done(id));
			} catch (QueueManagerException e) {
				if (e.kind() == QueueManagerException.Kind.UNREACHABLE) {
					throw e;
				}
				consumer.accept(ItemResult.failed(id, e));
			}
		}
	}

	@Override
	public Reading<Long> purge(String queue, IProgressMonitor monitor) throws QueueManagerException {
		if (purgeFailure != null) {
			throw purgeFailure;
		}
		Reading<Long> count = Reading.known((long) messages.size());
		messages.clear();
		return count;
	}

	@Override
	public MachineSummary machine(IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public QueueSummary queue(String queue, IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Message receive(String queue, ReceiveRequest request, int maxBody, IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void move(String queue, String target, List<LookupId> ids, Consumer<ItemResult> consumer,
			IProgressMonitor monitor) throws QueueManagerException {
		requests.add("move " + queue + " to " + target);
		delete(queue, ids, consumer, monitor);
	}

	@Override
	public void reject(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		requests.add("reject " + queue);
		delete(queue, ids, consumer, monitor);
	}

	@Override
	public Capabilities capabilities(IProgressMonitor monitor) {
		return new Capabilities(Map.of());
	}

	/** Remembers a request, or fails as a purge does. */
	private void request(String request) throws QueueManagerException {
		if (purgeFailure != null) {
			throw purgeFailure;
		}
		requests.add(request);
	}

	@Override
	public QueueSummary createQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		request("create " + queue);
		return Samples.queue(queue);
	}

	@Override
	public QueueSummary changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		request("change " + queue);
		return Samples.queue(queue);
	}

	@Override
	public void deleteQueue(String queue, IProgressMonitor monitor) throws QueueManagerException {
		request("delete " + queue);
	}

	@Override
	public QueueDetails queueDetails(String queue, IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Permissions permissions(String queue, IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Permissions changePermissions(String queue, Permissions from, Permissions to, IProgressMonitor monitor)
			throws QueueManagerException {
		request("change permissions of " + queue);
		return to;
	}

	@Override
	public MachineDetails machineDetails(IProgressMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void act(QueueAction action, String queue, IProgressMonitor monitor) throws QueueManagerException {
		request(action + " " + queue);
	}

	@Override
	public OwnHandles handles() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {}
}
