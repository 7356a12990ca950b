package dev.quayside.cli;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "register", description = { "Gives an account one more certificate.",
		"Prints LDIF, and what takes it back as comments; --apply does it (backup beside FILE if --backup is left out)." })
final class CertsRegisterVerb extends CertsChangeVerb {

	/** More than any certificate that the directory could hold. */
	private static final int MAX_FILE = 2 << 20;

	@Parameters(index = "0", paramLabel = "ACCOUNT", description = "DN, name@domain, DOMAIN\\name, or name")
	private String account;

	@Parameters(index = "1", paramLabel = "FILE", description = "X.509 certificate, in DER or in PEM")
	private Path file;

	@Option(names = "--renew", description = "In the place of older ones of the same machine and user, or of the same subject.")
	private boolean renew;

	CertsRegisterVerb(Session session) {
		super(session);
	}

	@Override
	Path folder(Path named) {
		return named == null ? file.toAbsolutePath().getParent() : named;
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		byte[] certificate;
		try (InputStream in = Files.newInputStream(file)) {
			certificate = in.readNBytes(MAX_FILE);
		}
		AccountCertificates found = connection.certificates(account, CertificateQuery.usual(),
				new NullProgressMonitor());
		return show(connection,
				List.of(renew
						? connection.renew(found, certificate, new NullProgressMonitor())
						: connection.register(found, certificate, new NullProgressMonitor())));
	}
}
