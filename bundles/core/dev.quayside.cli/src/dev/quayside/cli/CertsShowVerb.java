package dev.quayside.cli;

import dev.quayside.admin.directory.AccountCertificate;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFields;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows the certificates of an account, and what is known of the machines that they name.")
final class CertsShowVerb extends DirectoryVerb {

	@Parameters(index = "0", paramLabel = "ACCOUNT", description = "DN, name@domain, DOMAIN\\name, or name")
	private String account;

	@Option(names = "--silent-days", paramLabel = "N", defaultValue = "180", //
			description = "A machine that has not logged on for longer is silent (180).")
	private int silentDays;

	CertsShowVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		query(silentDays);
	}

	static CertificateQuery query(int silentDays) throws UsageException {
		try {
			return new CertificateQuery(Duration.ofDays(silentDays), CertificateLimits.DEFAULT, Instant.now());
		} catch (IllegalArgumentException e) {
			throw new UsageException("--silent-days " + silentDays + ": " + e.getMessage());
		}
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		AccountCertificates found = connection.certificates(account, query(silentDays), new NullProgressMonitor());
		if (format == ResultWriter.Format.JSON) {
			results(Tables.ACCOUNTS).object(DirectoryFields.of(found));
			return ExitCode.DONE;
		}
		if (format == ResultWriter.Format.TABLE) {
			results(Tables.ACCOUNTS).object(DirectoryFields.of(found.account()));
			found.damage().ifPresent(damage -> session.console().out().println(Text.printable("damage: " + damage)));
			found.orphanDigests().forEach(digest -> session.console().out().println("orphan digest: " + digest));
			session.console().out().println();
		}
		ResultWriter results = results(Tables.CERTIFICATES);
		for (AccountCertificate certificate : found.certificates()) {
			results.item(DirectoryFields.of(certificate));
		}
		results.end();
		return ExitCode.DONE;
	}
}
