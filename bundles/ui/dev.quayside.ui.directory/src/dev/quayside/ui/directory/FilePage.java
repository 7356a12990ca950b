package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

/** Asks for the file that is to be restored or registered. */
final class FilePage extends WizardPage implements ChangeWizard.Question {

	private static final int WIDTH = 60;

	private final String[] endings;
	private final String initial;
	private final Function<Path, Planner> planner;
	private Text file;

	/** @param endings of usual files: "*.ldif" */
	FilePage(String title, String description, String[] endings, String initial, Function<Path, Planner> planner) {
		super("file", title, null);
		this.endings = endings;
		this.initial = initial;
		this.planner = planner;
		setDescription(description);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).spacing(8, 8).applyTo(area);
		new Label(area, SWT.NONE).setText("&File:");
		file = Ui.named(new Text(area, SWT.BORDER), "File");
		file.setText(initial);
		file.addListener(SWT.Modify, event -> validate());
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER)
				.hint(Ui.width(file, WIDTH), SWT.DEFAULT).applyTo(file);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText("B&rowse…");
		browse.addListener(SWT.Selection, event -> browse());
		setControl(area);
		validate();
	}

	private void browse() {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
		dialog.setFilterExtensions(endings);
		String chosen = dialog.open();
		if (chosen != null) {
			file.setText(chosen);
		}
	}

	/** Whether there is such a file is seen when the change is worked out: a disk may not answer at once. */
	private void validate() {
		String text = file.getText().strip();
		String problem = null;
		try {
			Path.of(text);
		} catch (InvalidPathException e) {
			problem = "'" + text + "' is no file name: " + e.getReason();
		}
		setErrorMessage(problem);
		setPageComplete(problem == null && !text.isEmpty());
	}

	@Override
	public Planner planner() {
		return planner.apply(Path.of(file.getText().strip()));
	}
}
