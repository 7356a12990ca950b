package dev.quayside.directory.ldap;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** Gets a ticket-granting ticket from a file of tickets, or with a key. */
final class KerberosLogin {

	private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

	private KerberosLogin() {}

	/** Whoever has the ticket; may wait for the key distribution center. */
	static Subject subject(Credentials credentials) throws DirectoryException {
		AppConfigurationEntry entry = new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED,
				options(credentials));
		Configuration configuration = new Configuration() {

			@Override
			public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
				return new AppConfigurationEntry[]{ entry };
			}
		};
		Subject subject = new Subject();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		// the module is one of the JDK, which the class loader of a bundle does not see
		thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
		try {
			new LoginContext("quayside", subject, null, configuration).login();
			return subject;
		} catch (LoginException e) {
			throw new DirectoryException(Kind.DENIED,
					"Kerberos logon of " + credentials.identity() + " failed: " + e.getMessage(),
					credentials instanceof Credentials.Keytab
							? "Check that the keytab holds a key of this account, and the realm in krb5.conf"
							: "Get a ticket with kinit; if klist shows a KCM, KEYRING or DIR cache, with 'kinit -c FILE:PATH'",
					e);
		} finally {
			thread.setContextClassLoader(before);
		}
	}

	private static Map<String, String> options(Credentials credentials) {
		Map<String, String> options = new HashMap<>(Map.of("doNotPrompt", "true", "refreshKrb5Config", "true"));
		if (credentials instanceof Credentials.Keytab keytab) {
			options.put("useKeyTab", "true");
			options.put("keyTab", keytab.file().toAbsolutePath().toString());
			options.put("principal", keytab.principal());
		} else if (credentials instanceof Credentials.Tickets tickets) {
			options.put("useTicketCache", "true");
			tickets.principal().ifPresent(principal -> options.put("principal", principal));
			cache(tickets).ifPresent(file -> options.put("ticketCache", file.toAbsolutePath().toString()));
		} else {
			throw new IllegalArgumentException("No Kerberos credentials");
		}
		return options;
	}

	private static Optional<Path> cache(Credentials.Tickets tickets) {
		String variable = System.getenv("KRB5CCNAME");
		return tickets.cache().or(() -> Optional.ofNullable(variable).filter(name -> !name.isBlank())
				.map(name -> Path.of(name.startsWith("FILE:") ? name.substring("FILE:".length()) : name)));
	}
}
