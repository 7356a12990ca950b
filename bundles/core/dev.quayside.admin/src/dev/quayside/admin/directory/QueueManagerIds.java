package dev.quayside.admin.directory;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.QueueManagerIdFinding.State;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for queue manager ids that two machines have. A directory has each id once, so copies of machines show only where the
 * machines themselves say who they are, and where sites keep ids of machines that were set up anew.
 */
public final class QueueManagerIds {

	private static final int AT_ONCE = 16;
	private static final long STEP_MILLIS = 100;

	/** How machines are asked. */
	public record Asking(QueueManagerContacts contacts, OptionalInt transferPort, Duration timeout) {}

	private QueueManagerIds() {}

	/**
	 * @param asking
	 *            empty: only what the directory has is compared
	 * @return one finding for each machine, the worst first
	 */
	public static List<QueueManagerIdFinding> check(DirectoryConnection connection, AccountQuery.Scope scope,
			Optional<Asking> asking, IProgressMonitor monitor) throws DirectoryException {
		List<DirectoryMachine> machines = new ArrayList<>();
		connection.machines(scope, machines::add, monitor);
		List<ServerSettings> settings = new ArrayList<>();
		connection.objects().settings(settings::add, monitor);
		Map<DirectoryMachine, Reading<UUID>> answers = asking.isPresent()
				? ask(machines, asking.get(), monitor)
				: Map.of();
		Others others = scope == AccountQuery.Scope.DOMAIN && isStrange(machines, answers)
				? others(connection, monitor)
				: Others.NONE;
		return judge(machines, settings, answers, others);
	}

	/**
	 * Machines that were not asked for, whose ids may be answered.
	 *
	 * @param where
	 *            they and those that were asked for are
	 */
	record Others(List<DirectoryMachine> machines, String where) {

		static final Others NONE = new Others(List.of(), "the directory");
	}

	/** Whether a machine answers with an id that none of them has. */
	private static boolean isStrange(List<DirectoryMachine> machines, Map<DirectoryMachine, Reading<UUID>> answers) {
		Set<UUID> ids = machines.stream().map(DirectoryMachine::queueManagerId).collect(Collectors.toSet());
		return answers.values().stream().flatMap(answer -> answer.optional().stream())
				.anyMatch(id -> !ids.contains(id));
	}

	private static Others others(DirectoryConnection connection, IProgressMonitor monitor) {
		List<DirectoryMachine> all = new ArrayList<>();
		try {
			connection.machines(AccountQuery.Scope.FOREST, all::add, monitor);
			return new Others(all, "the forest");
		} catch (DirectoryException e) {
			return new Others(all, "what was searched of the forest (" + e.getMessage() + ")");
		}
	}

	private static Map<DirectoryMachine, Reading<UUID>> ask(List<DirectoryMachine> machines, Asking asking,
			IProgressMonitor monitor) {
		Semaphore turns = new Semaphore(AT_ONCE);
		Map<DirectoryMachine, CompletableFuture<Reading<UUID>>> asked = new LinkedHashMap<>();
		for (DirectoryMachine machine : machines) {
			take(turns, monitor);
			monitor.subTask("Asking machine " + (asked.size() + 1) + " of " + machines.size());
			asked.put(machine, BackgroundWork.start("ask-" + machine.name(), () -> {
				try {
					return ask(machine, asking, monitor);
				} finally {
					turns.release();
				}
			}));
		}
		Map<DirectoryMachine, Reading<UUID>> answers = new HashMap<>();
		asked.forEach((machine, answer) -> answers.put(machine, await(answer, monitor)));
		return answers;
	}

	private static Reading<UUID> ask(DirectoryMachine machine, Asking asking, IProgressMonitor monitor) {
		try {
			return Reading.known(asking.contacts().identify(
					new QueueManagerContacts.Contact(host(machine), asking.transferPort(), asking.timeout()), monitor));
		} catch (QueueManagerException e) {
			return Reading.unknown(e.getMessage());
		}
	}

	private static String host(DirectoryMachine machine) {
		return machine.dnsName().orElse(machine.name());
	}

	private static void take(Semaphore turns, IProgressMonitor monitor) {
		try {
			while (!turns.tryAcquire(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
				check(monitor);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		}
	}

	private static Reading<UUID> await(CompletableFuture<Reading<UUID>> answer, IProgressMonitor monitor) {
		while (true) {
			check(monitor);
			try {
				return answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				// look at the monitor, and wait on
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new OperationCanceledException();
			} catch (ExecutionException e) {
				if (e.getCause() instanceof OperationCanceledException cancelled) {
					throw cancelled;
				}
				return Reading.unknown(String.valueOf(e.getCause()));
			}
		}
	}

	private static void check(IProgressMonitor monitor) {
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
	}

	/**
	 * Compares what the directory and the machines say.
	 *
	 * @param answers
	 *            of machines that were asked
	 */
	static List<QueueManagerIdFinding> judge(List<DirectoryMachine> machines, List<ServerSettings> settings,
			Map<DirectoryMachine, Reading<UUID>> answers, Others others) {
		Map<String, List<UUID>> ofServers = new HashMap<>();
		settings.forEach(found -> found.queueManagerId().optional().ifPresent(id -> ofServers
				.computeIfAbsent(found.server().toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(id)));
		Map<UUID, List<DirectoryMachine>> holders = new HashMap<>();
		for (DirectoryMachine machine : machines) {
			Reading<UUID> answer = answers.getOrDefault(machine, Reading.absent());
			// who does not answer is taken for what the directory says
			holders.computeIfAbsent(answer.optional().orElse(machine.queueManagerId()), id -> new ArrayList<>())
					.add(machine);
		}
		Map<UUID, DirectoryMachine> known = Stream.concat(machines.stream(), others.machines().stream())
				.collect(Collectors.toMap(DirectoryMachine::queueManagerId, machine -> machine, (a, b) -> a));
		return machines.stream()
				.map(machine -> judge(machine,
						ofServers.getOrDefault(machine.name().toLowerCase(Locale.ROOT), List.of()),
						answers.getOrDefault(machine, Reading.absent()), holders, known, others.where()))
				.sorted(Comparator.comparing(QueueManagerIdFinding::state).thenComparing(QueueManagerIdFinding::machine,
						String.CASE_INSENSITIVE_ORDER))
				.toList();
	}

	private static QueueManagerIdFinding judge(DirectoryMachine machine, List<UUID> settings, Reading<UUID> answer,
			Map<UUID, List<DirectoryMachine>> holders, Map<UUID, DirectoryMachine> known, String where) {
		UUID id = answer.optional().orElse(machine.queueManagerId());
		String others = holders.getOrDefault(id, List.of()).stream().filter(other -> other != machine)
				.map(DirectoryMachine::name).sorted().collect(Collectors.joining(", "));
		DirectoryMachine owner = known.get(id);
		State state;
		String evidence;
		if (!others.isEmpty()) {
			state = State.DUPLICATE;
			evidence = others + " has the id " + id + " as well";
		} else if (owner != null && owner != machine) {
			state = State.DUPLICATE;
			evidence = "It answers with " + id + ", the id of " + owner.name();
		} else if (answer.optional().isPresent() && owner == null) {
			state = State.OTHER;
			evidence = "It answers with " + id + ", which no machine of " + where + " has";
		} else if (settings.stream().anyMatch(other -> !other.equals(machine.queueManagerId()))) {
			state = State.STALE_SETTINGS;
			evidence = "A site has the id " + settings.stream().filter(other -> !other.equals(machine.queueManagerId()))
					.map(UUID::toString).distinct().collect(Collectors.joining(", ")) + " for it";
		} else {
			state = answer.optional().isPresent() ? State.AGREES : State.UNKNOWN;
			evidence = answer.optional().isPresent()
					? "It answers with the id that the directory has"
					: answer.unknownReason().orElse("It was not asked");
		}
		return new QueueManagerIdFinding(machine.name(), host(machine), machine.queueManagerId(), answer, settings,
				state, evidence);
	}
}
