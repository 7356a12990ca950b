package dev.quayside.admin.local;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Answers on the control socket: one request for each connection, a line of at most {@link ControlLines#MAX_REQUEST}
 * bytes. The answer is lines with objects, then {@code ok}, or {@code error KIND WORDS}.
 */
final class ControlServer implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
	private static final int THREADS = 4;
	/** Connections, with those that wait for a thread. */
	private static final int MOST = 64;
	private static final long LIMIT_SECONDS = 10;

	private static final long PAUSE_MILLIS = 200;

	/** Waits for a connection. */
	interface Acceptor {

		SocketChannel accept() throws IOException;
	}

	private final ControlSocket socket;
	private final OpenHandles handles;
	private final Acceptor acceptor;
	private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
	private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, ControlServer::thread);
	private final ScheduledExecutorService limits = Executors.newSingleThreadScheduledExecutor(ControlServer::thread);

	private ControlServer(ControlSocket socket, OpenHandles handles, Acceptor acceptor) {
		this.socket = socket;
		this.handles = handles;
		this.acceptor = acceptor;
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "control");
		thread.setDaemon(true);
		return thread;
	}

	/** Listens at the socket of a folder whose store this process holds. */
	static ControlServer start(Path data, OpenHandles handles) throws IOException {
		return start(data, handles, acceptor -> acceptor);
	}

	/**
	 * @param change
	 *            to what waits for connections
	 */
	static ControlServer start(Path data, OpenHandles handles, UnaryOperator<Acceptor> change) throws IOException {
		ControlSocket socket = ControlSocket.bind(data);
		ControlServer server = new ControlServer(socket, handles, change.apply(socket.channel()::accept));
		thread(server::listen).start();
		return server;
	}

	/** Where it listens. */
	Path file() {
		return socket.file();
	}

	private void listen() {
		while (socket.channel().isOpen()) {
			try {
				SocketChannel connection = acceptor.accept();
				if (connections.size() >= MOST) {
					connection.close();
					continue;
				}
				connections.add(connection);
				workers.execute(() -> serve(connection));
			} catch (ClosedChannelException | RejectedExecutionException e) {
				LOG.log(System.Logger.Level.DEBUG, "The control socket was closed");
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, "The control socket takes no connection now: " + e.getMessage());
				pause();
			}
		}
	}

	/** So that a process without free files does not spin. */
	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void serve(SocketChannel connection) {
		ScheduledFuture<?> limit = limits.schedule(() -> close(connection), LIMIT_SECONDS, TimeUnit.SECONDS);
		try {
			InputStream in = Channels.newInputStream(connection);
			Writer out = new BufferedWriter(
					new OutputStreamWriter(Channels.newOutputStream(connection), StandardCharsets.UTF_8));
			try {
				answer(ControlLines.read(in, ControlLines.MAX_REQUEST), out);
				out.write("ok\n");
			} catch (QueueManagerException e) {
				out.write(ControlLines.failure(e));
			}
			out.flush();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "A client of the control socket went away", e);
		} finally {
			limit.cancel(false);
			close(connection);
		}
	}

	private void answer(String request, Writer out) throws QueueManagerException, IOException {
		String[] words = request.split(" ", -1);
		NullProgressMonitor monitor = new NullProgressMonitor();
		if (words.length == 1 && words[0].equals("list")) {
			for (HeldQueue held : handles.list(monitor)) {
				out.write(ControlLines.write(held) + "\n");
			}
		} else if (words.length == 2 && words[0].equals("close")) {
			handles.close(number(words[1]), monitor);
		} else if (words.length == 3 && words[0].equals("release")) {
			handles.release(number(words[1]), number(words[2]), monitor);
		} else if (words.length == 3 && words[0].equals("close-cursor")) {
			handles.closeCursor(number(words[1]), number(words[2]), monitor);
		} else {
			throw misunderstood("expected list, close, release or close-cursor");
		}
	}

	private static long number(String digits) throws QueueManagerException {
		try {
			return Long.parseUnsignedLong(digits);
		} catch (NumberFormatException e) {
			throw misunderstood("expected a number");
		}
	}

	private static QueueManagerException misunderstood(String expected) {
		return new QueueManagerException(Kind.INVALID, "The request is not understood: " + expected, "", null);
	}

	private void close(SocketChannel connection) {
		connections.remove(connection);
		try {
			connection.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "Cannot close a connection", e);
		}
	}

	@Override
	public void close() {
		try {
			socket.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "Cannot remove the control socket", e);
		}
		connections.forEach(this::close);
		workers.shutdown();
		limits.shutdownNow();
	}
}
