package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.rpc.endpoint.EndpointMapperService;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a doctor says of healthy and of sick queue managers. */
@Timeout(60)
class DoctorTest extends DoctorCase {

	@Test
	void aHealthyQueueManagerPassesEveryStep() throws Exception {
		try (LocalQueueManager manager = serve(Protection.NONE)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.NONE,
					Credentials.NONE, QUEUE);
			assertThat(findings.keySet()).containsExactly("name", "tcp " + mapperPort, "endpoint map",
					"tcp " + manager.rpcPort(), "tcp " + manager.transferPort(), "bind none", "open for peek",
					"open for receive", "management");
			assertThat(findings.values()).allSatisfy(finding -> {
				assertThat(finding.result()).as(finding.toString()).isEqualTo(Result.PASSED);
				assertThat(finding.kind()).isEmpty();
			});
			assertThat(findings.get("tcp " + mapperPort).cause()).contains("refuses").contains("Not needed");
			assertThat(findings.get("tcp " + manager.transferPort()).cause()).contains(manager.id().toString());
			assertThat(findings.get("management").cause()).isEqualTo("Quayside 0.1.0 with 1 private queue");
		}
	}

	@Test
	void aHealthyQueueManagerThatDemandsPrivacyRefusesLessAsItShould() throws Exception {
		try (LocalQueueManager manager = serve(Protection.PRIVACY)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.PRIVACY,
					alice("secret"), QUEUE);
			assertThat(findings.values()).allSatisfy(
					finding -> assertThat(finding.result()).as(finding.toString()).isEqualTo(Result.PASSED));
			assertThat(findings.keySet()).containsSubsequence("bind privacy", "bind integrity", "bind connect",
					"bind none");
			assertThat(findings.get("bind privacy").cause()).isEqualTo("Let in as alice with NTLM");
			for (String level : List.of("integrity", "connect", "none")) {
				assertThat(findings.get("bind " + level).cause())
						.isEqualTo("Refused, as it should be: ERROR_ACCESS_DENIED (0x00000005)");
			}
		}
	}

	@Test
	void aServerThatDemandsPrivacyIsRecognizedWithoutAnAccount() throws Exception {
		try (LocalQueueManager manager = serve(Protection.PRIVACY)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.NONE,
					Credentials.NONE, QUEUE);
			assertThat(steps(findings, Result.FAILED)).containsExactly("bind none");
			assertThat(steps(findings, Result.SKIPPED)).containsExactly("open for peek", "open for receive",
					"management");
			Finding bind = findings.get("bind none");
			assertThat(bind.kind()).contains(Kind.DENIED);
			assertThat(bind.cause()).contains("ERROR_ACCESS_DENIED (0x00000005)").contains("without an account");
			assertThat(bind.advice()).contains("demand PKT_PRIVACY").contains("--user");
		}
	}

	@Test
	void aLevelThatIsTooLowIsToldFromAWrongPassword() throws Exception {
		try (LocalQueueManager manager = serve(Protection.PRIVACY)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.INTEGRITY,
					alice("secret"), null);
			assertThat(steps(findings, Result.FAILED)).containsExactly("bind integrity");
			assertThat(findings.get("bind privacy").cause()).contains("not the level in use");
			assertThat(findings.get("bind integrity").cause()).contains("demands more protection than integrity");
			assertThat(findings.get("bind integrity").advice()).contains("level privacy");
		}
	}

	@Test
	void aWrongPasswordIsTriedOnceOnly() throws Exception {
		try (LocalQueueManager manager = serve(Protection.PRIVACY)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.PRIVACY,
					alice("wrong"), QUEUE);
			assertThat(steps(findings, Result.FAILED)).containsExactly("bind privacy");
			assertThat(findings.get("bind privacy").kind()).contains(Kind.DENIED);
			assertThat(findings.get("bind privacy").cause()).contains("does not let in alice");
			assertThat(findings.get("bind privacy").advice()).contains("password").contains("lock");
			assertThat(steps(findings, Result.SKIPPED)).containsExactly("bind integrity", "bind connect",
					"open for peek", "open for receive", "management");
			assertThat(findings.get("bind connect").cause()).contains("lock");
			assertThat(findings.toString()).doesNotContain("wrong");
		}
	}

	@Test
	void aQueueThatDoesNotExistIsTheOnlyThingThatFails() throws Exception {
		try (LocalQueueManager manager = serve(Protection.NONE)) {
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.NONE,
					Credentials.NONE, "private$\\gone");
			assertThat(steps(findings, Result.FAILED)).containsExactly("open for peek", "open for receive");
			assertThat(findings.get("open for peek").cause()).contains("MQ_ERROR_QUEUE_NOT_FOUND");
			assertThat(findings.get("open for peek").kind()).contains(Kind.NOT_FOUND);
		}
	}

	@Test
	void nobodyAtAllIsAMachineThatRunsNoQueueManager() {
		int rpc = free();
		Map<String, Finding> findings = named(rpc, free(), Protection.NONE, Credentials.NONE, QUEUE);
		Finding tcp = findings.get("tcp " + rpc);
		assertThat(tcp.result()).isEqualTo(Result.FAILED);
		assertThat(tcp.cause()).contains("refuses connections");
		assertThat(tcp.advice()).contains("The machine answers").contains("Message Queuing");
		assertThat(steps(findings, Result.SKIPPED)).containsExactly("bind none", "open for peek", "open for receive",
				"management");
	}

	@Test
	void whatIsMissingHereDoesNotLockAnAccountThere() throws Exception {
		try (LocalQueueManager manager = serve(Protection.PRIVACY)) {
			Credentials tickets = new Credentials.Tickets(Optional.of(data.resolve("no-such-cache")), Optional.empty());
			Map<String, Finding> findings = named(manager.rpcPort(), manager.transferPort(), Protection.PRIVACY,
					tickets,
					null);
			assertThat(findings.get("bind privacy").cause()).contains("no-such-cache");
			assertThat(findings.get("bind integrity").cause()).contains("missing at every level")
					.doesNotContain("lock");
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1,127.0.0.1", "::1,::1", "fe80:0:0:0:1:2:3:4,fe80::1:2:3:4", "::,::",
			"2001:db8:0:0:1:0:0:0,2001:db8:0:0:1::", "2001:10:0:0:5:6:7:8,2001:10::5:6:7:8",
			"1:2:3:4:5:6:7:0,1:2:3:4:5:6:7:0" })
	void addressesAreWrittenAsPeopleDo(String address, String words) throws Exception {
		assertThat(PortProbe.words(InetAddress.getByName(address))).isEqualTo(words);
	}

	/** A listener whose backlog is full drops what comes, as a firewall does. */
	private static List<Socket> fill(ServerSocket full) throws IOException {
		List<Socket> waiting = new ArrayList<>();
		try {
			while (waiting.size() < 100) {
				Socket socket = new Socket();
				waiting.add(socket);
				socket.connect(full.getLocalSocketAddress(), 100);
			}
		} catch (IOException e) {
			return waiting;
		}
		throw new IOException("The backlog has no end");
	}

	@Test
	void aPortThatDropsBesideOnesThatAnswerIsFiltered() throws Exception {
		timeout = Duration.ofMillis(700);
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<Socket> waiting = fill(full);
			Map<String, Finding> findings = named(full.getLocalPort(), free(), Protection.NONE, Credentials.NONE, null);
			Finding tcp = findings.get("tcp " + full.getLocalPort());
			assertThat(tcp.result()).isEqualTo(Result.FAILED);
			assertThat(tcp.kind()).contains(Kind.UNREACHABLE);
			assertThat(tcp.cause()).contains("did not answer within 700 ms");
			assertThat(tcp.advice()).contains("firewall drops").contains("allow TCP port " + full.getLocalPort());
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@Test
	void aHostThatNobodyKnowsEndsTheExamination() {
		Map<String, Finding> findings = examine(new Reachability.Ports(mapperPort, List.of(free()), free()),
				QueueManagerAddress.parse("no-such-host.invalid"), Protection.NONE, Credentials.NONE, QUEUE);
		assertThat(findings.get("name").cause()).contains("no-such-host.invalid");
		assertThat(steps(findings, Result.FAILED)).containsExactly("name");
		assertThat(steps(findings, Result.SKIPPED)).hasSize(8);
	}

	@Test
	void withoutAPortTheWellKnownOnesAreTriedInTurn() throws Exception {
		try (LocalQueueManager manager = serve(Protection.NONE)) {
			Map<String, Finding> findings = examine(
					new Reachability.Ports(mapperPort, List.of(free(), manager.rpcPort()), manager.transferPort()),
					QueueManagerAddress.parse("127.0.0.1"), Protection.NONE, Credentials.NONE, null);
			assertThat(findings.values()).allSatisfy(
					finding -> assertThat(finding.result()).as(finding.toString()).isEqualTo(Result.PASSED));
			assertThat(findings).containsKey("tcp " + manager.rpcPort());
			assertThat(findings.get("tcp " + mapperPort).cause())
					.contains("Not needed: port " + manager.rpcPort() + " answers");
		}
	}

	@Test
	void whatTheEndpointMapNamesIsUsed() throws Exception {
		mapped = true;
		try (LocalQueueManager manager = serve(Protection.NONE)) {
			int wellKnown = free();
			Map<String, Finding> findings = examine(
					new Reachability.Ports(mapperPort, List.of(wellKnown), manager.transferPort()),
					QueueManagerAddress.parse("127.0.0.1"), Protection.NONE, Credentials.NONE, QUEUE);
			assertThat(findings.values()).allSatisfy(
					finding -> assertThat(finding.result()).as(finding.toString()).isEqualTo(Result.PASSED));
			assertThat(findings.get("endpoint map").cause()).isEqualTo("RemoteRead is at port " + manager.rpcPort()
					+ ", qmmgmt is at port " + manager.rpcPort());
			assertThat(findings).containsKey("tcp " + manager.rpcPort());
			assertThat(findings.get("tcp " + wellKnown).cause()).contains("Not needed");
		}
	}

	@Test
	void anEndpointMapperThatKnowsNoQueueManagerSaysThatNoneRuns() throws Exception {
		try (RpcServer mapper = RpcServer.start(List.of(new EndpointMapperService().service()),
				RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", mapperPort)))) {
			Map<String, Finding> findings = examine(
					new Reachability.Ports(mapper.localPort(), List.of(free()), free()),
					QueueManagerAddress.parse("127.0.0.1"), Protection.NONE, Credentials.NONE, null);
			Finding map = findings.get("endpoint map");
			assertThat(map.result()).isEqualTo(Result.FAILED);
			assertThat(map.cause()).isEqualTo("RemoteRead is not registered, qmmgmt is not registered");
			assertThat(map.advice()).contains("No queue manager runs there");
		}
	}

	@Test
	void anExaminationThatIsCancelledEndsSoon() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			NullProgressMonitor monitor = new NullProgressMonitor();
			ConnectionSettings settings = Remote.settings(silent.getLocalPort(), Duration.ofSeconds(50));
			RemoteDoctor doctor = new RemoteDoctor(
					new Reachability.Ports(mapperPort, List.of(silent.getLocalPort()), free()));
			assertThatThrownBy(() -> doctor.examine(settings, Optional.empty(), finding -> {
				if (finding.step().equals("tcp " + silent.getLocalPort())) {
					monitor.setCanceled(true);
				}
			}, monitor)).isInstanceOf(OperationCanceledException.class);
		}
	}
}
