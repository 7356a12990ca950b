package dev.quayside.queuemanager.delivery;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Under how many names an address has sent messages that ask for a FinalAck. A name costs an outgoing queue, and whoever
 * sends can make up as many as he likes; it counts until that queue has gone. In memory only. Safe for use by several
 * threads.
 */
final class KnownSenders {

	private static final int MAX_NAMES = 50;
	private static final int MAX_ADDRESSES = 1_000;

	private final Map<InetAddress, Set<UUID>> names = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<InetAddress, Set<UUID>> eldest) {
			return size() > MAX_ADDRESSES;
		}
	};

	private final Predicate<UUID> waiting;

	/**
	 * @param waiting
	 *            whether there is an outgoing queue to a queue manager; nothing is locked while it is asked
	 */
	KnownSenders(Predicate<UUID> waiting) {
		this.waiting = waiting;
	}

	/** Whether a queue manager at this address may be told something. */
	boolean admit(InetAddress address, UUID queueManager) {
		return add(address, queueManager) || forget(address) && add(address, queueManager);
	}

	private synchronized boolean add(InetAddress address, UUID queueManager) {
		Set<UUID> known = names.computeIfAbsent(address, key -> new HashSet<>());
		return known.contains(queueManager) || known.size() < MAX_NAMES && known.add(queueManager);
	}

	/** Forgets those for whom nothing waits; whether there were any. */
	private boolean forget(InetAddress address) {
		Set<UUID> gone = of(address);
		gone.removeIf(waiting);
		synchronized (this) {
			return names.getOrDefault(address, Set.of()).removeAll(gone);
		}
	}

	private synchronized Set<UUID> of(InetAddress address) {
		return new HashSet<>(names.getOrDefault(address, Set.of()));
	}
}
