package dev.quayside.ui.common;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagers;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.KnownQueueManager;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A queue manager in the navigator. What it shows belongs to the UI thread; the connection may be used by several
 * threads.
 */
public final class Manager implements Changeable {

	/** How it stands with the connection. */
	public enum State {
		/** Not asked for, or the local queue manager is stopped. */
		OFF,
		CONNECTING,
		CONNECTED,
		FAILED
	}

	private final boolean local;
	private volatile KnownQueueManager known;
	private State state = State.OFF;
	private int reads;
	private boolean isReading;
	private QueueManagerException failure;
	private List<QueueSummary> queues = List.of();
	private QueueManagerConnection connection;

	Manager(KnownQueueManager known, boolean local) {
		this.known = known;
		this.local = local;
	}

	public boolean isLocal() {
		return local;
	}

	/** What the navigator calls it. */
	public String title() {
		return local ? "Local queue manager" : known.address().toString();
	}

	public QueueManagerAddress address() {
		return known.address();
	}

	void known(KnownQueueManager value) {
		known = value;
	}

	KnownQueueManager known() {
		return known;
	}

	public boolean isReadOnly() {
		return known.isReadOnly();
	}

	@Override
	public boolean isChangeable() {
		return !known.isReadOnly();
	}

	public State state() {
		return state;
	}

	/** Why it is not connected. */
	public Optional<QueueManagerException> failure() {
		return Optional.ofNullable(failure);
	}

	public List<QueueSummary> queues() {
		return queues;
	}

	/**
	 * The queues are being read; what was known stays until they are.
	 *
	 * @return what the result is to be shown with, or empty if they are being read already
	 */
	OptionalInt begin() {
		if (isReading) {
			return OptionalInt.empty();
		}
		isReading = true;
		state = state == State.CONNECTED ? state : State.CONNECTING;
		return OptionalInt.of(++reads);
	}

	/** Whether a result still is wanted. */
	boolean isCurrent(int read) {
		return isReading && read == reads;
	}

	/** @return whether that is something else than before */
	boolean show(State newState, QueueManagerException newFailure, List<QueueSummary> newQueues) {
		boolean isOther = state != newState || failure != newFailure || !queues.equals(newQueues);
		isReading = false;
		state = newState;
		failure = newFailure;
		queues = newQueues;
		return isOther;
	}

	/** A queue as it is known now. */
	public Optional<QueueSummary> queue(String pathName) {
		return queues.stream().filter(queue -> queue.pathName().equalsIgnoreCase(pathName)).findAny();
	}

	/** The connection, made when it is needed. Blocks: for jobs only. */
	public synchronized QueueManagerConnection connection(IProgressMonitor monitor) throws QueueManagerException {
		if (connection == null) {
			connection = Services.get(QueueManagers.class).connect(ConnectionSettings.anonymous(address()), monitor);
		}
		return connection;
	}

	/** Ends the connection; the next call makes a new one. */
	synchronized void disconnect() {
		if (connection != null) {
			connection.close();
			connection = null;
		}
	}
}
