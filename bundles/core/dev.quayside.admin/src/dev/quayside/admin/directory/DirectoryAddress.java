package dev.quayside.admin.directory;

import java.util.Locale;

/** Where a directory is. */
public sealed interface DirectoryAddress {

	/** For people: a URL, or the name of the domain. */
	@Override
	String toString();

	/**
	 * One server.
	 *
	 * @param port
	 *            0: the usual one
	 */
	record Server(String host, int port) implements DirectoryAddress {

		public Server {
			if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
				throw new IllegalArgumentException("'" + host + "' is no name of a host");
			}
			if (port < 0 || port > 65535) {
				throw new IllegalArgumentException("Port " + port + " is out of range: expected 1 to 65535");
			}
		}

		@Override
		public String toString() {
			String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
			return port == 0 ? name : name + ':' + port;
		}
	}

	/** Whichever domain controller DNS names for a domain. */
	record Domain(String name) implements DirectoryAddress {

		public Domain {
			if (!name.matches("[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)*\\.?")) {
				throw new IllegalArgumentException("'" + name + "' is no DNS name of a domain");
			}
			name = name.toLowerCase(Locale.ROOT);
		}

		@Override
		public String toString() {
			return name;
		}
	}
}
