package dev.quayside.admin;

import java.nio.file.Path;

/** Looks into queue managers that other processes of this user run. Offered as a service. */
public interface RunningQueueManagers {

	/**
	 * What every client holds open at the queue manager that runs on a folder. Its methods fail with kind UNREACHABLE if
	 * none runs there, and DENIED if it is somebody else's.
	 */
	OpenHandles handles(Path data);
}
