package dev.quayside.msmq.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens for our initiator and answers with bytes. */
public final class RawAcceptor implements AutoCloseable {

	/** What is done with a connection. */
	@FunctionalInterface
	public interface Script {

		void run(RawPeer peer) throws Exception;
	}

	private final ServerSocket server;
	/** A socket that nobody refers to is closed by the garbage collector. */
	private final List<RawPeer> open = new CopyOnWriteArrayList<>();

	public RawAcceptor() throws IOException {
		server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
	}

	public int port() {
		return server.getLocalPort();
	}

	/** Runs the script for the next connection, in a thread of its own, and leaves the connection open. */
	public CompletableFuture<RawPeer> next(Script script) {
		CompletableFuture<RawPeer> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				RawPeer peer = new RawPeer(server.accept());
				open.add(peer);
				script.run(peer);
				result.complete(peer);
			} catch (Exception | AssertionError e) {
				result.completeExceptionally(e);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	public TransferSession connect(UUID self, SessionOptions options) throws TransferException {
		return TransferSession.connect("127.0.0.1", port(), self, options);
	}

	@Override
	public void close() throws IOException {
		server.close();
	}
}
