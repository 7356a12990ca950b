package dev.quayside.cli;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import picocli.CommandLine.Option;

/** Who asks. Connections are anonymous in this version: an identity is refused, never left unheeded. */
final class Identity {

	@Option(names = "--user", paramLabel = "NAME", description = "Account (not in this version: connections are anonymous).")
	private String user;

	@Option(names = "--domain", paramLabel = "D", description = "Of the account.")
	private String domain;

	@Option(names = "--password-file", paramLabel = "F", description = "File with its password.")
	private Path passwordFile;

	@Option(names = "--password-stdin", description = "Its password comes on the standard input.")
	private boolean passwordStdin;

	@Option(names = "--kerberos", description = "With a ticket.")
	private boolean kerberos;

	@Option(names = "--keytab", paramLabel = "F", description = "With keys of this file.")
	private Path keytab;

	/** Fails if one was given. */
	void refuse() throws QueueManagerException {
		Map<String, Boolean> given = new LinkedHashMap<>();
		given.put("--user", user != null);
		given.put("--domain", domain != null);
		given.put("--password-file", passwordFile != null);
		given.put("--password-stdin", passwordStdin);
		given.put("--kerberos", kerberos);
		given.put("--keytab", keytab != null);
		for (Map.Entry<String, Boolean> option : given.entrySet()) {
			if (option.getValue()) {
				throw new QueueManagerException(Kind.DENIED,
						"Not connected: this version has no authentication, so " + option.getKey() + " cannot be used",
						"Connect anonymously: without an identity, towards other hosts with --authn none", null);
			}
		}
	}
}
