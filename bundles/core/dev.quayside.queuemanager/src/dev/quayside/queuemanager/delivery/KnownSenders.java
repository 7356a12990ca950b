package dev.quayside.queuemanager.delivery;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Under how many names an address has sent messages that ask for a FinalAck. A name costs an outgoing queue, and whoever
 * sends can make up as many as he likes. In memory only. Safe for use by several threads.
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

	/** Whether a queue manager at this address may be told something. */
	synchronized boolean admit(InetAddress address, UUID queueManager) {
		Set<UUID> known = names.computeIfAbsent(address, key -> new HashSet<>());
		return known.contains(queueManager) || known.size() < MAX_NAMES && known.add(queueManager);
	}
}
