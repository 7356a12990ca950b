package dev.quayside.ui.directory;

import dev.quayside.ui.common.QueueFormDialog;
import dev.quayside.ui.model.QueueForm;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import java.util.Optional;

/** Asks what a new public queue is to be, or what is to be changed of one; the preview comes after it. */
final class PublicQueueDialog extends QueueFormDialog {

	private final String host;
	private Text machine;
	private Text type;
	private Text multicast;
	private String answeredMachine;

	/**
	 * @param machine
	 *            may be empty for a new queue
	 * @param before
	 *            the queue as it is; empty: a new one
	 */
	PublicQueueDialog(Shell shell, String machine, Optional<QueueForm> before) {
		super(shell, before);
		host = machine;
	}

	String machine() {
		return answeredMachine;
	}

	@Override
	protected String title() {
		return before.isPresent() ? "Change public queue" : "Create public queue";
	}

	@Override
	protected String action() {
		return "&Preview…";
	}

	@Override
	protected void createPlace(Composite area) {
		machine = text(area, "&Machine:");
		machine.setEnabled(before.isEmpty());
	}

	@Override
	protected void createMore(Composite area) {
		type = text(area, "T&ype (a GUID, empty: none):");
		type.setToolTipText("Programs look for queues of a kind of service by it");
		multicast = text(area, "Multi&cast address (empty: none):");
		multicast.setMessage("234.1.1.1:8001");
		multicast.setToolTipText("224.0.0.0 to 239.255.255.255 with a port: the queue gets what is sent to it");
	}

	@Override
	protected void fill(QueueForm form) {
		machine.setText(host);
		type.setText(form.type());
		multicast.setText(form.multicast());
	}

	@Override
	protected boolean isPublic() {
		return true;
	}

	@Override
	protected String type() {
		return type.getText();
	}

	@Override
	protected String multicast() {
		return multicast.getText();
	}

	@Override
	protected Control first() {
		return before.isEmpty() && host.isEmpty() ? machine : super.first();
	}

	@Override
	protected boolean isValid(QueueForm form) {
		boolean isWaiting = form.name().isBlank() || machine.getText().isBlank();
		Optional<String> refusal = machine.getText().isBlank() ? Optional.of("Name the machine") : form.refusal();
		boolean isDeaf = form.isTransactional() && !form.multicast().isBlank();
		setMessage(isWaiting
				? "A queue of a machine, which the directory knows."
				: refusal.orElse(isDeaf
						? "A transactional queue takes no messages from a multicast address: those are never transactional."
						: "A preview shows what is changed in the directory."),
				refusal.isPresent() && !isWaiting
						? IMessageProvider.ERROR
						: isDeaf && !isWaiting ? IMessageProvider.WARNING : IMessageProvider.NONE);
		return refusal.isEmpty();
	}

	@Override
	protected void okPressed() {
		answeredMachine = machine.getText().strip();
		super.okPressed();
	}
}
