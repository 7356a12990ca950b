package dev.quayside.cli;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryObjectFields;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIds;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "duplicate-ids", description = {
		"Asks each machine for the id of its queue manager and compares it with what the directory has.",
		"Lists machines that share an id, answer with another one, or did not answer; 1 if any has a wrong id." })
final class DuplicateIdsVerb extends DirectoryVerb {

	@Option(names = "--forest", description = "All domains, by the global catalog.")
	private boolean forest;

	@Option(names = "--no-ask", description = "Compare only what the directory has.")
	private boolean quiet;

	@Option(names = "--all", description = "List machines that are right as well.")
	private boolean all;

	@Option(names = "--transfer-port", paramLabel = "N", description = "Of the machines' binary protocol (1801).")
	private Integer transferPort;

	@Option(names = "--ask-timeout", paramLabel = "MS", defaultValue = "5000", description = "Limit for one machine (5000).")
	private long askTimeout;

	DuplicateIdsVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		ObjectChangeVerb.transferPort(transferPort);
		HostVerb.limit(askTimeout);
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		Duration limit = HostVerb.limit(askTimeout);
		Optional<QueueManagerIds.Asking> asking = quiet
				? Optional.empty()
				: Optional.of(new QueueManagerIds.Asking(session.services().contacts(),
						ObjectChangeVerb.transferPort(transferPort), limit));
		List<QueueManagerIdFinding> findings = QueueManagerIds.check(connection, scope(forest), asking,
				new NullProgressMonitor());
		ResultWriter results = results(Tables.IDS);
		for (QueueManagerIdFinding finding : findings) {
			boolean isRight = finding.state() == QueueManagerIdFinding.State.AGREES
					|| quiet && finding.state() == QueueManagerIdFinding.State.UNKNOWN;
			if (all || !isRight) {
				results.item(DirectoryObjectFields.of(finding));
			}
		}
		results.end();
		return findings.stream().anyMatch(finding -> finding.state().isProblem()) ? ExitCode.FAILED : ExitCode.DONE;
	}
}
