package dev.quayside.ui.directory;

import dev.quayside.ui.common.PropertyRowsPage;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.ObjectProperties;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchPart;

/** In the Properties view: the object of the directory that is selected. */
final class DirectoryPropertiesPage extends PropertyRowsPage {

	DirectoryPropertiesPage() {
		super("Select an object of the directory to see its properties.");
	}

	@Override
	public void selectionChanged(IWorkbenchPart part, ISelection selection) {
		if (!(part instanceof Listing) || !(selection instanceof IStructuredSelection rows) || rows.isEmpty()) {
			sayNothing();
		} else if (rows.size() > 1) {
			say(Words.count(rows.size()) + " objects are selected.");
		} else {
			show(ObjectProperties.of(rows.getFirstElement()));
		}
	}
}
