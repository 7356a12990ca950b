package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Findings;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false, //
		description = { "Finds out why a queue manager or a queue cannot be reached or used; changes nothing there.",
				"Passed means: nothing to repair here. Skipped steps make no sense after an earlier failure.",
				"Done only if every step passed." })
final class DoctorVerb implements Callable<Integer> {

	private final Session session;

	@Parameters(index = "0", paramLabel = "HOST", description = "name, name:rpcport or [::1]:rpcport")
	private QueueManagerAddress host;

	@Parameters(index = "1", paramLabel = "QUEUE", arity = "0..1", description = "to open: a path such as private$\\orders, or a format name")
	private String queue;

	@Mixin
	private Target target = new Target();

	@Option(names = "--timeout", paramLabel = "MS", defaultValue = "30000", description = "Limit for one step (30000); for a TCP connection at most 5000.")
	private long timeout;

	@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
	private ResultWriter.Format format;

	DoctorVerb(Session session) {
		this.session = session;
	}

	@Override
	public Integer call() throws QueueManagerException, UsageException, IOException {
		if (queue != null && queue.isBlank()) {
			throw new UsageException("The queue has no name: expected a path such as private$\\orders");
		}
		ConnectionSettings settings = target.settings(session.console(), host, HostVerb.limit(timeout));
		Optional<String> wanted = Optional.ofNullable(queue);
		List<Finding> failures = new ArrayList<>();
		if (format == ResultWriter.Format.TABLE) {
			print(Findings.heading(settings, wanted, Instant.now()));
			examine(settings, wanted, failures, finding -> print(Findings.lines(finding)));
		} else {
			Streaming.<QueueManagerException>write(ResultWriter.of(format, session.console().out(), Tables.FINDINGS),
					consumer -> examine(settings, wanted, failures,
							finding -> consumer.accept(ObjectFields.of(finding))));
		}
		return failures.stream().flatMap(finding -> finding.kind().stream()).findFirst().map(ExitCode::of)
				.orElse(failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
	}

	private void examine(ConnectionSettings settings, Optional<String> wanted, List<Finding> failures,
			Consumer<Finding> consumer) {
		session.services().doctor().examine(settings, wanted, finding -> {
			if (finding.result() != Finding.Result.PASSED) {
				failures.add(finding);
			}
			consumer.accept(finding);
		}, new NullProgressMonitor());
	}

	/** As it comes: some steps take a while. */
	private void print(List<String> lines) {
		PrintWriter out = session.console().out();
		lines.forEach(line -> out.println(Text.printable(line)));
		out.flush();
	}
}
