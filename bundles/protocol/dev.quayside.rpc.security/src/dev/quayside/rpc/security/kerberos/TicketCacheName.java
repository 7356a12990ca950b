package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of ticket caches; only files can be read here. */
final class TicketCacheName {

	/** Names the cache of a user. */
	static final String VARIABLE = "KRB5CCNAME";

	/** A type of at least two letters; with one it is a drive. */
	private static final Pattern TYPED = Pattern.compile("([A-Za-z]\\w+):(.*)", Pattern.DOTALL);

	private TicketCacheName() {}

	/**
	 * The file of a cache; empty where the JDK chooses.
	 *
	 * @param given
	 *            by the user
	 * @param variable
	 *            of the environment, or null
	 */
	static Optional<Path> file(Optional<String> given, String variable) throws RpcSecurityException {
		Optional<String> chosen = given.filter(text -> !text.isBlank());
		String name = chosen.orElse(variable);
		if (name == null || name.isBlank()) {
			return Optional.empty();
		}
		String path = name;
		Matcher typed = TYPED.matcher(name);
		if (typed.matches()) {
			if (!"FILE".equals(typed.group(1).toUpperCase(Locale.ROOT))) {
				throw new RpcSecurityException(Reason.NO_CREDENTIALS, "The ticket cache " + name
						+ (chosen.isPresent() ? "" : " (" + VARIABLE + ")") + " is of the type " + typed.group(1)
						+ ", and only files can be read: get a ticket with 'kinit -c FILE:PATH', and name that file");
			}
			path = typed.group(2);
		}
		try {
			return Optional.of(Path.of(path));
		} catch (InvalidPathException e) {
			throw new RpcSecurityException(Reason.NO_CREDENTIALS, "The ticket cache " + name + " is not a file", e);
		}
	}
}
