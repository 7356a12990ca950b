package dev.quayside.admin.remote;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.Capability;
import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.MachineDetails;
import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.OwnHandles;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueAction;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A queue manager over RemoteRead and qmmgmt. */
final class RemoteConnection implements QueueManagerConnection {

	/** What this program calls itself towards queue managers. */
	static final UUID CLIENT = UUID.randomUUID();

	private final Link link;
	private final Calls calls;
	private final MessageChanges changes;
	private final RemoteHandles handles;

	RemoteConnection(Link link) {
		this.link = link;
		this.calls = new Calls(link);
		this.changes = new MessageChanges(calls);
		this.handles = new RemoteHandles(calls);
	}

	@Override
	public ConnectionSettings settings() {
		return link.settings();
	}

	@Override
	public ConnectionSecurity security() {
		return link.security();
	}

	private String host() {
		return settings().address().toString();
	}

	@Override
	public void verify(IProgressMonitor monitor) throws QueueManagerException {
		calls.ask("Cannot connect to " + host(), monitor,
				watch -> new ManagementClient(link.management(watch.options())).machine(List.of(MachineProperty.TYPE),
						watch.options()));
	}

	@Override
	public MachineSummary machine(IProgressMonitor monitor) throws QueueManagerException {
		return calls.ask("Cannot ask " + host(), monitor, watch -> MachineReader.read(link, watch.options()));
	}

	@Override
	public MachineDetails machineDetails(IProgressMonitor monitor) throws QueueManagerException {
		return calls.ask("Cannot ask " + host(), monitor,
				watch -> new DetailsReader(link, watch.options()).machine());
	}

	@Override
	public void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		List<String> paths = calls.ask("Cannot list the queues of " + host(), monitor,
				watch -> MachineReader.queuePaths(link, listing, watch.options()));
		for (String path : paths) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			try {
				consumer.accept(queue(path, monitor));
			} catch (QueueManagerException e) {
				if (e.kind() == QueueManagerException.Kind.UNREACHABLE) {
					throw e;
				}
				if (e.kind() != QueueManagerException.Kind.NOT_FOUND) {
					consumer.accept(QueueReader.unknown(settings().address(), path, e.getMessage()));
				}
			}
		}
	}

	@Override
	public QueueSummary queue(String queue, IProgressMonitor monitor) throws QueueManagerException {
		return calls.ask("Cannot ask " + host() + " for " + queue, monitor, watch -> summary(queue, watch));
	}

	private QueueSummary summary(String queue, MonitorWatch watch)
			throws QueueManagerException, MqException, RpcException {
		return QueueReader.read(new ManagementClient(link.management(watch.options())), settings().address(), queue,
				watch.options());
	}

	@Override
	public QueueDetails queueDetails(String queue, IProgressMonitor monitor) throws QueueManagerException {
		return calls.ask("Cannot ask " + host() + " for " + queue, monitor,
				watch -> new DetailsReader(link, watch.options()).queue(queue));
	}

	@Override
	public Permissions permissions(String queue, IProgressMonitor monitor) throws QueueManagerException {
		QueuePermissions permissions = new QueuePermissions(link,
				QueueNames.formatName(settings().address(), queue));
		return calls.ask("Cannot ask " + host() + " for the permissions of " + queue, monitor,
				watch -> permissions.read(watch.options()));
	}

	@Override
	public Permissions changePermissions(String queue, Permissions from, Permissions to, IProgressMonitor monitor)
			throws QueueManagerException {
		QueuePermissions permissions = new QueuePermissions(link,
				QueueNames.formatName(settings().address(), queue));
		return calls.run("Cannot change the permissions of " + queue + " on " + host(), monitor,
				watch -> permissions.change(from, to, watch.options()));
	}

	@Override
	public MessageBrowser browse(String queue, IProgressMonitor monitor) throws QueueManagerException {
		RemoteBrowser browser = new RemoteBrowser(link, queue);
		return calls.ask("Cannot open " + queue + " on " + host(), monitor, watch -> browser.open(watch.options()));
	}

	@Override
	public Message receive(String queue, ReceiveRequest request, int maxBody, IProgressMonitor monitor)
			throws QueueManagerException {
		return calls.run("Cannot receive from " + queue + " on " + host(), monitor,
				watch -> calls.using(queue, watch, open -> changes.receive(open, request, maxBody, watch)));
	}

	@Override
	public void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		changes.delete(queue, ids, consumer, monitor);
	}

	@Override
	public void move(String queue, String target, List<LookupId> ids, Consumer<ItemResult> consumer,
			IProgressMonitor monitor) throws QueueManagerException {
		changes.move(queue, target, ids, consumer, monitor);
	}

	@Override
	public void reject(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		changes.reject(queue, ids, consumer, monitor);
	}

	@Override
	public Reading<Long> purge(String queue, IProgressMonitor monitor) throws QueueManagerException {
		Reading<Long> count = count(queue, monitor);
		return calls.run("Cannot purge " + queue + " on " + host(), monitor,
				watch -> calls.using(queue, watch, open -> {
					open.purge(watch.options());
					return count;
				}));
	}

	/** Who may purge a queue may not always ask for its properties. */
	private Reading<Long> count(String queue, IProgressMonitor monitor) throws QueueManagerException {
		try {
			return queue(queue, monitor).messageCount();
		} catch (QueueManagerException e) {
			if (e.kind() == QueueManagerException.Kind.UNREACHABLE) {
				throw e;
			}
			return Reading.unknown(e.getMessage());
		}
	}

	@Override
	public Capabilities capabilities(IProgressMonitor monitor) throws QueueManagerException {
		return calls.ask("Cannot ask " + host(), monitor, watch -> {
			Map<Capability, String> missing = new EnumMap<>(Capability.class);
			new QueueObjects(link).whyNot(watch.options()).ifPresent(why -> {
				missing.put(Capability.MANAGE_QUEUES, why);
				missing.put(Capability.READ_PERMISSIONS, why);
				missing.put(Capability.TRANSACTIONS, why);
			});
			return new Capabilities(missing);
		});
	}

	@Override
	public QueueSummary createQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		QueuePath path = QueueNames.ownPath(queue);
		return object("Cannot create " + queue, queue, monitor,
				(client, options) -> QueueObjects.create(client, path.text(), settings, options));
	}

	@Override
	public QueueSummary changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		FormatName name = QueueNames.formatName(settings().address(), queue);
		return object("Cannot change " + queue, queue, monitor,
				(client, options) -> QueueObjects.change(client, name, settings, options));
	}

	/** A change to the queue itself. */
	private interface Change {

		void run(QmCommClient client, CallOptions options) throws MqException, RpcException;
	}

	private QueueSummary object(String what, String queue, IProgressMonitor monitor, Change change)
			throws QueueManagerException {
		calls.run(what + " on " + host(), monitor,
				watch -> new QueueObjects(link).run(what + " on " + host(), watch.options(), client -> {
					change.run(client, watch.options());
					return null;
				}));
		try {
			return queue(queue, monitor);
		} catch (QueueManagerException e) {
			// it is done, and only cannot be shown
			return QueueReader.unknown(settings().address(), queue, e.getMessage());
		}
	}

	@Override
	public void deleteQueue(String queue, IProgressMonitor monitor) throws QueueManagerException {
		FormatName name = QueueNames.formatName(settings().address(), queue);
		String what = "Cannot delete " + queue + " on " + host();
		calls.run(what, monitor, watch -> new QueueObjects(link).run(what, watch.options(), client -> {
			client.delete(name, watch.options());
			return null;
		}));
	}

	@Override
	public void act(QueueAction action, String queue, IProgressMonitor monitor) throws QueueManagerException {
		ManagedObject object = action.isOfMachine()
				? new ManagedObject.Machine()
				: new ManagedObject.Queue(QueueFormat.of(QueueNames.formatName(settings().address(), queue)));
		String word = action == QueueAction.RESEND ? "EOD_RESEND" : action.name();
		calls.run(action + " is not done by " + host(), monitor, watch -> {
			new ManagementClient(link.management(watch.options())).act(object, word, watch.options());
			return null;
		});
	}

	@Override
	public OwnHandles handles() {
		return handles;
	}

	@Override
	public void close() {
		handles.forgetAll();
		link.disconnect();
	}
}
