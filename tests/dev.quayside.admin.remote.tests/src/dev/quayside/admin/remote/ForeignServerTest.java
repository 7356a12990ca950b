package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;

/** What a doctor says of servers that are no queue managers. */
@Timeout(60)
class ForeignServerTest extends DoctorCase {

	/** What a server says to whoever comes; then it hangs up. */
	private interface Talk {

		void with(Socket socket) throws IOException;
	}

	private static final class OddServer implements AutoCloseable {

		private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

		OddServer(Talk talk) throws IOException {
			Thread thread = new Thread(() -> {
				while (!server.isClosed()) {
					accept(talk);
				}
			});
			thread.setDaemon(true);
			thread.start();
		}

		private void accept(Talk talk) {
			try {
				Socket socket = server.accept();
				Thread thread = new Thread(() -> {
					try (socket) {
						talk.with(socket);
					} catch (IOException e) {
						// the next one
					}
				});
				thread.setDaemon(true);
				thread.start();
			} catch (IOException e) {
				// closed
			}
		}

		int port() {
			return server.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			server.close();
		}
	}

	private static Talk greeting(String first, String answer) {
		return socket -> {
			socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
			if (socket.getInputStream().read() >= 0) {
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
			}
		};
	}

	@ParameterizedTest
	@CsvSource({ "SSH-2.0-OpenSSH_9.2p1,", ",HTTP/1.1 400 Bad Request" })
	void anotherServerAtThePortIsNamedByWhatItSays(String first, String answer) throws Exception {
		String line = first == null ? answer : first;
		try (OddServer server = new OddServer(
				greeting(first == null ? "" : line + "\r\n", answer == null ? "" : line + "\r\n\r\n"))) {
			Map<String, Finding> findings = named(server.port(), free(), Protection.PRIVACY, alice("secret"), QUEUE);
			Finding bind = findings.get("bind privacy");
			assertThat(bind.result()).isEqualTo(Result.FAILED);
			assertThat(bind.kind()).contains(Kind.PROTOCOL);
			assertThat(bind.cause()).contains("does not speak RPC: it says '" + line + "'");
			assertThat(findings.get("bind none").cause()).contains("is no queue manager");
			assertThat(findings.get("management").result()).isEqualTo(Result.SKIPPED);
		}
	}

	/** Waits for the end of a line, which a bind has not got. */
	private static void web(Socket socket) throws IOException {
		Scanner in = new Scanner(socket.getInputStream(), StandardCharsets.ISO_8859_1);
		if (in.hasNextLine() && in.nextLine().startsWith("HEAD")) {
			socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
	}

	@Test
	void aServerThatWaitsForSomethingElseIsNotWaitedForToTheEnd() throws Exception {
		try (OddServer web = new OddServer(ForeignServerTest::web)) {
			Finding bind = named(web.port(), free(), Protection.NONE, Credentials.NONE, null).get("bind none");
			assertThat(bind.cause()).contains("does not speak RPC: it says 'HTTP/1.0 200 OK'");
			assertThat(bind.millis().orElseThrow()).isLessThan(timeout.toMillis());
		}
	}

	@Test
	void aServerThatHangsUpSpeaksNoRpc() throws Exception {
		try (OddServer odd = new OddServer(socket -> socket.getInputStream().read())) {
			Map<String, Finding> findings = named(odd.port(), free(), Protection.PRIVACY, alice("secret"), null);
			assertThat(findings.get("bind privacy").kind()).contains(Kind.PROTOCOL);
			assertThat(findings.get("bind privacy").cause()).contains("does not speak RPC: ");
			assertThat(findings.get("bind none").result()).isEqualTo(Result.SKIPPED);
		}
	}

	@Test
	void aServerThatHangsIsAskedOnce() throws Exception {
		timeout = Duration.ofMillis(700);
		try (OddServer odd = new OddServer(socket -> socket.getInputStream().readAllBytes())) {
			Map<String, Finding> findings = named(odd.port(), free(), Protection.PRIVACY, alice("secret"), null);
			Finding bind = findings.get("bind privacy");
			assertThat(bind.kind()).contains(Kind.UNREACHABLE);
			assertThat(bind.cause()).contains("takes the connection and does not answer");
			assertThat(bind.advice()).contains("hangs").contains("--timeout");
			assertThat(findings.get("bind none").cause()).contains("does not answer");
		}
	}
}
