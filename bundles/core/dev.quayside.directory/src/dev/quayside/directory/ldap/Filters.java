package dev.quayside.directory.ldap;

import org.apache.directory.api.ldap.model.filter.AndNode;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.NotNode;
import org.apache.directory.api.ldap.model.filter.OrNode;
import org.apache.directory.api.ldap.model.filter.PresenceNode;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Filters as values: nothing that a user types is ever parsed as one. */
public final class Filters {

	public static final ExprNode ANY = present("objectClass");

	private Filters() {}

	public static ExprNode present(String attribute) {
		return new PresenceNode(attribute);
	}

	public static ExprNode equal(String attribute, String value) {
		return equal(attribute, value.getBytes(StandardCharsets.UTF_8));
	}

	public static ExprNode equal(String attribute, byte[] value) {
		return new EqualityNode<String>(attribute, value);
	}

	public static ExprNode all(ExprNode... nodes) {
		return new AndNode(nodes);
	}

	public static ExprNode any(List<ExprNode> nodes) {
		return nodes.size() == 1 ? nodes.get(0) : new OrNode(nodes);
	}

	public static ExprNode not(ExprNode node) {
		return new NotNode(node);
	}
}
