package dev.quayside.ui.queuemanager;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.SendRequest;
import dev.quayside.ui.common.Ui;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Asks what to send. */
final class SendTestDialog extends TitleAreaDialog {

	private static final String HELP = "{n} in the label or the body becomes the number of the message.";
	private static final int MAX_COUNT = 100_000;
	private static final int DEFAULT_PRIORITY = 3;

	private static final int MAX_LABEL = 249;

	private static final Map<Delivery, String> DELIVERIES = new EnumMap<>(Map.of( //
			Delivery.EXPRESS, "Express: may be lost when a queue manager ends", //
			Delivery.RECOVERABLE, "Recoverable: on disk before it is accepted", //
			Delivery.TRANSACTIONAL, "Transactional: all in one unit of work, in order, once"));

	private final Destination destination;
	private Text formatName;
	private Text label;
	private Text body;
	private Spinner count;
	private Spinner priority;
	private Combo delivery;
	private SendRequest answer;

	SendTestDialog(Shell shell, Destination destination) {
		super(shell);
		this.destination = destination;
	}

	SendRequest answer() {
		return answer;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Send test message");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Send a test message");
		setMessage(HELP);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		formatName = field(area, "&To (format name):", destination.formatName(), SWT.SINGLE);
		label = field(area, "&Label:", "hello {n}", SWT.SINGLE);
		label.setTextLimit(MAX_LABEL);
		body = field(area, "&Body:", "message {n}", SWT.MULTI | SWT.V_SCROLL | SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).hint(convertWidthInCharsToPixels(60),
				convertHeightInCharsToPixels(5)).applyTo(body);
		count = spinner(area, "&How many:", 1, MAX_COUNT, 1);
		priority = spinner(area, "&Priority (0 to 7):", 0, 7, DEFAULT_PRIORITY);
		new Label(area, SWT.NONE).setText("&Delivery:");
		delivery = Ui.named(new Combo(area, SWT.READ_ONLY), "Delivery");
		DELIVERIES.values().forEach(delivery::add);
		delivery.select((destination.isTransactional().orElse(false) ? Delivery.TRANSACTIONAL : Delivery.RECOVERABLE)
				.ordinal());
		delivery.addListener(SWT.Selection, event -> validate());
		return area;
	}

	private Delivery delivery() {
		return Delivery.values()[delivery.getSelectionIndex()];
	}

	private Text field(Composite area, String title, String value, int style) {
		Label name = new Label(area, SWT.NONE);
		name.setText(title);
		if ((style & SWT.MULTI) != 0) {
			GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).indent(0, 4).applyTo(name);
		}
		Text text = Ui.named(new Text(area, style | SWT.BORDER), title.replace("&", "").replace(":", ""));
		text.setText(value);
		text.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(60), SWT.DEFAULT)
				.applyTo(text);
		return text;
	}

	private Spinner spinner(Composite area, String title, int min, int max, int value) {
		new Label(area, SWT.NONE).setText(title);
		Spinner spinner = Ui.named(new Spinner(area, SWT.BORDER), title.replace("&", "").replace(":", ""));
		spinner.setValues(value, min, max, 0, 1, 10);
		return spinner;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, OK, "Se&nd", true);
		createButton(parent, CANCEL, "Cancel", false);
		validate();
	}

	private void validate() {
		boolean isTransactional = delivery() == Delivery.TRANSACTIONAL;
		priority.setEnabled(!isTransactional);
		Optional<String> refusal = destination.refusal(formatName.getText(), isTransactional);
		setMessage(refusal.orElse(HELP), refusal.isPresent() ? IMessageProvider.ERROR : IMessageProvider.NONE);
		getButton(OK).setEnabled(refusal.isEmpty());
	}

	@Override
	protected void okPressed() {
		answer = new SendRequest(formatName.getText().strip(), label.getText(), SendRequest.Body.text(body.getText()),
				delivery(), delivery() == Delivery.TRANSACTIONAL ? 0 : priority.getSelection(), count.getSelection(),
				SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
				destination.transferPort());
		super.okPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
