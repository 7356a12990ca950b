package dev.quayside.admin;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where a queue manager listens.
 *
 * @param host
 *            name or address, without brackets
 * @param rpcPort
 *            empty: endpoint mapper, then 2103 and on by elevens
 * @param transferPort
 *            of the binary protocol; empty: 1801 where the RPC port is not given either, else none
 */
public record QueueManagerAddress(String host, OptionalInt rpcPort, OptionalInt transferPort) {

	public static final int DEFAULT_RPC_PORT = 2103;
	public static final int DEFAULT_TRANSFER_PORT = 1801;

	public QueueManagerAddress {
		Objects.requireNonNull(rpcPort);
		Objects.requireNonNull(transferPort);
		if (host.isBlank() || host.length() > 256 || host.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == '/')) {
			throw new IllegalArgumentException(
					"'" + host + "' is not a host name: expected name, name:port or [address]:port");
		}
		rpcPort.ifPresent(QueueManagerAddress::checkPort);
		transferPort.ifPresent(QueueManagerAddress::checkPort);
	}

	/**
	 * Reads {@code name}, {@code name:port}, {@code [::1]} or {@code [::1]:port}.
	 *
	 * @throws IllegalArgumentException
	 *             with a sentence for the user
	 */
	public static QueueManagerAddress parse(String text) {
		String trimmed = text.strip();
		int close = trimmed.indexOf(']');
		if (trimmed.startsWith("[") && close > 0) {
			String rest = trimmed.substring(close + 1);
			return new QueueManagerAddress(trimmed.substring(1, close), port(text, rest), OptionalInt.empty());
		}
		int colon = trimmed.indexOf(':');
		if (colon < 0 || colon != trimmed.lastIndexOf(':')) {
			return new QueueManagerAddress(trimmed, OptionalInt.empty(), OptionalInt.empty());
		}
		return new QueueManagerAddress(trimmed.substring(0, colon), port(text, trimmed.substring(colon)),
				OptionalInt.empty());
	}

	private static OptionalInt port(String text, String suffix) {
		if (suffix.isEmpty()) {
			return OptionalInt.empty();
		}
		if (!suffix.matches(":[0-9]{1,5}")) {
			throw new IllegalArgumentException("'" + text + "' has no valid port: expected a number from 1 to 65535");
		}
		return OptionalInt.of(Integer.parseInt(suffix.substring(1)));
	}

	private static void checkPort(int port) {
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("Port " + port + " is out of range: expected 1 to 65535");
		}
	}

	public QueueManagerAddress withTransferPort(int port) {
		return new QueueManagerAddress(host, rpcPort, OptionalInt.of(port));
	}

	/** The port to send to. */
	public int sendPort() {
		return transferPort.orElse(DEFAULT_TRANSFER_PORT);
	}

	/** The port to ask for the queue manager's id; empty where asking another port than the named one would be a guess. */
	public OptionalInt probePort() {
		return rpcPort.isPresent() ? transferPort : OptionalInt.of(sendPort());
	}

	/** The text that {@link #parse} reads; the transfer port is not part of it. */
	@Override
	public String toString() {
		String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
		return rpcPort.isPresent() ? name + ":" + rpcPort.getAsInt() : name;
	}
}
