package dev.quayside.rpc.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The association groups of a server; only connections of the same client address share one. */
final class Associations {

	private final Map<Integer, ServerAssociation> groups = new ConcurrentHashMap<>();
	private final AtomicInteger last = new AtomicInteger();

	/** Joins a group, or makes a new one for 0; empty if there is no such group for this client. */
	Optional<ServerAssociation> join(int group, InetAddress client) {
		if (group != 0) {
			ServerAssociation known = groups.get(group);
			return known != null && known.client().equals(client) && known.join()
					? Optional.of(known)
					: Optional.empty();
		}
		ServerAssociation created = new ServerAssociation(nextGroup(), client);
		created.join();
		groups.put(created.group(), created);
		return Optional.of(created);
	}

	private int nextGroup() {
		int group = last.incrementAndGet();
		return group == 0 ? last.incrementAndGet() : group;
	}

	void leave(ServerAssociation association) {
		if (association.leave()) {
			groups.remove(association.group());
		}
	}

	int size() {
		return groups.size();
	}
}
