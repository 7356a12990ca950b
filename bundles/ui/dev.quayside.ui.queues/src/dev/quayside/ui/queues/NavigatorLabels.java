package dev.quayside.ui.queues;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.StyledString.Styler;
import org.eclipse.swt.graphics.Image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names, and counts behind them; unknown is a question mark with its reason in the tooltip. */
final class NavigatorLabels extends LabelProvider implements IStyledLabelProvider {

	private static final Styler ERROR = StyledString.createColorRegistryStyler("ERROR_COLOR", null);

	@Override
	public StyledString getStyledText(Object element) {
		if (element instanceof Manager manager) {
			return manager(manager);
		}
		if (element instanceof QueueGroup group) {
			return new StyledString(group.title()).append("  " + group.queues().size(), StyledString.COUNTER_STYLER);
		}
		if (element instanceof QueueNode node) {
			return new StyledString(shortName(node)).append("  " + Words.count(node.summary().messageCount()),
					StyledString.COUNTER_STYLER);
		}
		return element instanceof Note note
				? new StyledString(note.text(), note.isError() ? ERROR : StyledString.QUALIFIER_STYLER)
				: new StyledString(String.valueOf(element));
	}

	private static StyledString manager(Manager manager) {
		StyledString text = new StyledString(manager.title());
		if (manager.isLocal()) {
			text.append(LocalControl.get().running().map(NavigatorLabels::ports).orElse("  stopped"),
					StyledString.QUALIFIER_STYLER);
		}
		if (manager.isReadOnly()) {
			text.append("  read-only", StyledString.DECORATIONS_STYLER);
		}
		return text;
	}

	private static String ports(LocalQueueManager running) {
		return "  port " + running.rpcPort();
	}

	/** The group says the rest. */
	private static String shortName(QueueNode node) {
		String name = node.name();
		return Words.oneLine(name.toLowerCase(Locale.ROOT).startsWith("private$\\")
				? name.substring("private$\\".length())
				: name);
	}

	@Override
	public Image getImage(Object element) {
		if (element instanceof Manager manager) {
			return Ui.image(manager.state() == Manager.State.FAILED
					? "manager-failed"
					: manager.state() == Manager.State.OFF ? "manager-off" : "manager");
		}
		if (element instanceof QueueNode node) {
			return Ui.image(node.summary().transactional().optional().orElse(false) ? "queue-transactional" : "queue");
		}
		return element instanceof Note note ? Ui.image(note.isError() ? "error" : "note") : Ui.image("group");
	}

	/** What the tooltip says. */
	static String tooltip(Object element) {
		if (element instanceof QueueNode node) {
			return tooltip(node.summary());
		}
		if (element instanceof Note note) {
			return note.detail().isEmpty() ? note.text() : note.text() + "\n" + note.detail();
		}
		return null;
	}

	private static String tooltip(QueueSummary queue) {
		List<String> lines = new ArrayList<>();
		lines.add(Words.oneLine(queue.pathName()));
		lines.add("Messages: " + Words.count(queue.messageCount())
				+ queue.messageCount().unknownReason().map(reason -> " – " + reason).orElse(""));
		lines.add("Bytes: " + Words.bytes(queue.bytesInQueue()));
		lines.add("In journal: " + Words.count(queue.journalMessageCount()));
		queue.transactional().optional().ifPresent(yes -> lines.add(yes ? "Transactional" : "Not transactional"));
		return String.join("\n", lines);
	}
}
