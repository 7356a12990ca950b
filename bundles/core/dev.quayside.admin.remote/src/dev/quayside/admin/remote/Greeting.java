package dev.quayside.admin.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server that does not speak RPC says first: that tells which one it is. */
final class Greeting {

	private static final int CONNECT_MILLIS = 2000;
	private static final int SILENCE_MILLIS = 500;
	private static final int MAX_BYTES = 512;
	private static final byte[] QUESTION = "HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
	private static final Pattern LINE = Pattern.compile("[\\x20-\\x7E]{3,80}");

	private Greeting() {}

	/** Its first line; empty if it says nothing of its own and nothing to a question of a browser. */
	static Optional<String> of(InetSocketAddress address) {
		try (Socket socket = new Socket()) {
			socket.connect(address, CONNECT_MILLIS);
			socket.setSoTimeout(SILENCE_MILLIS);
			byte[] said = read(socket);
			if (said.length == 0) {
				socket.getOutputStream().write(QUESTION);
				said = read(socket);
			}
			Matcher line = LINE.matcher(new String(said, StandardCharsets.ISO_8859_1));
			return line.lookingAt() ? Optional.of(line.group()) : Optional.empty();
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	/** What comes at once. */
	private static byte[] read(Socket socket) throws IOException {
		byte[] buffer = new byte[MAX_BYTES];
		try {
			int count = socket.getInputStream().read(buffer);
			return Arrays.copyOf(buffer, Math.max(0, count));
		} catch (SocketTimeoutException e) {
			return new byte[0];
		}
	}
}
