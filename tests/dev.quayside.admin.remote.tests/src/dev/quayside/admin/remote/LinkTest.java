package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a queue manager is looked for when only its host is known. */
@Timeout(30)
class LinkTest {

	private FakeManager manager;
	private ServerSocket http;
	private int free;

	@BeforeEach
	void start() throws IOException {
		manager = new FakeManager();
		http = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::answerAsHttp);
		thread.setDaemon(true);
		thread.start();
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			free = socket.getLocalPort();
		}
	}

	private void answerAsHttp() {
		while (!http.isClosed()) {
			try (Socket socket = http.accept()) {
				socket.getInputStream().read();
				socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			} catch (IOException e) {
				// the next one
			}
		}
	}

	@AfterEach
	void stop() throws IOException {
		http.close();
		manager.close();
	}

	private Link link(Integer... ports) {
		return link(Duration.ofSeconds(5), ports);
	}

	/** Nobody listens where the endpoint mapper would be. */
	private Link link(Duration timeout, Integer... ports) {
		QueueManagerAddress address = QueueManagerAddress.parse("127.0.0.1");
		return new Link(new ConnectionSettings(address, Protection.NONE, Credentials.NONE, timeout),
				new Endpoints(address, free, List.of(ports)));
	}

	@Test
	void portsWhereNobodyOrSomebodyElseListensArePassedOver() throws Exception {
		Link link = link(free, http.getLocalPort(), manager.port());
		assertThat(link.client(new Cancellation()).endpoint().port()).isEqualTo(manager.port());
		link.disconnect();
	}

	@Test
	void aServerThatOffersOtherInterfacesIsPassedOver() throws Exception {
		try (RpcServer other = RpcServer.start(List.of(), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)))) {
			Link link = link(other.localPort(), manager.port());
			assertThat(link.client(new Cancellation()).endpoint().port()).isEqualTo(manager.port());
			link.disconnect();
			assertThatThrownBy(() -> link(free, other.localPort()).client(new Cancellation()))
					.isInstanceOf(RpcBindException.class);
		}
	}

	@Test
	void whereNobodyListensTheFirstPortIsNamed() {
		assertThatThrownBy(() -> link(free, free).client(new Cancellation())).isInstanceOf(RpcConnectException.class)
				.hasMessageContaining(":" + free);
	}

	@Test
	void somebodyElseIsMoreTellingThanNobody() {
		assertThatThrownBy(() -> link(free, http.getLocalPort(), free).client(new Cancellation()))
				.isInstanceOf(RpcProtocolException.class);
	}

	@Test
	void afterATimeOutNoFurtherPortIsTried() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Link link = link(Duration.ofMillis(200), silent.getLocalPort(), manager.port());
			assertThatThrownBy(() -> link.client(new Cancellation())).isInstanceOf(RpcTimeoutException.class);
		}
	}

	@Test
	void aPortThatIsNamedIsTheOnlyOne() {
		ConnectionSettings settings = Remote.settings(free, Duration.ofSeconds(5));
		Link link = new Link(settings, new Endpoints(settings.address(), free, List.of(manager.port())));
		assertThatThrownBy(() -> link.client(new Cancellation())).isInstanceOf(RpcConnectException.class);
	}

	@Test
	void anAttemptThatFailedIsMadeAgain() throws Exception {
		int port;
		try (FakeManager gone = new FakeManager()) {
			port = gone.port();
		}
		Link link = link(port);
		assertThatThrownBy(() -> link.client(new Cancellation())).isInstanceOf(RpcConnectException.class);
		assertThat(link.current()).isEmpty();
		Link other = link(manager.port());
		RpcClient first = other.client(new Cancellation());
		assertThat(other.client(new Cancellation())).isSameAs(first);
		other.disconnect();
		assertThat(other.client(new Cancellation())).isNotSameAs(first);
		other.disconnect();
	}

	@Test
	void onlyTheAssociationThatBrokeIsGivenUp() throws Exception {
		Link link = link(manager.port());
		Optional<RpcClient> first = Optional.of(link.client(new Cancellation()));
		link.drop(first);
		assertThat(link.current()).isEmpty();
		Optional<RpcClient> second = Optional.of(link.client(new Cancellation()));
		link.drop(first);
		assertThat(link.current()).isEqualTo(second);
		link.drop(Optional.empty());
		assertThat(link.current()).isEqualTo(second);
		link.disconnect();
	}
}
