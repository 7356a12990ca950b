package dev.quayside.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.MachineState;
import dev.quayside.directory.certificates.MachineFinding;
import dev.quayside.directory.certificates.MachineNames.Named;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;

import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for the computer objects of machines in the whole forest. A machine is gone only where its name is one of this forest
 * and the search was complete and successful.
 */
final class MachineSearch {

	private static final int NAMES_AT_ONCE = 50;
	private static final int MAX_NETBIOS = 15;
	/** Of service principal names: the service that is the machine itself. */
	private static final String HOST = "host/";
	private static final long DISABLED = 2;
	/** From 1601 to 1970, in the units of FILETIME. */
	private static final long EPOCH = 116_444_736_000_000_000L;
	private static final long PER_SECOND = 10_000_000;

	/**
	 * A computer object.
	 *
	 * @param names
	 *            in DNS, in lower case: what it says itself, and those of its services that are the machine itself
	 */
	private record Computer(String dn, Set<String> names, boolean disabled, Reading<Instant> lastLogon) {}

	private final Context context;
	private final CertificateQuery query;
	/** By their names in NetBIOS, in lower case. */
	private final Map<String, List<Computer>> accounts = new HashMap<>();
	/** By their names in DNS. */
	private final Map<String, List<Computer>> hosts = new HashMap<>();
	private final Set<String> seen = new HashSet<>();
	private String obstacle;

	private MachineSearch(Context context, CertificateQuery query) {
		this.context = context;
		this.query = query;
	}

	/**
	 * Never fails but by a cancel: what could not be found out is unknown.
	 *
	 * @param machines
	 *            that certificates name
	 */
	static Map<Named, MachineFinding> find(Context context, Collection<Named> machines, CertificateQuery query,
			IProgressMonitor monitor) {
		MachineSearch search = new MachineSearch(context, query);
		Set<String> names = new TreeSet<>();
		machines.stream().filter(named -> search.stranger(named) == null).forEach(named -> names.add(key(named)));
		List<String> all = List.copyOf(names);
		try {
			for (int i = 0; i < all.size(); i += NAMES_AT_ONCE) {
				monitor.subTask("Looking for machines: " + i + " of " + all.size());
				search.look(all.subList(i, Math.min(all.size(), i + NAMES_AT_ONCE)), monitor);
			}
			search.checkSight(monitor);
		} catch (DirectoryException e) {
			search.obstacle = e.getMessage();
		}
		Map<Named, MachineFinding> findings = new HashMap<>();
		machines.forEach(named -> findings.put(named, search.finding(named)));
		return findings;
	}

	private static String key(Named named) {
		return named.machine().toLowerCase(Locale.ROOT);
	}

	/** Why nothing can be said about a machine whatever the search finds; null if something can. */
	private String stranger(Named named) {
		if (named.isLocalAccount()) {
			return named.domain() + '\\' + named.user()
					+ " is an account of the machine itself, which may be in no domain";
		}
		if (context.forest().named(named.domain()).isEmpty()) {
			return "The domain " + named.domain() + " is none of this forest";
		}
		int dot = named.machine().indexOf('.');
		if (dot > 0 && context.forest().named(named.machine().substring(dot + 1)).isEmpty()) {
			return named.machine() + " is in no domain of this forest";
		}
		return null;
	}

	/** Whoever may not see computers finds none: the domain controller itself is one that has to be there. */
	private void checkSight(IProgressMonitor monitor) throws DirectoryException {
		String server = context.forest().serverName().toLowerCase(Locale.ROOT);
		if (!seen.isEmpty()) {
			return;
		}
		if (server.indexOf('.') < 0) {
			obstacle = "The server does not say its name, so it cannot be seen whether computers may be seen";
		} else {
			look(List.of(server), monitor);
			if (!hosts.containsKey(server)) {
				obstacle = "Computers may not be seen with these rights";
			}
		}
	}

	private void look(List<String> names, IProgressMonitor monitor) throws DirectoryException {
		Context.Place place = context.place(AccountQuery.Scope.FOREST);
		List<ExprNode> any = new ArrayList<>();
		for (String name : names) {
			if (name.indexOf('.') > 0) {
				any.add(Filters.equal("dNSHostName", name));
				any.add(Filters.equal("servicePrincipalName", HOST + name));
			}
			any.add(Filters.equal("sAMAccountName", account(name) + '$'));
		}
		List<String> elsewhere = context.servers().search(place.endpoint(),
				LdapQuery.below(place.base(),
						Filters.all(Filters.equal("objectClass", "computer"), Filters.any(any)), "sAMAccountName",
						"dNSHostName", "servicePrincipalName", "userAccountControl", "lastLogonTimestamp"),
				this::take, monitor);
		context.gap(place, elsewhere, monitor).ifPresent(gap -> obstacle = gap);
	}

	/** The name in NetBIOS of a machine, which is the first label of its name in DNS unless somebody wanted another. */
	private static String account(String machine) {
		String label = machine.indexOf('.') > 0 ? machine.substring(0, machine.indexOf('.')) : machine;
		return label.substring(0, Math.min(label.length(), MAX_NETBIOS));
	}

	private void take(LdapEntry entry) {
		if (!seen.add(entry.dn().toLowerCase(Locale.ROOT))) {
			return;
		}
		Set<String> names = new TreeSet<>();
		entry.text("dNSHostName").map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(names::add);
		entry.texts("servicePrincipalName").stream().map(name -> name.toLowerCase(Locale.ROOT))
				.filter(name -> name.startsWith(HOST))
				.map(name -> name.substring(HOST.length()).replaceFirst("[:/].*", ""))
				.forEach(names::add);
		names.removeIf(name -> name.indexOf('.') <= 0);
		Computer computer = new Computer(entry.dn(), names,
				entry.number("userAccountControl").optional().filter(flags -> (flags & DISABLED) != 0).isPresent(),
				lastLogon(entry.number("lastLogonTimestamp")));
		entry.text("sAMAccountName").map(name -> name.replaceFirst("\\$$", "").toLowerCase(Locale.ROOT))
				.filter(name -> name.length() <= MAX_NETBIOS)
				.ifPresent(name -> accounts.computeIfAbsent(name, key -> new ArrayList<>()).add(computer));
		names.forEach(name -> hosts.computeIfAbsent(name, key -> new ArrayList<>()).add(computer));
	}

	/** 0 is recorded for a computer that has never logged on. */
	private static Reading<Instant> lastLogon(Reading<Long> fileTime) {
		return fileTime.optional().filter(time -> time <= 0).isPresent()
				? Reading.absent()
				: fileTime.map(MachineSearch::time);
	}

	private static Instant time(long fileTime) {
		return Instant.ofEpochSecond(Math.floorDiv(fileTime - EPOCH, PER_SECOND));
	}

	private MachineFinding finding(Named named) {
		String stranger = stranger(named);
		if (stranger != null) {
			return MachineFinding.unknown(stranger);
		}
		boolean isHost = key(named).indexOf('.') > 0;
		List<Computer> computers = (isHost ? hosts : accounts).getOrDefault(key(named), List.of());
		if (!computers.isEmpty()) {
			// of several with the same name in different domains the one that says most for keeping
			return computers.stream().map(this::finding).min(Comparator.comparing(MachineFinding::state)).orElseThrow();
		}
		if (obstacle != null) {
			return new MachineFinding(MachineState.UNKNOWN, "The search of the forest was not complete: " + obstacle,
					true);
		}
		Optional<Computer> other = isHost ? namesake(key(named)) : Optional.empty();
		return other.map(computer -> MachineFinding.unknown(computer.dn() + " may be it: the computer "
				+ (computer.names().isEmpty()
						? "has no name in DNS"
						: "is called " + String.join(", ", computer.names()))))
				.orElseGet(() -> new MachineFinding(MachineState.GONE, "No computer " + named.machine()
						+ " in the forest " + context.forest().dnsName(context.forest().rootDn())));
	}

	/**
	 * A computer of which it cannot be decided whether it is the one of this name in DNS: its name in NetBIOS fits, and it
	 * either says no other one, or is in the domain of that name. One of another domain that says its name is another.
	 */
	private Optional<Computer> namesake(String host) {
		String domain = host.substring(host.indexOf('.') + 1);
		return accounts.getOrDefault(account(host), List.of()).stream()
				.filter(computer -> computer.names().isEmpty()
						|| context.forest().dnsName(computer.dn()).equalsIgnoreCase(domain))
				.findFirst();
	}

	private MachineFinding finding(Computer computer) {
		String logon = computer.lastLogon().optional().map(time -> "last logon " + time.toString().substring(0, 10))
				.orElse(computer.lastLogon().isUnknown() ? "last logon unknown" : "no logon recorded");
		if (computer.disabled()) {
			return new MachineFinding(MachineState.DISABLED, computer.dn() + " is disabled, " + logon);
		}
		boolean isSilent = computer.lastLogon().optional()
				.filter(time -> time.isBefore(query.now().minus(query.silence()))).isPresent();
		if (!isSilent) {
			return new MachineFinding(MachineState.PRESENT, computer.dn() + " " + logon);
		}
		long days = Duration.between(computer.lastLogon().optional().orElseThrow(), query.now()).toDays();
		return new MachineFinding(MachineState.SILENT, computer.dn() + " " + logon + ", " + days
				+ " days ago (the directory may be 9 to 14 days late with that)");
	}
}
