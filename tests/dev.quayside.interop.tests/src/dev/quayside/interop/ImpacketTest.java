package dev.quayside.interop;

import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/**
 * Clients that share no line with this code: RemoteRead and qmmgmt on the RPC and NDR engine of Debian's
 * python3-impacket, without authentication and with NTLM, and a sender of MS-MQQB in pure Python.
 */
@Timeout(120)
class ImpacketTest {

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
	List<DynamicTest> whoMakesQueuesOnImpacket() throws Exception {
		return run("administer_queues.py");
	}

	@TestFactory
	List<DynamicTest> aSenderInPurePython() throws Exception {
		return run("send_messages.py");
	}

	@TestFactory
	List<DynamicTest> aSenderOfEveryShapeInPurePython() throws Exception {
		return run("send_shapes.py");
	}

	/** Every second queue takes authenticated messages only. */
	@TestFactory
	List<DynamicTest> aSenderThatSignsInPurePython() throws Exception {
		try (TestQueueManager server = TestQueueManager.start(folder.resolve("data"), ServerSecurity.OPEN,
				Scripts.queues())) {
			QueueManager manager = server.server().manager();
			for (int i = 1; i < Scripts.queues().length; i += 2) {
				Queue queue = manager.find(QueuePath.privateQueue(Scripts.queues()[i])).orElseThrow();
				manager.change(queue, queue.attributes().settings().withFlags(false, true));
			}
			return Scripts.run(folder, "send_signed.py", server);
		}
	}

	private List<DynamicTest> run(String script) throws Exception {
		try (TestQueueManager server = TestQueueManager.start(folder.resolve("data"), ServerSecurity.OPEN,
				Scripts.queues())) {
			return Scripts.run(folder, script, server);
		}
	}

	@TestFactory
	List<DynamicTest> aCallerWhoLogsOn() throws Exception {
		return runAs("authenticate.py", AuthenticationLevel.CONNECT);
	}

	@TestFactory
	List<DynamicTest> aCallerWhoMustEncrypt() throws Exception {
		return runAs("authenticate_at_privacy.py", AuthenticationLevel.PRIVACY);
	}

	private List<DynamicTest> runAs(String script, AuthenticationLevel required) throws Exception {
		try (TestQueueManager server = TestQueueManager.start(folder.resolve("data"),
				TestAccount.security(required), Scripts.queues())) {
			return Scripts.run(folder, script, server, "WORKGROUP", TestAccount.USER, TestAccount.PASSWORD);
		}
	}
}
