package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagerSettings.QueueDefinition;
import dev.quayside.admin.LocalSecurity;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.Secret;
import dev.quayside.admin.local.EmbeddedQueueManagers;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Examines queue managers of this process, and others. */
abstract class DoctorCase {

	@TempDir
	Path data;
	int mapperPort = free();
	boolean mapped;
	Duration timeout = Duration.ofSeconds(20);

	/** A port that nobody has, and that the system gives to nobody who asks for any. */
	static int free() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			} catch (IOException e) {
				// somebody has it
			}
		}
	}

	LocalQueueManager serve(Protection required) throws Exception {
		LocalSecurity security = required == Protection.NONE
				? LocalSecurity.OPEN
				: new LocalSecurity(List.of(new LocalSecurity.User("alice", new Secret("secret".toCharArray()))),
						Optional.empty(), Optional.empty(), required);
		return new EmbeddedQueueManagers().start(new LocalQueueManagerSettings(data, List.of("127.0.0.1"), 0, 0,
				mapped ? mapperPort : 0,
				List.of(new QueueDefinition(QUEUE, false, false, false)), Duration.ofMinutes(5), Map.of(), security));
	}

	static Credentials alice(String password) {
		return new Credentials.Password("alice", "", new Secret(password.toCharArray()));
	}

	/** By step, in order. */
	Map<String, Finding> examine(Reachability.Ports ports, QueueManagerAddress address, Protection protection,
			Credentials credentials, String queue) {
		Map<String, Finding> findings = new LinkedHashMap<>();
		new RemoteDoctor(ports).examine(new ConnectionSettings(address, protection, credentials, timeout),
				Optional.ofNullable(queue), finding -> assertThat(findings.put(finding.step(), finding)).isNull(),
				new NullProgressMonitor());
		return findings;
	}

	/** Names the RPC port of a host where nobody else listens. */
	Map<String, Finding> named(int rpcPort, int transferPort, Protection protection, Credentials credentials,
			String queue) {
		return examine(new Reachability.Ports(mapperPort, List.of(rpcPort), transferPort),
				new QueueManagerAddress("127.0.0.1", OptionalInt.of(rpcPort), OptionalInt.of(transferPort)), protection,
				credentials, queue);
	}

	static List<String> steps(Map<String, Finding> findings, Result result) {
		return findings.values().stream().filter(finding -> finding.result() == result).map(Finding::step).toList();
	}
}
