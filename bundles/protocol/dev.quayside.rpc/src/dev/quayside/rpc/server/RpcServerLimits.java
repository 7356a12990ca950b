package dev.quayside.rpc.server;

import java.time.Duration;

/**
 * What a server bears at once.
 *
 * @param connections
 *            in all; when they are used up, the oldest that has not bound yet makes room
 * @param connectionsPerAddress
 *            likewise for one client address
 * @param callsPerConnection
 *            in flight, also waiting ones
 * @param requestBytes
 *            of one request
 * @param assemblyBytes
 *            of all requests that are not whole yet, or wait to be executed
 * @param unsentBytes
 *            of all answers that their clients have not read yet; who has been behind for the longest is
 *            disconnected then
 * @param bindDeadline
 *            for the first bind after the connection
 * @param pduDeadline
 *            for the rest of a PDU, and of a request, after its first byte, and for reading 64 KiB or the rest of the
 *            answers
 */
public record RpcServerLimits(int connections, int connectionsPerAddress, int callsPerConnection, int requestBytes,
		long assemblyBytes, long unsentBytes, Duration bindDeadline, Duration pduDeadline) {

	public static final RpcServerLimits DEFAULT = new RpcServerLimits(2048, 1024, 256, 4 * 1024 * 1024,
			64L * 1024 * 1024, 128L * 1024 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(60));
}
