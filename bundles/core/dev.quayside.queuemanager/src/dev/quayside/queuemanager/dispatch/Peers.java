package dev.quayside.queuemanager.dispatch;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** Where other queue managers listen, and which names are those of this machine. */
public final class Peers {

	/** Of the binary protocol ([MS-MQQB] 2.1.1). */
	public static final int DEFAULT_PORT = 1801;

	/** Text that is an address, so that nobody has to be asked for it. */
	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

	private final Map<String, Integer> ports = new HashMap<>();
	private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
	private final IntSupplier ownPort;

	/**
	 * @param ports
	 *            of hosts where it is not the usual one
	 * @param ownPort
	 *            where this queue manager listens
	 */
	public Peers(Map<String, Integer> ports, IntSupplier ownPort) {
		ports.forEach((host, port) -> this.ports.put(key(host), port));
		this.ownPort = ownPort;
		names.add(".");
		names.add("localhost");
		try {
			InetAddress self = InetAddress.getLocalHost();
			names.add(self.getHostName());
			names.add(self.getCanonicalHostName());
		} catch (UnknownHostException e) {
			System.getLogger(Peers.class.getName()).log(System.Logger.Level.DEBUG, "This machine has no name", e);
		}
	}

	private static String key(String host) {
		return host.toLowerCase(Locale.ROOT);
	}

	public int port(String host) {
		return ports.getOrDefault(key(host), DEFAULT_PORT);
	}

	/**
	 * What to connect to for a host. One whose port was told is on this machine, also where nobody knows its name.
	 */
	public String address(String host) {
		return ports.containsKey(key(host)) && !isKnown(host)
				? InetAddress.getLoopbackAddress().getHostAddress()
				: host;
	}

	private static boolean isKnown(String host) {
		try {
			return InetAddress.getByName(host) != null;
		} catch (UnknownHostException e) {
			return false;
		}
	}

	/** Whether a host name or address is that of this queue manager. */
	public boolean isHere(String host) {
		Integer port = ports.get(key(host));
		if (port != null) {
			return port == ownPort.getAsInt();
		}
		return names.contains(host) || ADDRESS.matcher(host).matches() && isOwnAddress(host);
	}

	private static boolean isOwnAddress(String text) {
		try {
			InetAddress address = InetAddress.getByName(text);
			return address.isLoopbackAddress() || address.isAnyLocalAddress()
					|| NetworkInterface.getByInetAddress(address) != null;
		} catch (UnknownHostException | SocketException e) {
			return false;
		}
	}
}
