package dev.quayside.rpc.security.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.security.auth.login.LoginException;

/**
 * The one {@code krb5.conf} of the JDK. It is read once, unless a login asks for it: so this asks whenever the properties
 * or the file that they name are not the ones of the last login.
 */
final class KerberosConfiguration {

	@FunctionalInterface
	interface Login {

		void run(boolean refresh) throws LoginException;
	}

	private static final String FILE = "java.security.krb5.conf";
	private static final List<String> PROPERTIES = List.of(FILE, "java.security.krb5.realm", "java.security.krb5.kdc");
	private static final Path DEFAULT = Path.of("/etc/krb5.conf");

	private static final Object LOCK = new Object();
	private static List<String> last = List.of();

	private KerberosConfiguration() {}

	/** Only one login at a time reads the configuration again. */
	static void run(Login login) throws LoginException {
		synchronized (LOCK) {
			List<String> now = state();
			if (!now.equals(last)) {
				last = now;
				login.run(true);
				return;
			}
		}
		login.run(false);
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
