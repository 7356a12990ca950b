package dev.quayside.queuemanager;

import dev.quayside.queuemanager.access.DefaultAccess;
import dev.quayside.queuemanager.engine.QueueAttributes;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run a queue manager.
 *
 * @param addresses
 *            to listen on, 1 or more
 * @param rpcPort
 *            0 picks a free one
 * @param transferPort
 *            of the binary protocol; 0 picks a free one
 * @param endpointMapperPort
 *            0: no endpoint mapper
 * @param queues
 *            to make where they are missing
 * @param pendingTimeout
 *            after which a receive that was not ended gives its message back
 * @param security
 *            who may use it over RPC
 * @param access
 *            to the queues that are to be made
 * @param peers
 *            ports of the binary protocol of hosts where it is not the usual one
 * @param insecureNacks
 *            whether negative acknowledgements also tell strangers what exists here ([MS-MQQB] 3.1.1.3)
 */
public record QueueManagerOptions(Path data, List<InetAddress> addresses, int rpcPort, int transferPort,
		int endpointMapperPort, List<QueueAttributes> queues, Duration pendingTimeout, ServerSecurity security,
		DefaultAccess access, Map<String, Integer> peers, boolean insecureNacks) {

	/** [MS-MQRR] 3.1.2.2. */
	public static final Duration DEFAULT_PENDING_TIMEOUT = Duration.ofMinutes(5);

	/** Without negative acknowledgements that tell strangers what exists here. */
	public QueueManagerOptions(Path data, List<InetAddress> addresses, int rpcPort, int transferPort,
			int endpointMapperPort, List<QueueAttributes> queues, Duration pendingTimeout, ServerSecurity security,
			DefaultAccess access, Map<String, Integer> peers) {
		this(data, addresses, rpcPort, transferPort, endpointMapperPort, queues, pendingTimeout, security, access,
				peers, false);
	}

	/** With queues that everyone may use. */
	public QueueManagerOptions(Path data, List<InetAddress> addresses, int rpcPort, int transferPort,
			int endpointMapperPort, List<QueueAttributes> queues, Duration pendingTimeout, ServerSecurity security) {
		this(data, addresses, rpcPort, transferPort, endpointMapperPort, queues, pendingTimeout, security,
				DefaultAccess.OPEN, Map.of());
	}

	/** Without an endpoint mapper, and open to everyone. */
	public QueueManagerOptions(Path data, List<InetAddress> addresses, int rpcPort, int transferPort,
			List<QueueAttributes> queues, Duration pendingTimeout) {
		this(data, addresses, rpcPort, transferPort, 0, queues, pendingTimeout, ServerSecurity.OPEN);
	}
}
