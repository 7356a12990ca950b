package dev.quayside.interop;

import dev.quayside.testkit.Program;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sender of transactional messages that shares no line with this code, and a queue manager that is killed between. */
@Timeout(120)
class ExactlyOnceTest {

	private static final int QUEUES = 20;

	@TempDir
	private Path folder;

	private List<DynamicTest> run(Program.Server server, String part) throws IOException, InterruptedException {
		return Scripts.run(folder, "send_transactions.py", List.of("127.0.0.1", Integer.toString(server.rpcPort()),
				Integer.toString(server.transferPort()), server.id(), "16", "0", part));
	}

	private Program.Server serve() throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("--queue", "private$\\plain", "--queue", "private$\\kept,transactional"));
		for (int i = 0; i < QUEUES; i++) {
			arguments.addAll(List.of("--queue", String.format("private$\\q%02d,transactional", i)));
		}
		return Program.serve(folder.resolve("data"), arguments.toArray(String[]::new));
	}

	@TestFactory
	List<DynamicTest> aSenderInPurePython() throws Exception {
		List<DynamicTest> all = new ArrayList<>();
		try (Program.Server server = serve()) {
			all.addAll(run(server, "first"));
			server.kill();
		}
		try (Program.Server server = serve()) {
			all.addAll(run(server, "again"));
		}
		return all;
	}
}
