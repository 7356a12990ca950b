package dev.quayside.rpc.security.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.security.auth.Subject;
import javax.security.auth.login.LoginException;

/**
 * The one {@code krb5.conf} of the JDK. It is read once, unless a login asks for it: so one that leads nowhere asks whenever
 * the properties, or the file that they name, are not those of the last time.
 */
final class KerberosConfiguration {

	/** A login without any credentials: it fails as soon as the configuration was read. */
	private static final Map<String, String> NO_CREDENTIALS = Map.of("refreshKrb5Config", "true", "doNotPrompt",
			"true");

	private static final String FILE = "java.security.krb5.conf";
	private static final List<String> PROPERTIES = List.of(FILE, "java.security.krb5.realm", "java.security.krb5.kdc");
	private static final Path DEFAULT = Path.of("/etc/krb5.conf");

	private static final Object LOCK = new Object();
	private static List<String> last = List.of();

	private KerberosConfiguration() {}

	/**
	 * Reads it again if it has changed. Waits for nobody but the file, so that a realm that does not answer holds up its own
	 * users only.
	 *
	 * @throws LoginException
	 *             if the file is not well-formed
	 */
	static void refresh() throws LoginException {
		synchronized (LOCK) {
			List<String> now = state();
			if (now.equals(last)) {
				return;
			}
			try {
				KerberosLogin.context(new Subject(), NO_CREDENTIALS, new char[0]).login();
			} catch (LoginException e) {
				if (e.getCause() != null) {
					throw e;
				}
			}
			last = now;
		}
	}

	private static List<String> state() {
		List<String> state = new ArrayList<>();
		PROPERTIES.forEach(name -> state.add(System.getProperty(name)));
		String file = System.getProperty(FILE);
		Path path = file == null ? DEFAULT : Path.of(file.startsWith("=") ? file.substring(1) : file);
		try {
			state.add(Files.getLastModifiedTime(path) + " " + Files.size(path));
		} catch (IOException e) {
			state.add("none");
		}
		return state;
	}
}
