package dev.quayside.rpc.server;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The association groups of a server; only connections of the same client address share one. */
final class Associations {

	private final Map<Integer, ServerAssociation> groups = new ConcurrentHashMap<>();
	private final HandleQuota handles = new HandleQuota();
	/** A client that remembers a group of an earlier server must not meet another client in it. */
	private final SecureRandom random = new SecureRandom();

	/** Joins a group, or makes a new one for 0; empty if there is no such group for this client. */
	Optional<ServerAssociation> join(int group, InetAddress client) {
		if (group != 0) {
			ServerAssociation known = groups.get(group);
			return known != null && known.client().equals(client) && known.join()
					? Optional.of(known)
					: Optional.empty();
		}
		ServerAssociation created;
		do {
			created = new ServerAssociation(1 + random.nextInt(Integer.MAX_VALUE), client, handles);
			created.join();
		} while (groups.putIfAbsent(created.group(), created) != null);
		return Optional.of(created);
	}

	void leave(ServerAssociation association) {
		if (association.leave()) {
			groups.remove(association.group());
		}
	}

	HandleQuota handles() {
		return handles;
	}

	int size() {
		return groups.size();
	}
}
