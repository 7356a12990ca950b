package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Program;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * RemoteRead and qmmgmt of {@code quayside serve}, sentence by sentence, by a client whose every byte comes from impacket's
 * NDR engine and structures of its own: one server for all cases, one test for each.
 */
@Timeout(180)
class ConformanceTest {

	private static final int QUEUES = 300;
	private static final int TRANSACTIONAL = 80;
	private static final int CASES = 150;

	@TempDir
	private Path folder;

	@TestFactory
	List<DynamicTest> everySentence() throws Exception {
		List<String> arguments = new ArrayList<>(List.of("--pending-timeout", "4"));
		for (int i = 0; i < QUEUES; i++) {
			arguments.addAll(List.of("--queue", String.format("private$\\c%03d", i)));
		}
		for (int i = 0; i < TRANSACTIONAL; i++) {
			arguments.addAll(List.of("--queue", String.format("private$\\t%03d,transactional", i)));
		}
		try (Program.Server server = Program.serve(folder.resolve("data"), arguments.toArray(String[]::new))) {
			List<DynamicTest> cases = Scripts.run(folder, "conformance.py",
					List.of("127.0.0.1", Integer.toString(server.rpcPort()), Integer.toString(server.transferPort()),
							server.id(), Integer.toString(QUEUES), Integer.toString(TRANSACTIONAL)));
			assertThat(cases).as("cases").hasSizeGreaterThan(CASES);
			assertThat(server.process().isAlive()).as("the server is still there").isTrue();
			return cases;
		}
	}
}
