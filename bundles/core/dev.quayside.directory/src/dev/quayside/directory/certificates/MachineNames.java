package dev.quayside.directory.certificates;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Which machine and which user the subject of a certificate names. No specification says how MSMQ names them; these forms are
 * recognised, and everything else is not guessed at:
 * <ol>
 * <li>{@code CN=DOMAIN\name} with exactly one {@code OU=MACHINE};
 * <li>{@code CN=[DOMAIN\name, MACHINE]}, with or without the brackets, as Windows shows them.
 * </ol>
 * A machine is a NetBIOS name or a name in DNS. Where {@code DOMAIN} is the machine itself the account is a local one, so the
 * machine may be in no domain.
 */
public final class MachineNames {

	/**
	 * What a subject names.
	 *
	 * @param domain
	 *            of the user, as the subject has it
	 * @param machine
	 *            as the subject has it
	 */
	public record Named(String domain, String user, String machine) {

		/** Whether the user is an account of that machine alone. */
		public boolean isLocalAccount() {
			return domain.equalsIgnoreCase(machine) || machine.toLowerCase(Locale.ROOT)
					.startsWith(domain.toLowerCase(Locale.ROOT) + '.');
		}
	}

	private static final String NETBIOS = "[\\p{L}\\p{N}!@#$%^&'(){}_~-]{1,15}";
	private static final String DNS = "[\\p{L}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{N}_-]{1,63})+";
	private static final Pattern MACHINE = Pattern.compile(NETBIOS + "|" + DNS);
	private static final Pattern ACCOUNT = Pattern.compile("([^\\\\/\\[\\],]+)\\\\([^\\\\/\\[\\],]+)");
	private static final Pattern PAIR = Pattern.compile("\\[?" + ACCOUNT + ",\\s*(" + MACHINE + ")\\]?");

	private MachineNames() {}

	/**
	 * @param subject
	 *            in the form of RFC 2253
	 */
	public static Optional<Named> of(String subject) {
		List<Rdn> parts;
		try {
			parts = new LdapName(subject).getRdns();
		} catch (InvalidNameException e) {
			return Optional.empty();
		}
		List<String> names = values(parts, "CN");
		List<String> units = values(parts, "OU");
		if (names.size() != 1) {
			return Optional.empty();
		}
		Matcher pair = PAIR.matcher(names.get(0));
		if (pair.matches()) {
			return Optional.of(new Named(pair.group(1).strip(), pair.group(2).strip(), pair.group(3)));
		}
		Matcher account = ACCOUNT.matcher(names.get(0));
		if (account.matches() && units.size() == 1 && MACHINE.matcher(units.get(0)).matches()) {
			return Optional.of(new Named(account.group(1).strip(), account.group(2).strip(), units.get(0)));
		}
		return Optional.empty();
	}

	private static List<String> values(List<Rdn> parts, String type) {
		return parts.stream().filter(part -> part.size() == 1 && part.getType().equalsIgnoreCase(type))
				.map(Rdn::getValue).filter(String.class::isInstance).map(String.class::cast).toList();
	}
}
