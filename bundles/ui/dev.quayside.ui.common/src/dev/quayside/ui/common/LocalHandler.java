package dev.quayside.ui.common;

import org.eclipse.core.commands.AbstractHandler;

/** A command that is offered depending on whether the local queue manager runs. */
public abstract class LocalHandler extends AbstractHandler {

	private final boolean whenRunning;
	private final Runnable stopListening;

	protected LocalHandler(boolean whenRunning) {
		this.whenRunning = whenRunning;
		stopListening = Connections.get().onChanged(this::update);
		update();
	}

	private void update() {
		setBaseEnabled(LocalControl.get().running().isPresent() == whenRunning);
	}

	@Override
	public void dispose() {
		stopListening.run();
		super.dispose();
	}
}
