package dev.quayside.cli;

import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.AccountState;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Lists accounts that are not ok: damaged, near a limit, or inconsistent.")
final class CertsCheckVerb extends DirectoryVerb {

	@Parameters(paramLabel = "ACCOUNT", arity = "0..*", description = "DN, name@domain, DOMAIN\\name, or name; all if none is named.")
	private List<String> accounts = List.of();

	@Option(names = "--forest", description = "All domains, by the global catalog.")
	private boolean forest;

	CertsCheckVerb(Session session) {
		super(session);
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, IOException {
		Failures failures = new Failures(session.console());
		Streaming.write(results(Tables.ACCOUNTS), consumer -> {
			if (accounts.isEmpty()) {
				connection.accounts(new AccountQuery(scope(forest), AccountKind.USER, CertificateLimits.DEFAULT),
						account -> show(account, consumer), new NullProgressMonitor());
			}
			for (String account : accounts) {
				try {
					show(connection.certificates(account, CertificateQuery.usual(), new NullProgressMonitor())
							.account(), consumer);
				} catch (DirectoryException e) {
					failures.add(e);
				}
			}
		});
		return failures.exitCode(accounts.size());
	}

	private static void show(CertificateAccount account, Consumer<Map<String, Object>> consumer) {
		if (account.state() != AccountState.OK) {
			consumer.accept(DirectoryFields.of(account));
		}
	}
}
