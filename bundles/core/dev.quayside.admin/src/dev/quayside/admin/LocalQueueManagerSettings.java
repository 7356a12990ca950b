package dev.quayside.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run the local queue manager.
 *
 * @param addresses
 *            to listen on
 * @param rpcPort
 *            0 picks a free one
 * @param transferPort
 *            of the binary protocol; 0 picks a free one
 * @param endpointMapperPort
 *            0: no endpoint mapper
 * @param queues
 *            to make if they are missing
 * @param pendingTimeout
 *            after which a receive that was not ended is undone
 * @param peers
 *            transfer ports of other queue managers by host name
 * @param security
 *            who may use it
 * @param access
 *            to the queues that are made
 * @param insecureNacks
 *            whether senders are also told by acknowledgement that a queue does not exist or does not let them in
 */
public record LocalQueueManagerSettings(Path data, List<String> addresses, int rpcPort, int transferPort,
		int endpointMapperPort, List<QueueDefinition> queues, Duration pendingTimeout, Map<String, Integer> peers,
		LocalSecurity security, Access access, boolean insecureNacks) {

	public static final Duration DEFAULT_PENDING_TIMEOUT = Duration.ofMinutes(5);

	/** What everyone may do with the queues that are made. */
	public enum Access {
		/** Receive, peek and send. */
		OPEN,
		/** Nothing but look at their properties and permissions, as in MSMQ 4.0. */
		MSMQ4
	}

	/** Without acknowledgements that tell strangers what exists. */
	public LocalQueueManagerSettings(Path data, List<String> addresses, int rpcPort, int transferPort,
			int endpointMapperPort, List<QueueDefinition> queues, Duration pendingTimeout, Map<String, Integer> peers,
			LocalSecurity security, Access access) {
		this(data, addresses, rpcPort, transferPort, endpointMapperPort, queues, pendingTimeout, peers, security,
				access, false);
	}

	/** With queues that everyone may use. */
	public LocalQueueManagerSettings(Path data, List<String> addresses, int rpcPort, int transferPort,
			int endpointMapperPort, List<QueueDefinition> queues, Duration pendingTimeout, Map<String, Integer> peers,
			LocalSecurity security) {
		this(data, addresses, rpcPort, transferPort, endpointMapperPort, queues, pendingTimeout, peers, security,
				Access.OPEN);
	}

	/** Without an endpoint mapper and without accounts. */
	public LocalQueueManagerSettings(Path data, List<String> addresses, int rpcPort, int transferPort,
			List<QueueDefinition> queues, Duration pendingTimeout, Map<String, Integer> peers) {
		this(data, addresses, rpcPort, transferPort, 0, queues, pendingTimeout, peers, LocalSecurity.OPEN);
	}

	/**
	 * A queue to have.
	 *
	 * @param name
	 *            path without host, {@code private$\orders}
	 */
	public record QueueDefinition(String name, boolean transactional, boolean journal, boolean authenticated) {}
}
