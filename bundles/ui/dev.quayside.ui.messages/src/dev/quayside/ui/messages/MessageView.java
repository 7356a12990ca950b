package dev.quayside.ui.messages;

import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.MessageDetails;
import dev.quayside.ui.model.MessageRow;
import dev.quayside.ui.model.Words;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.part.ViewPart;

/** The body and the properties of the selected message. */
public final class MessageView extends ViewPart implements ISelectionListener {

	public static final String ID = "dev.quayside.ui.messages.message";

	private static final int WHOLE_BODY = 4 * 1024 * 1024;
	private static final String AUTOMATIC = "Automatic";
	private static final String NOTHING = "Select a message to see its body and properties.";

	private Label title;
	private CTabFolder tabs;
	private Combo kind;
	private Label note;
	private StyledText body;
	private Table properties;
	private LookupId shown;
	private Message message;
	private Job job;

	@Override
	public void createPartControl(Composite parent) {
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
		title = Ui.named(new Label(parent, SWT.NONE), "Message");
		GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(title);
		tabs = new CTabFolder(parent, SWT.BOTTOM | SWT.FLAT);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
		bodyTab();
		propertiesTab();
		tabs.setSelection(0);
		clear(NOTHING);
		getSite().getPage().addSelectionListener(this);
		if (getSite().getPage().getActiveEditor() != null) {
			selectionChanged(getSite().getPage().getActiveEditor(),
					getSite().getPage().getActiveEditor().getSite().getSelectionProvider().getSelection());
		}
	}

	private void bodyTab() {
		Composite area = new Composite(tabs, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 4).applyTo(area);
		new Label(area, SWT.NONE).setText("Show as:");
		kind = Ui.named(new Combo(area, SWT.READ_ONLY), "Show as");
		kind.add(AUTOMATIC);
		for (BodyView.Kind each : BodyView.Kind.values()) {
			kind.add(each.title());
		}
		kind.select(0);
		kind.addListener(SWT.Selection, event -> render());
		note = new Label(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).align(SWT.FILL, SWT.CENTER).applyTo(note);
		body = Ui.named(new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER),
				"Body");
		body.setFont(JFaceResources.getTextFont());
		body.setMargins(6, 4, 6, 4);
		GridDataFactory.fillDefaults().span(3, 1).grab(true, true).applyTo(body);
		CTabItem tab = new CTabItem(tabs, SWT.NONE);
		tab.setText("Body");
		tab.setControl(area);
	}

	private void propertiesTab() {
		properties = Ui.named(new Table(tabs, SWT.FULL_SELECTION), "Properties");
		properties.setHeaderVisible(true);
		for (String name : new String[]{ "Property", "Value" }) {
			TableColumn column = new TableColumn(properties, SWT.LEFT);
			column.setText(name);
			column.setWidth("Value".equals(name) ? 560 : 180);
		}
		CTabItem tab = new CTabItem(tabs, SWT.NONE);
		tab.setText("Properties");
		tab.setControl(properties);
	}

	@Override
	public void selectionChanged(IWorkbenchPart part, ISelection selection) {
		if (!(part instanceof MessagesEditor editor) || !(selection instanceof IStructuredSelection structured)) {
			return;
		}
		if (structured.getFirstElement() instanceof SelectedMessages messages && !messages.rows().isEmpty()) {
			if (messages.rows().size() > 1) {
				shown = null;
				clear(Words.messages(messages.rows().size()) + " are selected.");
			} else {
				show(editor, messages.rows().get(0));
			}
		} else {
			shown = null;
			clear(NOTHING);
		}
	}

	private void show(MessagesEditor editor, MessageRow row) {
		LookupId id = row.summary().lookupId();
		if (id.equals(shown)) {
			return;
		}
		shown = id;
		cancel();
		title.setText(Words.oneLine(row.summary().label()));
		fillProperties(row);
		note.setText("Reading…");
		job = BackgroundJob.schedule("Read message " + id, monitor -> {
			try {
				Message read = editor.message(id, WHOLE_BODY, monitor);
				BodyView view = BodyView.of(read);
				Ui.later(body, () -> arrived(id, read, view));
			} catch (QueueManagerException e) {
				Ui.later(body, () -> failed(id, e));
			}
		});
	}

	private void arrived(LookupId id, Message read, BodyView view) {
		if (id.equals(shown)) {
			message = read;
			if (kind.getSelectionIndex() == 0) {
				show(view);
			} else {
				render();
			}
		}
	}

	private void failed(LookupId id, QueueManagerException e) {
		if (id.equals(shown)) {
			message = null;
			note.setText("");
			body.setText(e.getMessage() + (e.advice().isEmpty() ? "" : "\n\nTry this: " + e.advice()));
		}
	}

	/** In the form that the user chose, made in the background because it may be long. */
	private void render() {
		Message current = message;
		if (current == null) {
			return;
		}
		int chosen = kind.getSelectionIndex();
		BackgroundJob.schedule("Show a message", monitor -> {
			BodyView view = chosen == 0
					? BodyView.of(current)
					: BodyView.of(current, BodyView.Kind.values()[chosen - 1]);
			Ui.later(body, () -> {
				if (message == current && kind.getSelectionIndex() == chosen) {
					show(view);
				}
			});
		});
	}

	private void show(BodyView view) {
		note.setText(view.note());
		body.setText(view.text());
	}

	private void fillProperties(MessageRow row) {
		properties.setRedraw(false);
		properties.removeAll();
		for (MessageDetails.Detail detail : MessageDetails.of(row.summary())) {
			new TableItem(properties, SWT.NONE).setText(new String[]{ detail.name(), detail.value() });
		}
		properties.setRedraw(true);
	}

	private void clear(String text) {
		cancel();
		message = null;
		title.setText(text);
		note.setText("");
		body.setText("");
		properties.removeAll();
	}

	private void cancel() {
		if (job != null) {
			job.cancel();
		}
	}

	@Override
	public void setFocus() {
		body.setFocus();
	}

	@Override
	public void dispose() {
		getSite().getPage().removeSelectionListener(this);
		cancel();
		super.dispose();
	}
}
