package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.SendRequest;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The client on Wine's RPC runtime logs on with NTLM: it makes signatures itself, and checks those of the server. At the
 * levels CALL and PACKET Wine asks NTLM for no signatures, so these are not here.
 */
@Timeout(120)
class WindowsSecurityTest {

	private static final int NEGOTIATE = 9;
	private static final int NTLM = 10;
	private static final int NO_LEVEL = 1;
	private static final int CONNECT = 2;
	private static final int INTEGRITY = 5;
	private static final int PRIVACY = 6;
	private static final String DOMAIN = "WORKGROUP";
	private static final int LARGE = 500_000;
	private static final int MODULUS = 251;

	@TempDir
	private static Path folder;
	private static WindowsClient client;
	private static TestQueueManager lenient;
	private static TestQueueManager strict;
	private static int queues;

	@BeforeAll
	static void start() throws Exception {
		client = WindowsClient.build(folder);
		lenient = TestQueueManager.start(folder.resolve("lenient"), TestAccount.security(AuthenticationLevel.CONNECT));
		strict = TestQueueManager.start(folder.resolve("strict"), TestAccount.security(AuthenticationLevel.PRIVACY),
				"q");
	}

	@AfterAll
	static void stop() throws Exception {
		client.close();
		lenient.close();
		strict.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { CONNECT, INTEGRITY, PRIVACY })
	void messagesAreReadAndTaken(int level) throws Exception {
		String queue = queueWith(SendRequest.Body.text("body {n}"), 3);
		passes(NTLM, level, "cursor", queue);
		passes(NTLM, level, "lookups", queue);
		passes(NTLM, level, "acknowledged", queue);
	}

	@ParameterizedTest
	@ValueSource(ints = { CONNECT, INTEGRITY, PRIVACY })
	void aLargeBodyComesInManyFragments(int level) throws Exception {
		byte[] body = new byte[LARGE];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i % MODULUS);
		}
		passes(NTLM, level, "large-body", queueWith(SendRequest.Body.bytes(body), 1), Integer.toString(LARGE));
	}

	/** Each on a connection of its own, in the same association group. */
	@ParameterizedTest
	@ValueSource(ints = { CONNECT, INTEGRITY, PRIVACY })
	void twoThreadsPeekAtOnce(int level) throws Exception {
		passes(NTLM, level, "two-threads", queueWith(SendRequest.Body.text("body {n}"), 3));
	}

	@ParameterizedTest
	@ValueSource(ints = { CONNECT, INTEGRITY, PRIVACY })
	void theMachineTellsItsProperties(int level) throws Exception {
		passes(NTLM, level, "actions", queueWith(SendRequest.Body.text("body {n}"), 3));
	}

	/** The Negotiate of Wine begins with the token of NTLM itself, which Windows takes as well. */
	@ParameterizedTest
	@ValueSource(ints = { CONNECT, INTEGRITY, PRIVACY })
	void negotiateTakesNtlmByItself(int level) throws Exception {
		passes(NEGOTIATE, level, "direct-name", queueWith(SendRequest.Body.text("body {n}"), 1));
	}

	@ParameterizedTest
	@CsvSource({ "alice, wrong, 2", "alice, wrong, 5", "alice, wrong, 6", "nobody, wrong, 6" })
	void whoIsNotKnownIsRefused(String user, String password, int level) throws Exception {
		passes(lenient, new WindowsClient.Identity(NTLM, level, DOMAIN, user, password), "refused-caller", "q");
	}

	@ParameterizedTest
	@ValueSource(ints = { NO_LEVEL, CONNECT, INTEGRITY })
	void tooLowALevelIsRefused(int level) throws Exception {
		passes(strict, as(NTLM, level), "refused-caller", "q");
	}

	@Test
	void thePortIsToldAtAnyLevel() throws Exception {
		passes(strict, as(NTLM, CONNECT), "server-port", "q");
		passes(strict, as(NTLM, PRIVACY), "server-port", "q");
	}

	private static WindowsClient.Identity as(int service, int level) {
		return new WindowsClient.Identity(service, level, DOMAIN, TestAccount.USER, TestAccount.PASSWORD);
	}

	private static void passes(int service, int level, String scenario, String queue, String... argument)
			throws Exception {
		passes(lenient, as(service, level), scenario, queue, argument);
	}

	private static void passes(TestQueueManager server, WindowsClient.Identity identity, String scenario,
			String queue, String... argument) throws Exception {
		try (WindowsClient.Run run = client.start(Optional.of(identity), server.server().rpcPort(), scenario, queue,
				argument.length == 0 ? Optional.empty() : Optional.of(argument[0]))) {
			List<String> said = run.linesUntilEnd();
			assertThat(said).as("exit code %d", run.exitCode()).containsExactly("ok " + scenario);
		}
	}

	private static String queueWith(SendRequest.Body body, int count) throws Exception {
		String queue = "q" + queues++;
		lenient.server().manager().create(QueueAttributes.named(queue));
		new WireMessageSender().send(
				new SendRequest("DIRECT=OS:localhost\\private$\\" + queue, "label {n}", body, Delivery.RECOVERABLE, 3,
						count, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED,
						OptionalInt.of(lenient.server().transferPort())),
				id -> {}, new NullProgressMonitor());
		return queue;
	}
}
