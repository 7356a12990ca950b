package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.queues.NavigatorView;

import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The tree of queue managers and queues. */
final class Navigator {

	private Navigator() {}

	/** Lines as they stand there, name and count. On the UI thread. */
	static List<String> lines() {
		return lines(named(Tree.class, "Queue managers").getItems()).toList();
	}

	private static Stream<String> lines(TreeItem[] items) {
		return Arrays.stream(items).flatMap(item -> Stream
				.concat(Stream.of((item.getText(0) + "  " + item.getText(1)).strip()), lines(item.getItems())));
	}

	static void awaitLine(String line) {
		await("in the navigator: " + line, () -> lines().contains(line));
	}

	static void refresh(Manager manager) {
		run(() -> Connections.get().refresh(manager));
	}

	static QueueNode queue(Manager manager, String pathName) {
		return ui(() -> new QueueNode(manager, manager.queue(pathName).orElseThrow()));
	}

	static void select(Object element) {
		ui(() -> {
			Window.page().showView(NavigatorView.ID).getSite().getSelectionProvider()
					.setSelection(new StructuredSelection(element));
			return null;
		});
	}

	/** Gives the tree the focus. */
	static void focus() {
		ui(() -> {
			Window.page().showView(NavigatorView.ID);
			return named(Tree.class, "Queue managers").setFocus();
		});
	}

	/** What is said below the tree about the selected element. On the UI thread. */
	static String problem() {
		return Window.isThere(Text.class, "What is wrong") ? named(Text.class, "What is wrong").getText() : "";
	}
}
