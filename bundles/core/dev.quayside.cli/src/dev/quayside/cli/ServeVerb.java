package dev.quayside.cli;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagerSettings.Access;
import dev.quayside.admin.LocalQueueManagerSettings.QueueDefinition;
import dev.quayside.admin.QueueManagerException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false, //
		description = { "Runs a queue manager until it is stopped.",
				"Without accounts everyone who reaches its ports has full control, hence it listens on 127.0.0.1 unless "
						+ "told otherwise." })
final class ServeVerb implements Callable<Integer> {

	private static final Set<String> ATTRIBUTES = Set.of("transactional", "journal", "authenticated");
	private static final long MAX_PENDING_SECONDS = 24L * 60 * 60;

	private final Session session;

	@Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of its store; made if it is missing.")
	private Path data;

	@Option(names = "--address", paramLabel = "A", split = ",", defaultValue = "127.0.0.1", description = "To listen on; repeats (127.0.0.1).")
	private List<String> addresses;

	@Option(names = "--rpc-port", paramLabel = "N", defaultValue = "2103", description = "0 picks a free one (2103).")
	private int rpcPort;

	@Option(names = "--transfer-port", paramLabel = "N", defaultValue = "1801", description = "Of the binary protocol; 0 picks a free one (1801).")
	private int transferPort;

	@Option(names = "--epm-port", paramLabel = "N", defaultValue = "0", description = "Endpoint mapper, mostly 135; 0 is off (0).")
	private int endpointMapperPort;

	@Option(names = "--queue", paramLabel = "NAME[,transactional][,journal][,authenticated]", description = "Make this queue if it is missing; repeats.")
	private List<String> queues = List.of();

	@Mixin
	private ServerAccounts accounts = new ServerAccounts();

	@Option(names = "--default-access", paramLabel = "open|msmq4", defaultValue = "open", description = "What everyone may do with the queues of --queue: receive, peek and send, or look at their properties as in MSMQ 4.0 (open).")
	private Access access;

	@Option(names = "--insecure-nacks", description = "Tell senders by acknowledgement also that a queue does not exist or does not let them in, which tells strangers what there is.")
	private boolean insecureNacks;

	@Option(names = "--peer", paramLabel = "HOST=PORT", split = ",", description = "Where another queue manager of this machine takes messages; repeats.")
	private Map<String, Integer> peers = Map.of();

	@Option(names = "--pending-timeout", paramLabel = "SECONDS", defaultValue = "300", description = "After which a receive that was not ended gives its message back (300).")
	private long pendingSeconds;

	ServeVerb(Session session) {
		this.session = session;
	}

	@Override
	public Integer call() throws QueueManagerException, UsageException {
		CountDownLatch stopped = new CountDownLatch(1);
		LocalQueueManager manager;
		try {
			LocalQueueManagerSettings settings = settings();
			accounts.warn(session.console(), addresses);
			manager = session.services().local().start(settings);
		} catch (IllegalArgumentException e) {
			throw new UsageException(e.getMessage());
		}
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(manager, stopped), "stop"));
		session.console().out().println("READY rpc=" + manager.rpcPort() + " transfer=" + manager.transferPort()
				+ " epm=" + manager.endpointMapperPort() + " qm=" + manager.id());
		session.console().out().flush();
		try {
			stopped.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return ExitCode.DONE;
	}

	/** A signal is how it is meant to end: without halt the exit code would be 143. */
	private static void stop(LocalQueueManager manager, CountDownLatch stopped) {
		manager.close();
		stopped.countDown();
		Runtime.getRuntime().halt(ExitCode.DONE);
	}

	private LocalQueueManagerSettings settings() throws UsageException {
		if (data.toString().isBlank()) {
			throw new UsageException("--data names no folder");
		}
		for (int port : peers.values()) {
			if (port < 1) {
				throw new UsageException("Port " + port + " is out of range: expected 1 to 65535");
			}
			port(port);
		}
		if (pendingSeconds < 1 || pendingSeconds > MAX_PENDING_SECONDS) {
			throw new UsageException("--pending-timeout " + pendingSeconds + " is out of range: expected 1 to "
					+ MAX_PENDING_SECONDS + " seconds");
		}
		return new LocalQueueManagerSettings(data, addresses, port(rpcPort), port(transferPort),
				port(endpointMapperPort), definitions(), Duration.ofSeconds(pendingSeconds), peers,
				accounts.security(), access, insecureNacks);
	}

	private static int port(int port) throws UsageException {
		if (port < 0 || port > 65535) {
			throw new UsageException("Port " + port + " is out of range: expected 0 to 65535");
		}
		return port;
	}

	private List<QueueDefinition> definitions() throws UsageException {
		List<QueueDefinition> result = new ArrayList<>();
		for (String queue : queues) {
			List<String> parts = List.of(queue.split(",", -1));
			List<String> attributes = parts.subList(1, parts.size());
			for (String attribute : attributes) {
				if (!ATTRIBUTES.contains(attribute)) {
					throw new UsageException("'" + attribute
							+ "' is no attribute of a queue: expected transactional, journal or authenticated");
				}
			}
			result.add(new QueueDefinition(parts.get(0), attributes.contains("transactional"),
					attributes.contains("journal"), attributes.contains("authenticated")));
		}
		return result;
	}
}
