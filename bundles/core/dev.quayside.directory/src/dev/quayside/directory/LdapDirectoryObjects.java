package dev.quayside.directory;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.EnterpriseSettings;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectReceipt;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.QueueAlias;
import dev.quayside.admin.directory.QueueLocation;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.admin.directory.ServerSettings;

import org.eclipse.core.runtime.IProgressMonitor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Objects of MSMQ in Active Directory. */
final class LdapDirectoryObjects implements DirectoryObjects {

	private final Context context;
	private final ObjectFinder finder;
	private final ForestObjects forest;
	private final ObjectPlanner planner;

	LdapDirectoryObjects(Context context) {
		this.context = context;
		finder = new ObjectFinder(context);
		forest = new ForestObjects(context);
		planner = new ObjectPlanner(context, finder);
	}

	@Override
	public DirectoryMachine machine(String machine, IProgressMonitor monitor) throws DirectoryException {
		return new MsmqObjects(context).machine(finder.machine(machine, monitor), monitor);
	}

	@Override
	public PublicQueue queue(String queue, IProgressMonitor monitor) throws DirectoryException {
		return MsmqObjects.queue(finder.queue(queue, monitor));
	}

	@Override
	public Optional<EnterpriseSettings> enterprise(IProgressMonitor monitor) throws DirectoryException {
		return forest.enterprise(monitor);
	}

	@Override
	public void routingLinks(Consumer<RoutingLink> consumer, IProgressMonitor monitor) throws DirectoryException {
		forest.routingLinks(consumer, monitor);
	}

	@Override
	public void settings(Consumer<ServerSettings> consumer, IProgressMonitor monitor) throws DirectoryException {
		forest.settings(consumer, monitor);
	}

	@Override
	public void aliases(AccountQuery.Scope scope, Consumer<QueueAlias> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		forest.aliases(scope, consumer, monitor);
	}

	@Override
	public List<DistributionList> distributionLists(AccountQuery.Scope scope, IProgressMonitor monitor)
			throws DirectoryException {
		return new DistributionLists(context, monitor).find(scope);
	}

	@Override
	public QueueLocation locate(String formatName, IProgressMonitor monitor) throws DirectoryException {
		return new QueueLocator(context, finder).locate(formatName, monitor);
	}

	@Override
	public Optional<String> aliasRefusal(String name, Optional<String> container, String formatName) {
		return planner.aliasRefusal(name, container, formatName);
	}

	@Override
	public ObjectChange createQueue(String machine, String name, QueueSettings settings, IProgressMonitor monitor)
			throws DirectoryException {
		return planner.createQueue(machine, name, settings, monitor);
	}

	@Override
	public ObjectChange changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws DirectoryException {
		return planner.changeQueue(queue, settings, monitor);
	}

	@Override
	public ObjectChange deleteQueue(String queue, IProgressMonitor monitor) throws DirectoryException {
		return planner.deleteQueue(queue, monitor);
	}

	@Override
	public ObjectChange createAlias(String name, Optional<String> container, String formatName,
			IProgressMonitor monitor) throws DirectoryException {
		return planner.createAlias(name, container, formatName, monitor);
	}

	@Override
	public ObjectChange deleteAlias(String alias, IProgressMonitor monitor) throws DirectoryException {
		return planner.deleteAlias(alias, monitor);
	}

	@Override
	public ObjectReceipt apply(ObjectChange change, Optional<Path> folder, IProgressMonitor monitor) {
		return new ObjectChanger(context, change).run(folder, monitor);
	}
}
