package dev.quayside.ui.directory;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.ObjectColumns;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

import java.util.List;
import java.util.function.Consumer;

/** The public queues of the current directory; a double click shows the messages of one. */
public final class PublicQueuesView extends ListingView<PublicQueue> {

	public static final String ID = "dev.quayside.ui.directory.queues";

	public PublicQueuesView() {
		super("Public Queues", ObjectColumns.QUEUES, 0, false);
	}

	@Override
	public void createPartControl(Composite parent) {
		super.createPartControl(parent);
		table().control().addListener(SWT.DefaultSelection, event -> table().selection().stream().findFirst()
				.ifPresent(queue -> session().ifPresent(session -> QueueManagerLinks.browse(session, queue))));
	}

	/** The queues that are selected where the user looks. On the UI thread. */
	static List<PublicQueue> selected() {
		return Ui.page().map(page -> page.findView(ID)).filter(PublicQueuesView.class::isInstance)
				.map(view -> ((PublicQueuesView) view).table().selection()).orElse(List.of());
	}

	/** Queues were changed: what is shown is not what there is. On the UI thread. */
	static void changed() {
		Ui.page().map(page -> page.findView(ID)).filter(PublicQueuesView.class::isInstance)
				.ifPresent(view -> ((PublicQueuesView) view).refresh());
	}

	@Override
	public void list(DirectoryConnection connection, AccountQuery.Scope scope, Consumer<PublicQueue> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		connection.queues(scope, consumer, monitor);
	}

	@Override
	public Object key(PublicQueue queue) {
		return queue.id();
	}

	@Override
	public String nothing(String where) {
		return "No machine of " + where + " has public queues";
	}
}
