package dev.quayside.rpc.client;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.SecurityContext;

import java.util.Optional;

/**
 * An association with one server: a group of connections that share context handles ([MS-RPCE] 3.3.1.5.7). Calls that
 * are in flight at once share a connection where the server multiplexes, else each takes a connection of its own.
 * Connections are opened as they are needed. Safe for use by several threads.
 */
public final class RpcClient implements AutoCloseable {

	private final RpcEndpoint endpoint;
	private final RpcClientOptions options;
	private final ConnectionGroup group;

	public RpcClient(RpcEndpoint endpoint, RpcClientOptions options) {
		this.endpoint = endpoint;
		this.options = options;
		this.group = new ConnectionGroup(endpoint, options);
	}

	public RpcEndpoint endpoint() {
		return endpoint;
	}

	/** Opens the first connection and binds the interface, so that a failure shows now. */
	public RpcClient connect(InterfaceId first) throws RpcException {
		group.release(group.lease(first, new Wait(CallOptions.defaults(), options.callTimeout(), "bind")));
		return this;
	}

	/** The security context of a connection that stands; empty without one, and without authentication. */
	public Optional<SecurityContext> security() {
		return group.security();
	}

	/** Makes later calls in new security contexts. */
	void reauthenticate() throws RpcException {
		group.reauthenticate();
	}

	/** The operations of an interface; it is negotiated with the first call. */
	public RpcChannel channel(InterfaceId interfaceId) {
		return new GroupChannel(endpoint, options.callTimeout(), group, interfaceId);
	}

	/** Closes the connections; calls in flight fail, and the server runs down what it kept for this association. */
	@Override
	public void close() {
		group.close();
	}
}
