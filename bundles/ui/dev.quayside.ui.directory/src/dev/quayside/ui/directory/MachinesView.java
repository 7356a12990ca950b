package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIds;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.ColumnSpec;
import dev.quayside.ui.model.directory.IdFindings;
import dev.quayside.ui.model.directory.MachineRow;
import dev.quayside.ui.model.directory.ObjectColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The machines with MSMQ of the current directory; a double click connects to one. */
public final class MachinesView extends ListingView<MachineRow> {

	public static final String ID = "dev.quayside.ui.directory.machines";

	private static final String[] CHOICES = { "All machines", "Wrong or duplicate ids", "Disabled machines" };
	private static final List<Predicate<MachineRow>> FILTERS = List.of(row -> true, MachineRow::hasProblem,
			MachineRow::isDisabled);
	private static final int PROBLEMS = 1;

	private volatile Map<UUID, QueueManagerIdFinding> findings = Map.of();
	private Combo choice;
	private IdSearchBar search;

	public MachinesView() {
		super("Machines", ObjectColumns.MACHINES, 0, false);
	}

	@Override
	public void createPartControl(Composite parent) {
		super.createPartControl(parent);
		table().control().addListener(SWT.DefaultSelection, event -> table().selection().stream().findFirst()
				.ifPresent(row -> QueueManagerLinks.connect(row.machine())));
	}

	@Override
	public void addChoices(Composite row) {
		choice = Ui.named(new Combo(row, SWT.READ_ONLY), "Which machines");
		choice.setItems(CHOICES);
		choice.select(0);
		choice.addListener(SWT.Selection, event -> panel().filter(FILTERS.get(choice.getSelectionIndex())));
	}

	@Override
	public void addRemark(Composite parent) {
		search = new IdSearchBar(parent, this::found);
	}

	/** Looks for queue managers with the id of another one. */
	void search(DirectorySession session, AccountQuery.Scope scope, Optional<QueueManagerIds.Asking> asking) {
		if (scope == AccountQuery.Scope.FOREST) {
			panel().showForest();
		}
		search.search(session, scope, asking);
	}

	private void found(List<QueueManagerIdFinding> all) {
		findings = all.stream().collect(Collectors.toMap(QueueManagerIdFinding::directoryId, Function.identity(),
				(one, other) -> one));
		panel().replace(row -> row(row.machine()));
		if (IdFindings.isProblem(all)) {
			choice.select(PROBLEMS);
			panel().filter(FILTERS.get(PROBLEMS));
		}
		// whoever shows what is selected has the old row
		table().setSelection(table().getSelection());
	}

	@Override
	public void forget() {
		findings = Map.of();
		search.clear();
	}

	private MachineRow row(DirectoryMachine machine) {
		return new MachineRow(machine, Optional.ofNullable(findings.get(machine.queueManagerId())));
	}

	/** The machines that are selected where the user looks. On the UI thread. */
	static List<DirectoryMachine> selected() {
		return Ui.page().map(page -> page.findView(ID)).filter(MachinesView.class::isInstance)
				.map(view -> ((MachinesView) view).table().selection().stream().map(MachineRow::machine).toList())
				.orElse(List.of());
	}

	@Override
	public void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<MachineRow> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		connection.machines(scope, machine -> consumer.accept(row(machine)), monitor);
	}

	@Override
	public List<ColumnSpec<MachineRow>> exported() {
		return ObjectColumns.MACHINES_EXPORT;
	}

	@Override
	public Object key(MachineRow row) {
		return row.machine().queueManagerId();
	}

	@Override
	public String nothing(String where) {
		return "No machine of " + where + " has MSMQ in the directory";
	}
}
