package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** Gets the ticket-granting ticket of an identity through the login module of the JDK. */
final class KerberosLogin {

	private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

	private final KerberosIdentity identity;
	private final Map<String, String> options = new HashMap<>();
	private char[] password = new char[0];

	private KerberosLogin(KerberosIdentity identity) throws RpcSecurityException {
		this.identity = identity;
		if (identity instanceof KerberosIdentity.Password known) {
			options.put("principal", known.principal());
			password = known.password();
		} else if (identity instanceof KerberosIdentity.Keytab keytab) {
			requireReadable(keytab.file(), "keytab");
			options.putAll(Map.of("principal", keytab.principal(), "useKeyTab", "true", "keyTab",
					keytab.file().toAbsolutePath().toString(), "doNotPrompt", "true"));
		} else if (identity instanceof KerberosIdentity.TicketCache cache) {
			options.putAll(Map.of("useTicketCache", "true", "doNotPrompt", "true"));
			cache.principal().ifPresent(who -> options.put("principal", who));
			Optional<Path> file = TicketCacheName.file(cache.name(), System.getenv(TicketCacheName.VARIABLE));
			if (file.isPresent()) {
				requireReadable(file.get(), "ticket cache");
				options.put("ticketCache", file.get().toAbsolutePath().toString());
			}
		}
	}

	/** May wait for the KDC. */
	static KerberosTicket of(KerberosIdentity identity) throws RpcSecurityException {
		return new KerberosLogin(identity).ticket();
	}

	private static void requireReadable(Path file, String kind) throws RpcSecurityException {
		if (!Files.isReadable(file)) {
			throw new RpcSecurityException(Reason.NO_CREDENTIALS, "The " + kind + ' ' + file
					+ (Files.exists(file) ? " cannot be read by this user" : " does not exist")
					+ ("ticket cache".equals(kind) ? "; get a ticket with kinit" : ""));
		}
	}

	private KerberosTicket ticket() throws RpcSecurityException {
		Subject subject = new Subject();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		// the module is one of the JDK, which the class loader of a bundle does not see
		thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
		try {
			KerberosConfiguration.refresh();
			context(subject, options, password).login();
		} catch (LoginException e) {
			throw LoginFailures.of(identity, e);
		} finally {
			thread.setContextClassLoader(before);
		}
		return subject.getPrivateCredentials(KerberosTicket.class).stream().findFirst()
				.orElseThrow(() -> new RpcSecurityException(Reason.NO_CREDENTIALS,
						"Kerberos logon " + identity + " gave no ticket"));
	}

	/** A login by these options alone, whatever the configuration of the JDK says. */
	static LoginContext context(Subject subject, Map<String, String> options, char[] password) throws LoginException {
		AppConfigurationEntry entry = new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options);
		Configuration configuration = new Configuration() {

			@Override
			public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
				return new AppConfigurationEntry[]{ entry };
			}
		};
		return new LoginContext("quayside", subject, new PasswordAnswer(password), configuration);
	}

	/** Answers with the password, and nothing else. */
	private record PasswordAnswer(char[] password) implements CallbackHandler {

		@Override
		public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
			for (Callback callback : callbacks) {
				if (!(callback instanceof PasswordCallback question)) {
					throw new UnsupportedCallbackException(callback);
				}
				question.setPassword(password);
			}
		}
	}
}
