package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.DirectoryWords;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import java.util.List;

/** Which directory the views show: a choice among those that were added, and how the connection stands. */
final class DirectoryBar extends Composite {

	private final Combo directories;
	private final Label state;

	DirectoryBar(Composite parent) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(this);
		new Label(this, SWT.NONE).setText("D&irectory:");
		directories = Ui.named(new Combo(this, SWT.READ_ONLY), "Directory");
		directories.addListener(SWT.Selection, event -> DirectorySessions.get()
				.select(DirectorySessions.get().all().get(directories.getSelectionIndex())));
		state = Ui.named(new Label(this, SWT.NONE), "Connection");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(state);
	}

	/** Shows what is so now. */
	void show() {
		List<DirectorySession> all = DirectorySessions.get().all();
		String[] titles = all.stream().map(DirectorySession::title).toArray(String[]::new);
		if (!List.of(titles).equals(List.of(directories.getItems()))) {
			directories.setItems(titles);
			layout(true, true);
		}
		DirectorySessions.get().current().ifPresent(session -> directories.select(all.indexOf(session)));
		directories.setEnabled(all.size() > 1);
		String text = DirectorySessions.get().current().map(DirectoryBar::words).orElse("");
		state.setText(text.replace("&", "&&"));
		state.setToolTipText(text);
	}

	private static String words(DirectorySession session) {
		return session.current().map(DirectoryBar::words).orElse("Not connected")
				+ (session.isReadOnly() ? " (read-only)" : "");
	}

	private static String words(DirectoryConnection connection) {
		return DirectoryWords.line(connection.facts(), connection.settings().identity());
	}
}
