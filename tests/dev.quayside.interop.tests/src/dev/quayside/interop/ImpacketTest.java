package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.endpoint.EndpointMapperService;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.testkit.TestQueueManager;
import dev.quayside.testkit.Vectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Clients that share no line with this code: RemoteRead and qmmgmt on the NDR engine of Debian's python3-impacket, and a
 * sender of MS-MQQB in pure Python. Each script runs scenarios and prints one JSON line for each.
 */
@Timeout(120)
class ImpacketTest {

	/** Debian's, which has python3-impacket; another python3 may come first in the PATH. */
	private static final String PYTHON = "/usr/bin/python3";
	private static final int QUEUES = 60;

	@TempDir
	private Path folder;

	@TestFactory
	List<DynamicTest> aReaderOnImpacket() throws Exception {
		return run("read_queues.py");
	}

	@TestFactory
	List<DynamicTest> aReaderInNdr64OnImpacket() throws Exception {
		return run("read_queues_ndr64.py");
	}

	@TestFactory
	List<DynamicTest> whoLooksForEndpointsWithImpacketAndSamba() throws Exception {
		return run("find_endpoints.py");
	}

	@TestFactory
	List<DynamicTest> anAdministratorOnImpacket() throws Exception {
		return run("manage_queues.py");
	}

	@TestFactory
	List<DynamicTest> aSenderInPurePython() throws Exception {
		return run("send_messages.py");
	}

	private List<DynamicTest> run(String script) throws Exception {
		String[] queues = IntStream.range(0, QUEUES).mapToObj(i -> String.format("q%02d", i)).toArray(String[]::new);
		List<JsonObject> lines = new ArrayList<>();
		try (TestQueueManager server = TestQueueManager.start(folder.resolve("data"), queues);
				RpcServer mapper = mapper(server.server().rpcPort())) {
			int first = server.server().manager().queues().stream().mapToInt(queue -> queue.number()).min().getAsInt();
			for (String line : output(script, "127.0.0.1", Integer.toString(server.server().rpcPort()),
					Integer.toString(server.server().transferPort()), server.server().id().toString(),
					Integer.toString(first), Integer.toString(mapper.localPort())).lines().toList()) {
				lines.add(JsonParser.parseString(line).getAsJsonObject());
			}
		}
		JsonObject last = lines.remove(lines.size() - 1);
		assertThat(last.get("scenarios").getAsInt()).isPositive().isEqualTo(lines.size()).isLessThan(QUEUES);
		return lines.stream().map(ImpacketTest::test).toList();
	}

	/** The endpoint mapper of the queue manager at this port. */
	private static RpcServer mapper(int port) throws IOException {
		EndpointMapperService map = new EndpointMapperService().add(RemoteRead.INTERFACE, port)
				.add(QueueManagement.INTERFACE, port);
		return RpcServer.start(List.of(map.service()), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	private static DynamicTest test(JsonObject scenario) {
		String name = scenario.get("scenario").getAsString() + ": " + scenario.get("what").getAsString();
		JsonElement failure = scenario.get("failure");
		return DynamicTest.dynamicTest(name,
				() -> assertThat(failure.isJsonNull() ? "" : failure.getAsString()).as(name).isEmpty());
	}

	/** What the script prints; a script that does not come to its end is an error with all that it said. */
	private String output(String script, String... arguments) throws IOException, InterruptedException {
		Path out = folder.resolve("out");
		Path err = folder.resolve("err");
		List<String> command = new ArrayList<>(List.of(PYTHON, "-B",
				Vectors.tests().resolve("dev.quayside.interop.tests/impacket").resolve(script).toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		boolean ended = process.waitFor(90, TimeUnit.SECONDS);
		if (!ended) {
			process.destroyForcibly().waitFor();
		}
		String said = Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
		assertThat(ended).as(script + " did not end: " + said).isTrue();
		assertThat(process.exitValue()).as(script + " (it needs Debian's python3-impacket): " + said).isZero();
		return Files.readString(out, StandardCharsets.UTF_8);
	}
}
