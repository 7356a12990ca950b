package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.LdapServers;

import org.apache.directory.api.ldap.model.message.SearchScope;
import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server says about itself and the domains of its forest.
 *
 * @param serverName
 *            in DNS
 * @param domainDn
 *            of the server's domain
 */
record Forest(String serverName, String domainDn, String configurationDn, String rootDn, List<Domain> domains) {

	/**
	 * A domain of the forest.
	 *
	 * @param name
	 *            in NetBIOS
	 */
	record Domain(String name, String dnsName, String dn) {}

	/** Bit of {@code systemFlags}: the naming context is one of a domain ([MS-ADTS] 6.1.1.2.1.1). */
	private static final long DOMAIN = 2;

	/**
	 * @throws DirectoryException
	 *             of kind PROTOCOL if it is no domain controller
	 */
	static Forest read(LdapServers servers, Endpoint endpoint, IProgressMonitor monitor) throws DirectoryException {
		LdapEntry root = servers.read(endpoint, LdapQuery.object("", "dnsHostName", "defaultNamingContext",
				"configurationNamingContext", "rootDomainNamingContext"), monitor)
				.orElseThrow(() -> notOne(endpoint));
		String domain = root.text("defaultNamingContext").orElseThrow(() -> notOne(endpoint));
		String configuration = root.text("configurationNamingContext").orElseThrow(() -> notOne(endpoint));
		List<Domain> domains = new ArrayList<>();
		servers.search(endpoint,
				new LdapQuery("CN=Partitions," + configuration, SearchScope.ONELEVEL,
						Filters.equal("objectClass", "crossRef"),
						List.of("nCName", "dnsRoot", "nETBIOSName", "systemFlags")),
				entry -> domain(entry).ifPresent(domains::add), monitor);
		return new Forest(root.text("dnsHostName").orElse(endpoint.host()), domain, configuration,
				root.text("rootDomainNamingContext").orElse(domain), List.copyOf(domains));
	}

	private static DirectoryException notOne(Endpoint endpoint) {
		return new DirectoryException(Kind.PROTOCOL, endpoint + " is no domain controller of Active Directory",
				"Check name and port", null);
	}

	private static Optional<Domain> domain(LdapEntry entry) {
		boolean isDomain = entry.number("systemFlags").optional().filter(flags -> (flags & DOMAIN) != 0).isPresent();
		return isDomain && entry.text("nCName").isPresent()
				? Optional.of(new Domain(entry.text("nETBIOSName").orElse(""), entry.text("dnsRoot").orElse(""),
						entry.text("nCName").get()))
				: Optional.empty();
	}

	/** The domain that holds an object: of those whose name ends the object's, the one with the longest. */
	Optional<Domain> of(String dn) {
		String name = dn.toLowerCase(Locale.ROOT);
		return domains.stream()
				.filter(domain -> name.equals(domain.dn().toLowerCase(Locale.ROOT))
						|| name.endsWith("," + domain.dn().toLowerCase(Locale.ROOT)))
				.max((a, b) -> Integer.compare(a.dn().length(), b.dn().length()));
	}

	/** The domain of this name, in NetBIOS or in DNS. */
	Optional<Domain> named(String name) {
		return domains.stream()
				.filter(domain -> domain.name().equalsIgnoreCase(name) || domain.dnsName().equalsIgnoreCase(name))
				.findFirst();
	}

	/** The name in DNS of a domain, from its distinguished name where the forest does not say it. */
	String dnsName(String dn) {
		return of(dn).map(Domain::dnsName).filter(name -> !name.isEmpty())
				.orElseGet(() -> dn.replaceAll("(?i)(^|,)\\s*dc=", ".").replaceFirst("^\\.", ""));
	}
}
