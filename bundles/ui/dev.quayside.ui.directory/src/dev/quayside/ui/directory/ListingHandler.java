package dev.quayside.ui.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Outcome;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every list of a directory offers; plugin.xml says which of it. */
public final class ListingHandler extends AbstractHandler implements IExecutableExtension {

	/** What is done. */
	enum Way {
		REFRESH,
		SEARCH,
		EXPORT
	}

	private Way way = Way.REFRESH;

	@Override
	public void setInitializationData(IConfigurationElement config, String property, Object data) {
		way = Way.valueOf(String.valueOf(data));
	}

	@Override
	public Object execute(ExecutionEvent event) {
		if (HandlerUtil.getActivePart(event) instanceof Listing view) {
			switch (way) {
				case REFRESH -> view.refresh();
				case SEARCH -> view.focusSearch();
				case EXPORT -> export(HandlerUtil.getActiveWorkbenchWindow(event).getShell(), view);
				default -> throw new IllegalStateException(way + " is no way");
			}
		}
		return null;
	}

	private static void export(Shell shell, Listing view) {
		FileDialog dialog = new FileDialog(shell, SWT.SAVE);
		dialog.setText("Export as CSV");
		dialog.setFilterExtensions(new String[]{ "*.csv", "*" });
		dialog.setFileName(view.fileName() + ".csv");
		dialog.setOverwrite(true);
		String file = dialog.open();
		if (file != null) {
			String text = view.csv();
			BackgroundJob.schedule("Export to " + file, monitor -> write(Path.of(file), text));
		}
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text, StandardCharsets.UTF_8);
		} catch (IOException e) {
			Outcome.failed("The table was not exported",
					new QueueManagerException(QueueManagerException.Kind.FAILED, FileFailures.sentence(e), "", e));
		}
	}
}
