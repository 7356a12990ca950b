package dev.quayside.ui.model.directory;

import java.util.HashSet;
import java.util.Set;

/** Digests of all certificates that a preview takes away, as far as they fit into memory. Safe for use by several threads. */
public final class RemovedDigests {

	/** About 25 MiB. */
	public static final int MAX = 200_000;

	private final int max;
	private final Set<String> digests = new HashSet<>();
	private boolean isComplete = true;

	public RemovedDigests() {
		this(MAX);
	}

	RemovedDigests(int max) {
		this.max = max;
	}

	/** From then on that it is not complete is all that is known. */
	public synchronized void add(Set<String> some) {
		if (isComplete && digests.size() + some.size() > max) {
			isComplete = false;
			digests.clear();
		}
		if (isComplete) {
			digests.addAll(some);
		}
	}

	public synchronized boolean isComplete() {
		return isComplete;
	}

	/** Empty if it is not complete. */
	public synchronized Set<String> all() {
		return Set.copyOf(digests);
	}
}
