package dev.quayside.ui.queues;

import dev.quayside.ui.common.Ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

import java.util.Objects;

/** A tree with a column of counts at its right edge, so that a long name does not hide them. */
final class NavigatorTree extends TreeViewer {

	/** As many as a count, or a lock and its word, need. */
	private static final int COUNT_CHARACTERS = 15;

	private final TreeColumn names;
	private final TreeColumn counts;
	private boolean isDark = Ui.isDark();

	NavigatorTree(Composite parent) {
		super(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL);
		Tree tree = Ui.named(getTree(), "Queue managers");
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tree);
		names = column(SWT.LEFT, "Queue", NavigatorLabels.names());
		counts = column(SWT.RIGHT, "Messages", NavigatorLabels.counts());
		setContentProvider(new NavigatorContent());
		DropMessages.enable(this);
		tree.addListener(SWT.MouseMove, event -> explain(tree.getItem(new Point(event.x, event.y))));
		tree.addListener(SWT.Resize, event -> fit());
		fit();
	}

	private TreeColumn column(int style, String title, DelegatingStyledCellLabelProvider labels) {
		TreeViewerColumn column = new TreeViewerColumn(this, style);
		column.getColumn().setText(title);
		column.setLabelProvider(labels);
		return column.getColumn();
	}

	/** Draws counts anew where the theme is another one than when they were drawn: at the start it comes late. */
	void followTheme() {
		if (isDark != Ui.isDark()) {
			isDark = !isDark;
			refresh();
		}
	}

	/** A tooltip of the system: those of JFace keep the keyboard from dialogs that open while they are shown. */
	private void explain(TreeItem item) {
		String text = item == null ? null : NavigatorLabels.details(item.getData());
		if (!Objects.equals(text, getTree().getToolTipText())) {
			getTree().setToolTipText(text);
		}
	}

	private void fit() {
		int right = Ui.width(getTree(), COUNT_CHARACTERS);
		counts.setWidth(right);
		names.setWidth(Math.max(right, getTree().getClientArea().width - right));
	}
}
