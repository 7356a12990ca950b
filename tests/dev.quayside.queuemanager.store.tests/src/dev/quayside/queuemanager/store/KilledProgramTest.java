package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The whole program as a script starts it. */
class KilledProgramTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private Path folder;

	private final SentMessages sent = new SentMessages("orders");

	private long checkStore() throws Exception {
		try (MvMessageStore store = MvMessageStore.open(folder)) {
			return sent.check(store);
		}
	}

	/** Kills the program as soon as so many messages were accepted. */
	private void killAfter(Program.Server server, int accepted, int senders) throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int sender = 0; sender < senders; sender++) {
			String padding = "x".repeat(sender * 3000);
			threads.add(new Thread(() -> sent.send(server.transferPort(), 100_000, padding, count -> {
				if (count >= accepted) {
					server.process().destroyForcibly();
				}
			})));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(sent.accepted()).as("accepted when the senders ended").isGreaterThanOrEqualTo(accepted);
	}

	@Test
	void whatASenderWasToldIsThereAfterAKill() throws Exception {
		SplittableRandom random = new SplittableRandom(5);
		String id = null;
		long count = 0;
		for (int round = 0; round < 3; round++) {
			try (Program.Server server = Program.serve(folder, "--queue", QUEUE)) {
				assertThat(id == null || id.equals(server.id())).as("the same queue manager").isTrue();
				id = server.id();
				killAfter(server, sent.accepted() + 1 + random.nextInt(600), 3);
			}
			count = checkStore();
		}

		try (Program.Server server = Program.serve(folder)) {
			Program.Result queue = Program.run("queue", server.host(), QUEUE, "--format", "json");
			assertThat(queue.out()).as(queue.err()).contains("\"messageCount\":" + count);
		}
	}

	/** A limit for the size of files stands for a disk that is full: it needs no root, and can be lifted. */
	private static void limitFiles(Program.Server server, String limit) throws Exception {
		Process process = new ProcessBuilder("prlimit", "--pid", Long.toString(server.process().pid()),
				"--fsize=" + limit + ":").inheritIO().start();
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

	@Test
	void aFullDiskLosesNothingAndTheProgramGoesOn() throws Exception {
		try (Program.Server server = Program.serve(folder, "--queue", QUEUE)) {
			assertThat(sent.send(server.transferPort(), 100, "", count -> {})).isTrue();
			limitFiles(server, Long.toString(Files.size(folder.resolve(MvMessageStore.FILE)) + 300_000));
			assertThat(sent.send(server.transferPort(), 100_000, "", count -> {})).as("all accepted").isFalse();
			int accepted = sent.accepted();

			Program.Result peek = Program.run("peek", server.host(), QUEUE, "--max", "2", "--body", "--format", "json");
			assertThat(peek.code()).as(peek.err()).isZero();
			assertThat(peek.out()).contains("\"message 1\"", "\"message 2\"");

			limitFiles(server, "unlimited");
			assertThat(sent.send(server.transferPort(), 100, "", count -> {})).as("accepted with room").isTrue();
			assertThat(sent.accepted()).isEqualTo(accepted + 100);
		}
		checkStore();
	}

	@Test
	void aSecondProgramOnTheSameFolderIsRefused() throws Exception {
		try (Program.Server server = Program.serve(folder, "--queue", QUEUE)) {
			Program.Result second = Program.run("serve", "--data", folder.toString(), "--rpc-port", "0",
					"--transfer-port", "0");
			assertThat(second.code()).isEqualTo(1);
			assertThat(second.out()).isEmpty();
			assertThat(second.err()).contains("used by another queue manager", "choose another folder");
			assertThat(sent.send(server.transferPort(), 1, "", count -> {})).isTrue();
		}
		assertThat(checkStore()).isEqualTo(1);
	}
}
