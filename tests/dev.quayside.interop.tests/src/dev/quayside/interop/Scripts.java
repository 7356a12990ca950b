package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.TestQueueManager;
import dev.quayside.testkit.Vectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.DynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs the scripts in {@code impacket}: each runs scenarios and prints one JSON line for each. */
final class Scripts {

	/** Debian's, which has python3-impacket; another python3 may come first in the PATH. */
	private static final String PYTHON = "/usr/bin/python3";
	private static final int QUEUES = 60;

	private Scripts() {}

	/** The queues that a server needs, one for each scenario. */
	static String[] queues() {
		return IntStream.range(0, QUEUES).mapToObj(i -> String.format("q%02d", i)).toArray(String[]::new);
	}

	/**
	 * Runs a script against a queue manager with {@link #queues} and an endpoint mapper.
	 *
	 * @param folder
	 *            for what the script prints
	 * @param more
	 *            arguments behind those of all scripts
	 */
	static List<DynamicTest> run(Path folder, String script, TestQueueManager server, String... more)
			throws IOException, InterruptedException {
		int first = server.server().manager().queues().stream().mapToInt(queue -> queue.number()).min().getAsInt();
		List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.server().rpcPort()),
				Integer.toString(server.server().transferPort()), server.server().id().toString(),
				Integer.toString(first), Integer.toString(server.server().endpointMapperPort())));
		arguments.addAll(List.of(more));
		List<DynamicTest> scenarios = run(folder, script, arguments);
		assertThat(scenarios).hasSizeLessThan(QUEUES);
		return scenarios;
	}

	/** Runs a script with these arguments. */
	static List<DynamicTest> run(Path folder, String script, List<String> arguments)
			throws IOException, InterruptedException {
		List<JsonObject> lines = new ArrayList<>();
		for (String line : output(folder, script, arguments).lines().toList()) {
			lines.add(JsonParser.parseString(line).getAsJsonObject());
		}
		JsonObject last = lines.remove(lines.size() - 1);
		assertThat(last.get("scenarios").getAsInt()).isPositive().isEqualTo(lines.size());
		return lines.stream().map(Scripts::test).toList();
	}

	private static DynamicTest test(JsonObject scenario) {
		String name = scenario.get("scenario").getAsString() + ": " + scenario.get("what").getAsString();
		JsonElement failure = scenario.get("failure");
		return DynamicTest.dynamicTest(name,
				() -> assertThat(failure.isJsonNull() ? "" : failure.getAsString()).as(name).isEmpty());
	}

	/** What the script prints; a script that does not come to its end is an error with all that it said. */
	private static String output(Path folder, String script, List<String> arguments)
			throws IOException, InterruptedException {
		Path out = folder.resolve("out");
		Path err = folder.resolve("err");
		List<String> command = new ArrayList<>(List.of(PYTHON, "-B",
				Vectors.tests().resolve("dev.quayside.interop.tests/impacket").resolve(script).toString()));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		boolean ended = process.waitFor(150, TimeUnit.SECONDS);
		if (!ended) {
			process.destroyForcibly().waitFor();
		}
		String said = Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
		assertThat(ended).as(script + " did not end: " + said).isTrue();
		assertThat(process.exitValue()).as(script + " (it needs Debian's python3-impacket): " + said).isZero();
		return Files.readString(out, StandardCharsets.UTF_8);
	}
}
