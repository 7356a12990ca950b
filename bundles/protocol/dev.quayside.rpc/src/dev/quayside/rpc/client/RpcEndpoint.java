package dev.quayside.rpc.client;

import java.util.Objects;

/**
 * Where an RPC server listens.
 *
 * @param host
 *            name, IPv4 or IPv6 address without brackets
 * @param port
 *            1 to 65535
 */
public record RpcEndpoint(String host, int port) {

	public RpcEndpoint {
		Objects.requireNonNull(host);
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("Port " + port + " is out of range");
		}
	}

	@Override
	public String toString() {
		return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
	}
}
