package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.QueueLocation;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.AliasRow;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.Parameterization;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

import java.util.Optional;

/** Goes from a machine or queue of the directory to the queue manager itself, in the perspective of queues. */
final class QueueManagerLinks {

	private static final String QUEUES = "dev.quayside.app.queues";
	private static final String ADD = "dev.quayside.manager.add";
	private static final String HOST = ADD + ".host";

	private QueueManagerLinks() {}

	/** Connects to a machine: that on the list, or a new one, about which the user is asked. On the UI thread. */
	static void connect(DirectoryMachine machine) {
		open(machine.dnsName().orElse(machine.name()), machine.name());
	}

	/** Connects to a server that a site knows. On the UI thread. */
	static void connect(DirectorySession session, ServerSettings server) {
		BackgroundJob.schedule("Find " + server.server(), monitor -> {
			try {
				DirectoryMachine machine = session.connection(monitor).objects().machine(server.server(), monitor);
				Ui.later(() -> connect(machine));
			} catch (DirectoryException e) {
				Outcome.failed("The server cannot be found", e);
			}
		});
	}

	/**
	 * Shows the messages of the queue that an alias stands for; only its queue manager where the alias has the number of the
	 * queue instead of its name. On the UI thread.
	 */
	static void open(DirectorySession session, AliasRow alias) {
		BackgroundJob.schedule("Find the queue of " + alias.alias().name(), monitor -> {
			try {
				QueueLocation location = session.connection(monitor).objects()
						.locate(alias.alias().formatName().optional().orElse(""), monitor);
				Ui.later(() -> open(location.host(), location.host())
						.ifPresent(manager -> location.queue().ifPresent(queue -> show(manager, queue))));
			} catch (DirectoryException e) {
				Outcome.failed("The queue of the alias cannot be shown", e);
			}
		});
	}

	/** Shows the messages of a public queue by its direct name. On the UI thread. */
	static void browse(DirectorySession session, PublicQueue queue) {
		BackgroundJob.schedule("Find " + queue.machine(), monitor -> {
			try {
				String host = session.connection(monitor).objects().machine(machineDn(queue), monitor).dnsName()
						.orElse(queue.machine());
				Ui.later(() -> open(host, queue.machine()).ifPresent(manager -> show(manager, queue.name())));
			} catch (DirectoryException e) {
				Outcome.failed("The queue cannot be shown", e);
			}
		});
	}

	/** A queue's object is below that of its machine. */
	private static String machineDn(PublicQueue queue) {
		int end = 0;
		while (end < queue.dn().length() && queue.dn().charAt(end) != ',') {
			end += queue.dn().charAt(end) == '\\' ? 2 : 1;
		}
		return queue.dn().substring(Math.min(queue.dn().length(), end + 1));
	}

	private static void show(Manager manager, String path) {
		try {
			QueueTabs.open(QueueNode.named(manager, path));
		} catch (PartInitException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return empty if the user does not want to connect */
	private static Optional<Manager> open(String host, String machine) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		try {
			IWorkbenchPage page = PlatformUI.getWorkbench().showPerspective(QUEUES, window);
			Optional<Manager> known = find(host, machine);
			if (known.isPresent()) {
				Connections.get().refresh(known.get());
				page.getWorkbenchWindow().getShell().forceActive();
				return known;
			}
			Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(ADD);
			Parameterization to = new Parameterization(command.getParameter(HOST), host);
			PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(
					new ParameterizedCommand(command, new Parameterization[]{ to }), null);
			return find(host, machine);
		} catch (WorkbenchException | CommandException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Optional<Manager> find(String host, String machine) {
		return Connections.get().all().stream().filter(manager -> !manager.isLocal())
				.filter(manager -> manager.address().host().equalsIgnoreCase(host)
						|| manager.address().host().equalsIgnoreCase(machine))
				.findFirst();
	}
}
