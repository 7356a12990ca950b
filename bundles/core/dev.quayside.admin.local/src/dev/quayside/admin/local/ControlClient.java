package dev.quayside.admin.local;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks on the control socket of a data folder. */
final class ControlClient implements OpenHandles {

	private static final int MAX_HANDLES = 100_000;
	private static final long LIMIT_MILLIS = 10_000;
	private static final long STEP_MILLIS = 100;

	private final Path data;

	ControlClient(Path data) {
		this.data = data;
	}

	/** Something that is done with a connection. */
	private interface Talk<T> {

		T run(SocketChannel channel) throws QueueManagerException, IOException;
	}

	@Override
	public List<HeldQueue> list(IProgressMonitor monitor) throws QueueManagerException {
		return ask("list", monitor);
	}

	@Override
	public void release(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException {
		ask("release " + Long.toUnsignedString(handle) + " " + Long.toUnsignedString(requestId), monitor);
	}

	@Override
	public void close(long handle, IProgressMonitor monitor) throws QueueManagerException {
		ask("close " + Long.toUnsignedString(handle), monitor);
	}

	@Override
	public void closeCursor(long handle, long cursor, IProgressMonitor monitor) throws QueueManagerException {
		ask("close-cursor " + Long.toUnsignedString(handle) + " " + Long.toUnsignedString(cursor), monitor);
	}

	private List<HeldQueue> ask(String request, IProgressMonitor monitor) throws QueueManagerException {
		try (SocketChannel channel = connect()) {
			return within(channel, monitor, open -> {
				open.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
				return answer(new BufferedInputStream(Channels.newInputStream(open)));
			});
		} catch (IOException e) {
			throw new QueueManagerException(Kind.FAILED,
					"Cannot ask the queue manager of " + data + ": " + FileFailures.sentence(e), "Try again", e);
		}
	}

	private SocketChannel connect() throws QueueManagerException, IOException {
		if (Files.isDirectory(data) && !Files.isExecutable(data)) {
			throw foreign(null);
		}
		Path file;
		try {
			file = ControlSocket.find(data).orElseThrow(() -> nobody(null));
		} catch (AccessDeniedException e) {
			throw foreign(e);
		}
		try {
			return SocketChannel.open(UnixDomainSocketAddress.of(file));
		} catch (ConnectException e) {
			throw nobody(e);
		} catch (IOException | UnsupportedOperationException e) {
			if (Files.exists(file) && !Files.isWritable(file)) {
				throw foreign(e);
			}
			throw nobody(e);
		}
	}

	private QueueManagerException foreign(Exception e) {
		return new QueueManagerException(Kind.DENIED, "The queue manager of " + data + " is somebody else's",
				"Ask as the user who runs it", e);
	}

	private QueueManagerException nobody(Exception e) {
		return new QueueManagerException(Kind.UNREACHABLE, "No queue manager runs on " + data,
				"Name the folder that was given to 'serve --data', while it runs", e);
	}

	private static List<HeldQueue> answer(InputStream in) throws QueueManagerException, IOException {
		List<HeldQueue> result = new ArrayList<>();
		while (result.size() <= MAX_HANDLES) {
			String line = ControlLines.read(in, ControlLines.MAX_ANSWER);
			if (line.equals("ok")) {
				return result;
			}
			if (line.startsWith("error ")) {
				throw ControlLines.failure(line);
			}
			result.add(ControlLines.parse(line));
		}
		throw new IOException("More than " + MAX_HANDLES + " handles");
	}

	/** On another thread, because a read from such a socket has no time limit: closing the channel ends it. */
	private static <T> T within(SocketChannel channel, IProgressMonitor monitor, Talk<T> talk)
			throws QueueManagerException, IOException {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(talk.run(channel));
			} catch (QueueManagerException | IOException | RuntimeException e) {
				result.completeExceptionally(e);
			}
		}, "control-client");
		thread.setDaemon(true);
		thread.start();
		for (long waited = 0; waited < LIMIT_MILLIS; waited += STEP_MILLIS) {
			try {
				return result.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
			} catch (ExecutionException e) {
				if (e.getCause() instanceof QueueManagerException failure) {
					throw failure;
				}
				throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new OperationCanceledException();
			}
		}
		throw new IOException("no answer within " + LIMIT_MILLIS + " ms");
	}
}
