package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.LdapServers;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every request to a directory needs.
 *
 * @param home
 *            the domain controller that was chosen
 * @param catalog
 *            of the forest; unknown if none answers, with the reason
 */
record Context(LdapServers servers, Endpoint home, Forest forest, Reading<Endpoint> catalog) {

	/** A place to search. */
	record Place(Endpoint endpoint, String base) {

		/** Whether all domains are to be searched, in a global catalog. */
		boolean isCatalog() {
			return base.isEmpty();
		}
	}

	/**
	 * Searches; each object goes to the consumer at once.
	 *
	 * @throws DirectoryException
	 *             also after everything that was found, where a part of the forest was not searched
	 */
	void search(Place place, LdapQuery query, Consumer<LdapEntry> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		requireWhole(place, servers.search(place.endpoint(), query, consumer, monitor), monitor);
	}

	/** Fails where a part of the forest was not searched. */
	void requireWhole(Place place, List<String> elsewhere, IProgressMonitor monitor) throws DirectoryException {
		Optional<String> gap = gap(place, elsewhere, monitor);
		if (gap.isPresent()) {
			throw new DirectoryException(Kind.FAILED, "The list is not complete: " + gap.get(),
					"Try again later, or connect to each domain and search it alone", null);
		}
	}

	/**
	 * What of the forest was not searched, as a sentence without full stop; empty if all was, or if only a domain was to be.
	 *
	 * @param elsewhere
	 *            parts that the search did not cover, as URLs
	 */
	Optional<String> gap(Place place, List<String> elsewhere, IProgressMonitor monitor) throws DirectoryException {
		if (!place.isCatalog()) {
			return Optional.empty();
		}
		if (!elsewhere.isEmpty()) {
			return Optional.of("parts of the forest were not searched: " + elsewhere.get(0));
		}
		for (Forest.Domain domain : forest.domains()) {
			if (!servers.has(place.endpoint(), domain.dn(), monitor)) {
				return Optional
						.of("the global catalog " + place.endpoint() + " does not have the domain " + domain.dn());
			}
		}
		return Optional.empty();
	}

	/**
	 * Where to search.
	 *
	 * @throws DirectoryException
	 *             for the forest, if no global catalog answers
	 */
	Place place(AccountQuery.Scope scope) throws DirectoryException {
		if (scope == AccountQuery.Scope.DOMAIN) {
			return new Place(home, forest.domainDn());
		}
		if (catalog instanceof Reading.Known<Endpoint> known) {
			return new Place(known.value(), "");
		}
		if (forest.domains().size() == 1) {
			return new Place(home, forest.domainDn());
		}
		throw new DirectoryException(Kind.UNREACHABLE,
				"The forest cannot be searched: " + catalog.unknownReason().orElse("it has no global catalog"),
				"Connect to a global catalog, or search the domain alone", null);
	}
}
