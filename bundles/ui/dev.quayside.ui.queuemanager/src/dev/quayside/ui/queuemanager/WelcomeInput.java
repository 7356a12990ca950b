package dev.quayside.ui.queuemanager;

import dev.quayside.ui.common.Ui;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;

/** There is one welcome. */
public record WelcomeInput() implements IEditorInput, IPersistableElement {

	/** Shows it again where it was open when the window was closed. */
	public static final class Factory implements IElementFactory {

		@Override
		public IAdaptable createElement(IMemento memento) {
			return new WelcomeInput();
		}
	}

	@Override
	public <T> T getAdapter(Class<T> adapter) {
		return null;
	}

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public ImageDescriptor getImageDescriptor() {
		return Ui.descriptor("quayside");
	}

	@Override
	public String getName() {
		return "Welcome";
	}

	@Override
	public String getToolTipText() {
		return "First steps";
	}

	@Override
	public IPersistableElement getPersistable() {
		return this;
	}

	@Override
	public String getFactoryId() {
		return "dev.quayside.ui.queuemanager.welcome";
	}

	@Override
	public void saveState(IMemento memento) {
		// there is only one
	}
}
