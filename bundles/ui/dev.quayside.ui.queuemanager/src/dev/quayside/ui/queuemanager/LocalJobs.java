package dev.quayside.ui.queuemanager;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Outcome;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;

/** Starts and stops the local queue manager in the background. */
final class LocalJobs {

	static final String BUNDLE = "dev.quayside.ui.queuemanager";
	static final String RPC_PORT = "rpcPort";
	static final String TRANSFER_PORT = "transferPort";
	static final String START_WITH_WINDOW = "startWithWindow";

	private static final String FAILED = "The local queue manager did not start";
	private static final String PORTS = "its ports can be changed in Window > Preferences > Local queue manager";

	private LocalJobs() {}

	static IEclipsePreferences preferences() {
		return InstanceScope.INSTANCE.getNode(BUNDLE);
	}

	static void start() {
		int rpcPort = preferences().getInt(RPC_PORT, QueueManagerAddress.DEFAULT_RPC_PORT);
		int transferPort = preferences().getInt(TRANSFER_PORT, QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		BackgroundJob.schedule("Start the local queue manager", monitor -> {
			try {
				LocalControl.get().start(rpcPort, transferPort);
			} catch (QueueManagerException e) {
				String advice = e.advice().isEmpty() ? PORTS : e.advice() + "; " + PORTS;
				Outcome.failed(FAILED, new QueueManagerException(e.kind(), e.getMessage(), advice, e));
			}
		});
	}

	static void stop() {
		BackgroundJob.schedule("Stop the local queue manager", monitor -> LocalControl.get().stop());
	}
}
