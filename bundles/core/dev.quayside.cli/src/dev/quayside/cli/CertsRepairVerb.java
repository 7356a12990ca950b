package dev.quayside.cli;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "repair-digests", description = { "Adds the digests of certificates that have none.",
		"Prints LDIF, and what takes it back as comments; --apply does it (backup in the working folder if --backup is left out)." })
final class CertsRepairVerb extends CertsChangeVerb {

	@Parameters(index = "0", paramLabel = "ACCOUNT", description = "DN, name@domain, DOMAIN\\name, or name")
	private String account;

	CertsRepairVerb(Session session) {
		super(session);
	}

	@Override
	Path folder(Path named) {
		return named == null ? Path.of("").toAbsolutePath() : named;
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		AccountCertificates found = connection.certificates(account, CertificateQuery.usual(),
				new NullProgressMonitor());
		return show(connection, List.of(connection.repairDigests(found)));
	}
}
