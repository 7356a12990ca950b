package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.ObjectColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

import java.util.List;
import java.util.function.Consumer;

/** The machines with MSMQ of the current directory; a double click connects to one. */
public final class MachinesView extends ListingView<DirectoryMachine> {

	public static final String ID = "dev.quayside.ui.directory.machines";

	public MachinesView() {
		super("Machines", ObjectColumns.MACHINES, 0, false);
	}

	@Override
	public void createPartControl(Composite parent) {
		super.createPartControl(parent);
		table().control().addListener(SWT.DefaultSelection,
				event -> table().selection().stream().findFirst()
						.ifPresent(machine -> QueueManagerLinks.connect(machine)));
	}

	/** The machines that are selected where the user looks. On the UI thread. */
	static List<DirectoryMachine> selected() {
		return Ui.page().map(page -> page.findView(ID)).filter(MachinesView.class::isInstance)
				.map(view -> ((MachinesView) view).table().selection()).orElse(List.of());
	}

	@Override
	void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<DirectoryMachine> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		connection.machines(scope, consumer, monitor);
	}

	@Override
	Object key(DirectoryMachine machine) {
		return machine.queueManagerId();
	}

	@Override
	String nothing(String where) {
		return "No machine of " + where + " has MSMQ in the directory";
	}
}
