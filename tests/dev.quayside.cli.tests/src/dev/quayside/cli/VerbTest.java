package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verbs against one queue manager in this process, whose queue of orders is empty before each test. */
abstract class VerbTest {

	static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path data;
	static TestQueueManager server;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() throws IOException {
		server = TestQueueManager.start(data, "orders", "Zeta", "alpha");
	}

	@AfterEach
	void empty() {
		assertThat(Cli.run("purge", server.host(), QUEUE, "--yes").code()).isZero();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	/** Sends to the queue. */
	static Cli.Result send(String... arguments) {
		List<String> all = new ArrayList<>(List.of("send", "DIRECT=OS:localhost\\" + QUEUE, "--transfer-port",
				Integer.toString(server.server().transferPort())));
		all.addAll(List.of(arguments));
		return Cli.run(all.toArray(String[]::new));
	}
}
