package dev.quayside.cli;

import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = { "Gives an account the certificates and digests of a backup file.",
		"Prints LDIF, and what takes it back as comments; --apply does it, after another backup (beside FILE if --backup is left out)." })
final class CertsRestoreVerb extends CertsChangeVerb {

	@Parameters(index = "0", paramLabel = "FILE", description = "Backup of this program, or an export of ldifde or ldapsearch.")
	private Path file;

	CertsRestoreVerb(Session session) {
		super(session);
	}

	@Override
	Path folder(Path named) {
		return named == null ? file.toAbsolutePath().getParent() : named;
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		return show(connection,
				List.of(connection.restore(file, CertificateQuery.usual(), new NullProgressMonitor())));
	}
}
