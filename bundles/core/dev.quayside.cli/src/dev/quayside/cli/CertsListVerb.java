package dev.quayside.cli;

import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists accounts that have certificates.")
final class CertsListVerb extends DirectoryVerb {

	@Option(names = "--min", paramLabel = "N", defaultValue = "0", description = "Only those with that many certificates.")
	private int min;

	@Option(names = "--computers", description = "Also computers, whose certificates are the keys of their queue managers.")
	private boolean computers;

	@Option(names = "--forest", description = "All domains, by the global catalog.")
	private boolean forest;

	CertsListVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		if (min < 0) {
			throw new UsageException("--min " + min + " is out of range: expected 0 or more");
		}
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, IOException {
		List<AccountKind> kinds = computers
				? List.of(AccountKind.USER, AccountKind.COMPUTER)
				: List.of(AccountKind.USER);
		Streaming.write(results(Tables.ACCOUNTS), consumer -> {
			for (AccountKind kind : kinds) {
				connection.accounts(new AccountQuery(scope(forest), kind, CertificateLimits.DEFAULT), account -> {
					if (account.counts().certificates() >= min) {
						consumer.accept(DirectoryFields.of(account));
					}
				}, new NullProgressMonitor());
			}
		});
		return ExitCode.DONE;
	}
}
