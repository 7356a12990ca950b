package dev.quayside.admin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.testkit.Hostile;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The control socket of a data folder, both sides. */
@Timeout(30)
class ControlSocketTest {

	@TempDir
	private Path data;
	private final HeldThings things = new HeldThings();
	private final NullProgressMonitor monitor = new NullProgressMonitor();
	private ControlServer server;
	private ControlClient client;

	@BeforeEach
	void start() throws IOException {
		server = ControlServer.start(data, things);
		client = new ControlClient(data);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	@Test
	void theListComesWithAllThatClientsHold() throws Exception {
		assertThat(client.list(monitor)).containsExactly(HeldThings.HELD);
		things.held = List.of();
		assertThat(client.list(monitor)).isEmpty();
		things.held = Collections.nCopies(5_000, HeldThings.HELD);
		assertThat(client.list(monitor)).hasSize(5_000);
	}

	@Test
	void whatIsHeldCanBeEnded() throws Exception {
		client.release(-2, 7, monitor);
		client.closeCursor(-2, 3, monitor);
		client.close(-2, monitor);
		assertThat(things.requests).containsExactly("release -2 7", "close cursor -2 3", "close -2");
	}

	@Test
	void aFailureKeepsItsKindAndItsWords() {
		things.failure = new QueueManagerException(Kind.NOT_FOUND, "It has\ngone", "List again", null);
		QueueManagerException failure = catchThrowableOfType(QueueManagerException.class,
				() -> client.close(1, monitor));
		assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
		assertThat(failure).hasMessage("It has gone. List again");
	}

	@Test
	void onlyTheOwnerCanConnect() throws IOException {
		Path socket = data.resolve(ControlSocket.NAME);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
		try (var files = Files.list(data)) {
			assertThat(files).containsExactly(socket);
		}
	}

	@Test
	void itGoesWithTheQueueManager() throws IOException {
		server.close();
		assertThat(data).isEmptyDirectory();
		QueueManagerException failure = catchThrowableOfType(QueueManagerException.class, () -> client.list(monitor));
		assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
		assertThat(failure).hasMessage("No queue manager runs on " + data);
	}

	@Test
	void aSocketOfAProcessThatWasKilledIsReplaced() throws Exception {
		server.close();
		ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
				.bind(UnixDomainSocketAddress.of(data.resolve(ControlSocket.NAME)));
		stale.close();
		assertThat(catchThrowableOfType(QueueManagerException.class, () -> client.list(monitor)).kind())
				.isEqualTo(Kind.UNREACHABLE);
		server = ControlServer.start(data, things);
		assertThat(client.list(monitor)).hasSize(1);
	}

	@Test
	void itGoesOnAfterThereWereNoMoreFiles() throws Exception {
		server.close();
		AtomicInteger failures = new AtomicInteger(2);
		server = ControlServer.start(data, things, real -> () -> {
			if (failures.getAndDecrement() > 0) {
				throw new IOException("Too many open files");
			}
			return real.accept();
		});
		assertThat(client.list(monitor)).hasSize(1);
		assertThat(failures.get()).isNegative();
	}

	@Test
	void aFileThatIsNoSocketIsLeftAlone() throws IOException {
		server.close();
		Path file = Files.writeString(data.resolve(ControlSocket.NAME), "somebody's");
		assertThatThrownBy(() -> ControlServer.start(data, things)).hasMessage(file + ": a file is in the way");
		assertThat(file).hasContent("somebody's");
	}

	@Test
	void aFolderWithALongNameHasItsSocketElsewhere() throws Exception {
		Path deep = Files.createDirectories(data.resolve("d".repeat(100)));
		try (ControlServer elsewhere = ControlServer.start(deep, things)) {
			assertThat(deep.resolve(ControlSocket.ELSEWHERE)).exists();
			assertThat(elsewhere.file()).exists();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.file().getParent())))
					.isEqualTo("rwx------");
			assertThat(new ControlClient(deep).list(monitor)).hasSize(1);
			try (ControlServer again = ControlServer.start(deep, things)) {
				assertThat(elsewhere.file()).doesNotExist();
				assertThat(again.file()).exists();
			}
		}
		assertThat(deep).isEmptyDirectory();
	}

	private String ask(byte[] request) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(data.resolve(ControlSocket.NAME)))) {
			channel.write(ByteBuffer.wrap(request));
			channel.shutdownOutput();
			return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void whatIsNoRequestIsAnsweredAndChangesNothing() throws IOException {
		for (String request : List.of("", "lis", "list all", "close", "close x", "close 18446744073709551616",
				"release 1", "close-cursor 1 -1", "close 1 2 3")) {
			assertThat(ask((request + "\n").getBytes(StandardCharsets.UTF_8))).as(request)
					.startsWith("error INVALID The request is not understood");
		}
		assertThat(things.requests).isEmpty();
	}

	@Test
	void aRequestWithoutEndOrTooLongIsNotAnswered() throws Exception {
		assertThat(ask("list".getBytes(StandardCharsets.UTF_8))).isEmpty();
		assertThat(ask(new byte[200])).isEmpty();
		assertThat(client.list(monitor)).hasSize(1);
	}

	@Test
	void damagedAnswersAreFailuresInWords() throws IOException {
		byte[] line = ControlLines.write(HeldThings.HELD).getBytes(StandardCharsets.UTF_8);
		assertThat(ControlLines.parse(new String(line, StandardCharsets.UTF_8))).isEqualTo(HeldThings.HELD);
		Hostile.refusesEveryPrefix(line, bytes -> ControlLines.parse(new String(bytes, StandardCharsets.UTF_8)),
				IOException.class);
		Hostile.survivesCorruption(line, 5, 2_000,
				bytes -> ControlLines.parse(new String(bytes, StandardCharsets.UTF_8)), IOException.class);
	}
}
