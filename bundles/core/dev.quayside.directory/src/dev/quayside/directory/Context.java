package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapServers;

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
	record Place(Endpoint endpoint, String base) {}

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
