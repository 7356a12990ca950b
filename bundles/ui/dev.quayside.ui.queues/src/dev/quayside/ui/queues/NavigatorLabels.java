package dev.quayside.ui.queues;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Lock;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Subqueues;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.StyledString.Styler;
import org.eclipse.swt.graphics.TextStyle;
import org.eclipse.swt.graphics.Image;

/** The columns of the navigator: names, and at their right counts, where unknown is a question mark, and locks. */
final class NavigatorLabels {

	private static final Styler ERROR = StyledString.createColorRegistryStyler("ERROR_COLOR", null);

	private static final Styler COUNT = new Styler() {

		@Override
		public void applyStyles(TextStyle style) {
			style.foreground = Ui.countColor();
		}
	};

	private NavigatorLabels() {}

	static DelegatingStyledCellLabelProvider names() {
		return new DelegatingStyledCellLabelProvider(new Names());
	}

	static DelegatingStyledCellLabelProvider counts() {
		return new DelegatingStyledCellLabelProvider(new Counts());
	}

	/** What the tooltip says, and the line below the tree where something is wrong. */
	static String details(Object element) {
		if (element instanceof QueueNode node) {
			return QueueWords.details(node.summary());
		}
		if (element instanceof Manager manager) {
			return manager.failure().map(QueueWords::failure)
					.orElse(manager.security().map(security -> details(manager, security)).orElse(null));
		}
		return element instanceof Note note && !note.detail().isEmpty() ? note.detail() : null;
	}

	private static String details(Manager manager, ConnectionSecurity security) {
		String text = manager.title() + "\n" + Lock.details(security);
		return manager.isLocal()
				? LocalControl.get().running().map(running -> text + "\n" + QueueWords.local(running)).orElse(text)
				: text;
	}

	/** What is wrong with it, if something is. */
	static String problem(Object element) {
		return element instanceof QueueNode node
				? QueueWords.problem(node.summary()).orElse("")
				: element instanceof Manager manager
						? manager.failure().map(QueueWords::failure).orElse("")
						: details(element) == null ? "" : details(element);
	}

	private static final class Names extends LabelProvider implements IStyledLabelProvider {

		@Override
		public StyledString getStyledText(Object element) {
			if (element instanceof Manager manager) {
				return manager(manager);
			}
			if (element instanceof Note note) {
				return new StyledString(note.text(), note.isError() ? ERROR : StyledString.QUALIFIER_STYLER);
			}
			return new StyledString(element instanceof QueueNode node
					? Subqueues.name(node.name()).map(Words::oneLine).orElseGet(() -> QueueWords.shortName(node.name()))
					: ((QueueGroup) element).kind().title());
		}

		private static StyledString manager(Manager manager) {
			StyledString text = new StyledString(manager.title());
			if (manager.isReadOnly()) {
				text.append("  read-only", StyledString.DECORATIONS_STYLER);
			}
			if (manager.isLocal()) {
				text.append(LocalControl.get().running().map(Names::port).orElse(""), StyledString.QUALIFIER_STYLER);
			}
			return text;
		}

		/** As short as it is written in a host. */
		private static String port(LocalQueueManager running) {
			return "  :" + running.rpcPort();
		}

		@Override
		public Image getImage(Object element) {
			if (element instanceof Manager manager) {
				return Ui.image(manager.state() == Manager.State.FAILED
						? "manager-failed"
						: manager.state() == Manager.State.OFF ? "manager-off" : "manager");
			}
			if (element instanceof QueueNode node) {
				return Ui.image(queue(node));
			}
			return element instanceof Note note ? Ui.image(note.isError() ? "error" : "note") : Ui.image("group");
		}
	}

	private static String queue(QueueNode node) {
		if (Subqueues.name(node.name()).isPresent()) {
			return Subqueues.isJournal(node.name()) ? "journal" : "subqueue";
		}
		return node.summary().transactional().optional().orElse(false) ? "queue-transactional" : "queue";
	}

	/** Counts of queues, and the protection of connections. */
	private static final class Counts extends LabelProvider implements IStyledLabelProvider {

		@Override
		public StyledString getStyledText(Object element) {
			if (element instanceof QueueNode node) {
				return new StyledString(Words.count(node.summary().messageCount()), COUNT);
			}
			return element instanceof Manager manager
					? manager.security().map(Counts::protection).orElseGet(() -> stopped(manager))
					: new StyledString();
		}

		private static StyledString stopped(Manager manager) {
			return manager.isLocal() && LocalControl.get().running().isEmpty()
					? new StyledString("stopped", StyledString.QUALIFIER_STYLER)
					: new StyledString();
		}

		private static StyledString protection(ConnectionSecurity security) {
			return new StyledString(Lock.brief(security),
					Lock.of(security) == Lock.OPEN ? ERROR : StyledString.QUALIFIER_STYLER);
		}

		@Override
		public Image getImage(Object element) {
			return element instanceof Manager manager
					? manager.security().map(security -> Ui.image(Lock.of(security).icon())).orElse(null)
					: null;
		}
	}
}
