package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.util.Optional;
import java.util.function.Consumer;

/** Finds out why a queue manager cannot be reached or used. Offered as a service. */
public interface Doctor {

	/**
	 * Tries step by step what a connection needs: names, ports, endpoint map, authentication at each level, a queue,
	 * management. Each finding goes to the consumer at once. What fails is a finding, never an exception.
	 *
	 * @param queue
	 *            to open; empty: none
	 * @throws OperationCanceledException
	 *             within about a second after the monitor was cancelled
	 */
	void examine(ConnectionSettings settings, Optional<String> queue, Consumer<Finding> consumer,
			IProgressMonitor monitor);
}
