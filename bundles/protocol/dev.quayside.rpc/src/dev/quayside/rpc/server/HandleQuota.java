package dev.quayside.rpc.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many context handles may be open: on the whole server, and for each client address, over all of its association
 * groups. Safe for use by several threads.
 */
final class HandleQuota {

	/** More than any client of good will has open. */
	private static final int PER_ADDRESS = 10_000;
	private static final int IN_ALL = 100_000;

	private final Budget all = new Budget(IN_ALL);
	private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

	/** False if there may be no more. */
	boolean take(InetAddress client) {
		if (!all.take(1)) {
			return false;
		}
		if (open.merge(client, 1, Integer::sum) > PER_ADDRESS) {
			free(client, 1);
			return false;
		}
		return true;
	}

	void free(InetAddress client, int handles) {
		if (handles > 0) {
			all.free(handles);
			open.computeIfPresent(client, (address, count) -> count > handles ? count - handles : null);
		}
	}

	/** Open handles of all clients. */
	long used() {
		return all.used();
	}
}
