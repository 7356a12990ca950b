package dev.quayside.rpc.client;

import dev.quayside.rpc.auth.ClientSecurity;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of an association.
 *
 * @param connectTimeout
 *            for the TCP connection
 * @param bindTimeout
 *            for bind and alter_context
 * @param callTimeout
 *            for a call that brings no limit of its own
 * @param maxConnections
 *            of one association group, 1 or more
 * @param maxFragment
 *            the longest fragment to accept, 1432 to 65528
 * @param security
 *            how each connection authenticates; empty: not at all
 */
public record RpcClientOptions(Duration connectTimeout, Duration bindTimeout, Duration callTimeout, int maxConnections,
		int maxFragment, Optional<ClientSecurity> security) {

	/** What every server must accept ([MS-RPCE] 3.3.1.5.9). */
	public static final int MIN_FRAGMENT = 1432;
	public static final int MAX_FRAGMENT = 65528;

	public static final RpcClientOptions DEFAULT = within(Duration.ofSeconds(30));

	public RpcClientOptions {
		if (maxConnections < 1 || maxFragment < MIN_FRAGMENT || maxFragment > MAX_FRAGMENT) {
			throw new IllegalArgumentException("1 connection or more, fragments of 1432 to 65528 bytes");
		}
	}

	/** Without authentication. */
	public RpcClientOptions(Duration connectTimeout, Duration bindTimeout, Duration callTimeout, int maxConnections,
			int maxFragment) {
		this(connectTimeout, bindTimeout, callTimeout, maxConnections, maxFragment, Optional.empty());
	}

	/** The same limits, but every connection authenticates. */
	public RpcClientOptions withSecurity(ClientSecurity wanted) {
		return new RpcClientOptions(connectTimeout, bindTimeout, callTimeout, maxConnections, maxFragment,
				Optional.of(wanted));
	}

	/** The same, but the TCP connection is given up earlier. */
	public RpcClientOptions withConnectTimeout(Duration limit) {
		return new RpcClientOptions(limit, bindTimeout, callTimeout, maxConnections, maxFragment, security);
	}

	/** Every step within the same time. */
	public static RpcClientOptions within(Duration timeout) {
		return new RpcClientOptions(timeout, timeout, timeout, 16, MAX_FRAGMENT);
	}
}
