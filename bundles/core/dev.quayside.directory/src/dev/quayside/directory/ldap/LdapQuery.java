package dev.quayside.directory.ldap;

import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.message.SearchScope;

import java.util.List;

/**
 * What to look for.
 *
 * @param base
 *            DN; empty: the root of the server, on a global catalog the whole forest
 * @param attributes
 *            to return
 */
public record LdapQuery(String base, SearchScope scope, ExprNode filter, List<String> attributes) {

	/** Of it the list of who may do what, without owner and auditing: who may not see all of it gets that. */
	public static final String SECURITY_DESCRIPTOR = "nTSecurityDescriptor";

	/** One object. */
	public static LdapQuery object(String dn, String... attributes) {
		return new LdapQuery(dn, SearchScope.OBJECT, Filters.ANY, List.of(attributes));
	}

	/** Everything below, and the base itself. */
	public static LdapQuery below(String base, ExprNode filter, String... attributes) {
		return new LdapQuery(base, SearchScope.SUBTREE, filter, List.of(attributes));
	}
}
