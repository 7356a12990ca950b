package dev.quayside.directory.ldap;

import java.util.List;

/**
 * One step of a modification.
 *
 * @param values
 *            none: with {@link Kind#DELETE} all values
 */
public record LdapChange(Kind kind, String attribute, List<byte[]> values) {

	/** What happens to the values. */
	public enum Kind {
		ADD,
		DELETE
	}

	public LdapChange {
		values = List.copyOf(values);
	}
}
