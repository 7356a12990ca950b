package dev.quayside.ui.messages;

import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.HeldRow;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;

import java.time.Instant;
import java.util.function.Function;

/** Open queues, their cursors and receives, with timers that run down. */
final class HeldTree extends TreeViewer {

	private static final String ERROR_COLOR = "ERROR_COLOR";

	HeldTree(Composite parent, HeldContent content) {
		super(parent, SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
		Tree tree = Ui.named(getTree(), "Cursors");
		tree.setHeaderVisible(true);
		column("Open", 40, SWT.LEFT, HeldTree::title, true);
		column("Ends in", 10, SWT.RIGHT, element -> row(element, row -> row.timer(Instant.now())), false);
		column("State", 30, SWT.LEFT, element -> row(element, HeldRow::state), false);
		column("Message", 19, SWT.LEFT, element -> row(element, row -> row.message().map(Object::toString).orElse("")),
				false);
		column("Client", 20, SWT.LEFT, element -> row(element, HeldTree::client), false);
		setContentProvider(content);
		setAutoExpandLevel(ALL_LEVELS);
	}

	private void column(String title, int characters, int style, Function<Object, String> text, boolean hasImage) {
		TreeViewerColumn column = new TreeViewerColumn(this, style);
		column.getColumn().setText(title);
		column.getColumn().setWidth(Ui.width(getTree(), characters));
		column.getColumn().setResizable(true);
		column.setLabelProvider(new ColumnLabelProvider() {

			@Override
			public String getText(Object element) {
				return text.apply(element);
			}

			@Override
			public Image getImage(Object element) {
				return hasImage ? Ui.image(icon(element)) : null;
			}

			@Override
			public Color getForeground(Object element) {
				return element instanceof HeldContent.Remark remark && remark.isError()
						? JFaceResources.getColorRegistry().get(ERROR_COLOR)
						: null;
			}
		});
	}

	private static String row(Object element, Function<HeldRow, String> text) {
		return element instanceof HeldNode node ? text.apply(node.row()) : "";
	}

	private static String client(HeldRow row) {
		return row instanceof HeldRow.OpenQueue ? Words.oneLine(row.queue().client()) : "";
	}

	private static String title(Object element) {
		return element instanceof HeldNode node
				? node.row().title()
				: element instanceof HandleSource source ? source.title() : ((HeldContent.Remark) element).text();
	}

	private static String icon(Object element) {
		if (element instanceof HeldNode node) {
			return node.row() instanceof HeldRow.OpenQueue
					? "queue"
					: node.row() instanceof HeldRow.AtCursor ? "cursor" : "receive";
		}
		return element instanceof HandleSource source
				? source.isOwn() ? "quayside" : "manager"
				: ((HeldContent.Remark) element).isError() ? "error" : "note";
	}
}
