package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.ObjectNames;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;

import java.util.List;
import java.util.Optional;

/** Copies a name of the selected objects of a directory, one line each; plugin.xml says which of their names. */
public final class CopyNameHandler extends OfferedHandler<CopyNameHandler.Way> {

	/** Which name. */
	enum Way {
		DN("distinguished name"),
		FORMAT_NAME("format name"),
		ID("id");

		private final String words;

		Way(String words) {
			this.words = words;
		}

		private Optional<String> of(Object object) {
			ObjectNames names = ObjectNames.of(object);
			return switch (this) {
				case DN -> names.dn();
				case FORMAT_NAME -> names.formatName();
				case ID -> names.id().map(Object::toString);
			};
		}
	}

	public CopyNameHandler() {
		super(Way.class);
	}

	private List<String> names() {
		return selected().stream().flatMap(object -> way().of(object).stream()).toList();
	}

	private static List<?> selected() {
		return Ui.page().map(IWorkbenchPage::getActivePart).filter(Listing.class::isInstance).map(Listing.class::cast)
				.<List<?>>map(Listing::selectedRows).orElse(List.of());
	}

	@Override
	Optional<String> why() {
		if (selected().isEmpty()) {
			return Optional.of("Select an object of a directory");
		}
		return names().isEmpty() ? Optional.of("It has no " + way().words) : Optional.empty();
	}

	@Override
	public Object execute(ExecutionEvent event) {
		String text = String.join(System.lineSeparator(), names());
		if (!text.isEmpty()) {
			Clipboard clipboard = new Clipboard(Display.getCurrent());
			clipboard.setContents(new Object[]{ text }, new Transfer[]{ TextTransfer.getInstance() });
			clipboard.dispose();
		}
		return null;
	}
}
