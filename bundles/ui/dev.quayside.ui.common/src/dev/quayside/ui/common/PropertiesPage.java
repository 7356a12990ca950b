package dev.quayside.ui.common;

import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.model.PropertyRow;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.SidNames;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPart;

import java.util.List;
import java.util.Optional;

/** In the Properties view: properties and permissions of the queue or queue manager that is selected. */
public final class PropertiesPage extends PropertyRowsPage {

	private static final String NOTHING = "Select a queue or a queue manager to see its properties and permissions.";

	private final ShownSelection selected = new ShownSelection();
	private Object shown;
	private Job job;
	private Runnable stopListening;

	public PropertiesPage() {
		super(NOTHING);
	}

	@Override
	public void createControl(Composite parent) {
		super.createControl(parent);
		getSite().setSelectionProvider(selected);
		Runnable stopConnections = Connections.get().onChanged(this::read);
		Runnable stopNames = SidNames.get().onChanged(() -> Ui.later(getControl(), this::read));
		stopListening = () -> {
			stopConnections.run();
			stopNames.run();
		};
	}

	@Override
	public void selectionChanged(IWorkbenchPart part, ISelection selection) {
		Object first = selection instanceof IStructuredSelection structured ? structured.getFirstElement() : null;
		Object wanted = first instanceof InQueue inside
				? inside.queue()
				: first instanceof InManager inside ? inside.manager() : null;
		if (wanted == null) {
			cancel();
			shown = null;
			selected.show(null);
			sayNothing();
		} else if (!wanted.equals(shown)) {
			cancel();
			shown = wanted;
			selected.show(wanted);
			say("Reading…");
			read();
		}
	}

	/** What is shown follows what happens. */
	private void read() {
		Object wanted = shown;
		if (wanted == null || job != null && job.getState() != Job.NONE) {
			return;
		}
		Manager manager = ((InManager) wanted).manager();
		if (manager.state() != Manager.State.CONNECTED) {
			// only who refreshes wants to be asked for a password
			say(manager.failure().map(QueueWords::failure)
					.orElse("There is no connection to " + manager.title() + "."));
			return;
		}
		job = BackgroundJob.schedule("Read properties", monitor -> {
			try {
				QueueManagerConnection connection = manager.current().orElseThrow(() -> ended(manager));
				if (wanted instanceof QueueNode queue) {
					show(wanted, connection.queueDetails(queue.name(), monitor), monitor);
				} else {
					List<PropertyRow> read = PropertyRow.of(connection.machineDetails(monitor), manager.capabilities(),
							manager.isLocal() ? Optional.of(QueueWords.LOCAL_ACCESS) : Optional.empty());
					whenStill(wanted, () -> show(read));
				}
			} catch (QueueManagerException e) {
				whenStill(wanted, () -> say(QueueWords.failure(e)));
			}
		});
	}

	private static QueueManagerException ended(Manager manager) {
		return new QueueManagerException(QueueManagerException.Kind.NOT_FOUND,
				"The connection to " + manager.title() + " has ended", "Refresh connects", null);
	}

	/** At once, and again when there are more names. */
	private void show(Object wanted, QueueDetails details, IProgressMonitor monitor) {
		List<PropertyRow> read = PropertyRow.of(named(details));
		whenStill(wanted, () -> show(read));
		if (details.permissions().optional().filter(some -> SidNames.get().look(some, monitor::isCanceled))
				.isPresent()) {
			List<PropertyRow> again = PropertyRow.of(named(details));
			whenStill(wanted, () -> show(again));
		}
	}

	private static QueueDetails named(QueueDetails details) {
		return new QueueDetails(details.summary(), details.settings(), details.properties(),
				details.permissions().map(SidNames.get()::named));
	}

	private void whenStill(Object wanted, Runnable work) {
		Ui.later(getControl(), () -> {
			if (wanted.equals(shown)) {
				work.run();
			}
		});
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
			job = null;
		}
	}

	@Override
	public void dispose() {
		cancel();
		if (stopListening != null) {
			stopListening.run();
		}
		super.dispose();
	}
}
