package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.testkit.Program;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code serve} when the system gives it no more files and sockets. */
@Timeout(120)
class FewFilesTest {

	private static final int FILES = 150;
	private static final FormatName QUEUE = FormatName.parse("DIRECT=OS:localhost\\private$\\orders");

	@TempDir
	private Path folder;
	private Program.Server server;
	private final UUID sender = UUID.randomUUID();
	private final List<Socket> crowd = new ArrayList<>();
	private int ordinal;

	@BeforeEach
	void start() throws Exception {
		server = Program.serveWithFiles(FILES, folder.resolve("data"), "--queue", "private$\\orders");
	}

	@AfterEach
	void stop() throws Exception {
		leave();
		server.close();
	}

	private void leave() throws IOException {
		for (Socket socket : crowd) {
			socket.close();
		}
		crowd.clear();
	}

	private void come(int port, String what) throws Exception {
		for (int i = 0; i < FILES; i++) {
			crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
		}
		await(() -> said("Port " + port + " accepts no more " + what) > 0);
	}

	private long said(String text) throws IOException {
		return Files.readAllLines(server.errors()).stream().filter(line -> line.contains(text)).count();
	}

	private static void await(Callable<Boolean> condition) throws Exception {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
			Thread.sleep(20);
		}
	}

	private RpcClient client() {
		return new RpcClient(new RpcEndpoint("127.0.0.1", server.rpcPort()), RpcClientOptions.DEFAULT);
	}

	private static RemoteQueue open(RpcClient client) throws Exception {
		return RemoteQueue.open(client.channel(RemoteRead.INTERFACE), QUEUE, RemoteRead.Access.RECEIVE, false,
				UUID.randomUUID(), CallOptions.defaults());
	}

	private TransferSession session() throws IOException {
		return TransferSession.connect("127.0.0.1", server.transferPort(), sender, SessionOptions.DEFAULT);
	}

	/** Sends a message and takes it out again. */
	private void pass(TransferSession session, RemoteQueue queue) throws Exception {
		MessagePacket message = new MessageBuilder(sender, QUEUE).ordinal(++ordinal).recoverable()
				.sentTime(System.currentTimeMillis() / 1_000).label("m" + ordinal).build();
		session.send(message).toCompletableFuture().get(20, TimeUnit.SECONDS);
		long request = queue.newRequestId();
		assertThat(queue.read(ReceiveAction.RECEIVE, 0, 0, request, 0, CallOptions.defaults()).packet().properties()
				.label()).isEqualTo("m" + ordinal);
		queue.end(request, true, CallOptions.defaults());
	}

	@Test
	void whoIsThereIsServedAndOthersWhenThereIsRoomAgain() throws Exception {
		try (RpcClient client = client(); TransferSession session = session()) {
			RemoteQueue queue = open(client);
			pass(session, queue);
			come(server.rpcPort(), "connections");
			come(server.transferPort(), "sessions");
			for (int i = 0; i < 3; i++) {
				pass(session, queue);
			}
			leave();
			pass(session, queue);
			try (RpcClient another = client(); TransferSession second = session()) {
				pass(second, open(another));
			}
		}
		assertThat(said("accepts no more")).as("not at each attempt").isLessThan(10);
		assertThat(server.stop()).isZero();
	}
}
