package dev.quayside.admin.remote;

import dev.quayside.rpc.client.Cancellation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What became of a TCP connection to a port of a host.
 *
 * @param state
 *            the best that an address of the host had to say
 * @param address
 *            that said it
 * @param detail
 *            what the system says to a failure; may be empty
 */
record PortProbe(int port, State state, InetAddress address, long millis, String detail) {

	/** From the most telling downwards. */
	enum State {
		OPEN,
		/** The machine is there, and nobody listens. */
		REFUSED,
		/** Not a word within the limit. */
		SILENT,
		/** The network or this machine knows no way, or does not allow it. */
		UNREACHABLE
	}

	private static final Pattern ZEROS = Pattern.compile("\\b0(:0)+\\b");

	boolean isOpen() {
		return state == State.OPEN;
	}

	/** Tries each address in turn until one takes the connection; the limit is for all of them together. */
	static PortProbe of(List<InetAddress> addresses, int port, Duration limit, Cancellation cancellation) {
		long start = System.nanoTime();
		List<PortProbe> tried = new ArrayList<>();
		for (InetAddress address : addresses) {
			long left = limit.toMillis() - (System.nanoTime() - start) / 1_000_000;
			int millis = (int) Math.max(1, left / (addresses.size() - tried.size()));
			PortProbe probe = connect(new InetSocketAddress(address, port), millis, cancellation, start);
			if (probe.isOpen()) {
				return probe;
			}
			tried.add(probe);
		}
		return tried.stream().min((a, b) -> a.state().compareTo(b.state())).orElseThrow();
	}

	private static PortProbe connect(InetSocketAddress address, int millis, Cancellation cancellation, long start) {
		Socket socket = new Socket();
		Runnable forget = cancellation.onCancel(() -> close(socket));
		State state;
		String detail = "";
		try {
			socket.connect(address, millis);
			state = State.OPEN;
		} catch (SocketTimeoutException e) {
			state = State.SILENT;
		} catch (ConnectException e) {
			detail = String.valueOf(e.getMessage());
			state = detail.contains("timed out") ? State.SILENT : State.REFUSED;
		} catch (IOException e) {
			detail = String.valueOf(e.getMessage());
			state = State.UNREACHABLE;
		} finally {
			forget.run();
			close(socket);
		}
		return new PortProbe(address.getPort(), state, address.getAddress(), (System.nanoTime() - start) / 1_000_000,
				detail);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			System.getLogger(PortProbe.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a socket", e);
		}
	}

	/** As people write it: the longest row of zeros of an IPv6 address is left out. */
	static String words(InetAddress address) {
		String text = address.getHostAddress();
		if (!(address instanceof Inet6Address)) {
			return text;
		}
		String row = ZEROS.matcher(text).results().map(MatchResult::group)
				.reduce("", (longest, next) -> next.length() > longest.length() ? next : longest);
		return row.isEmpty() ? text : text.replaceFirst(":?\\b" + row + "\\b:?", "::");
	}

	/** One clause; the limit is that of the probe. */
	String words(Duration limit) {
		String where = words(address) + " port " + port;
		return switch (state) {
			case OPEN -> where + " takes connections";
			case REFUSED -> where + " refuses connections: nobody listens there, or a firewall refuses for it";
			case SILENT -> where + " did not answer within " + limit.toMillis() + " ms";
			case UNREACHABLE -> where + " cannot be reached: " + detail;
		};
	}
}
