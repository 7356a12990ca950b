package dev.quayside.admin;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

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

	private static final int MAX_HOST = 256;
	/** A name or address of version 4, or an address of version 6 with an optional zone. */
	private static final Pattern HOST = Pattern
			.compile("[^\\x00-\\x20\\x7F\\\\/:;,\\[\\]]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[^\\x00-\\x20\\\\/\\]]+)?");

	public QueueManagerAddress {
		Objects.requireNonNull(rpcPort);
		Objects.requireNonNull(transferPort);
		if (!HOST.matcher(host).matches() || host.length() > MAX_HOST) {
			throw new IllegalArgumentException(
					"'" + shortened(host) + "' is not a host name: expected name, name:port or [address]:port");
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

	private static String shortened(String text) {
		return text.length() <= MAX_HOST ? text : text.substring(0, MAX_HOST) + "…";
	}

	private static OptionalInt port(String text, String suffix) {
		if (suffix.isEmpty()) {
			return OptionalInt.empty();
		}
		if (!suffix.matches(":[0-9]{1,5}")) {
			throw new IllegalArgumentException(
					"'" + shortened(text) + "' has no valid port: expected a number from 1 to 65535");
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
