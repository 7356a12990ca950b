package dev.quayside.directory;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Parts of distinguished names; of text that is none, the text itself. */
final class DistinguishedNames {

	private DistinguishedNames() {}

	/** The object above. */
	static String parent(String dn) {
		try {
			LdapName name = new LdapName(dn);
			return name.size() > 1 ? name.getPrefix(name.size() - 1).toString() : dn;
		} catch (InvalidNameException e) {
			return dn;
		}
	}

	/** The value of the first part, without escapes. */
	static String first(String dn) {
		try {
			LdapName name = new LdapName(dn);
			return name.isEmpty() ? dn : name.getRdn(name.size() - 1).getValue().toString();
		} catch (InvalidNameException e) {
			return dn;
		}
	}

	/** The object of this common name below another. */
	static String child(String commonName, String parent) {
		return "CN=" + Rdn.escapeValue(commonName) + ',' + parent;
	}

	/** Whether it is one, with at least two parts. */
	static boolean isOne(String text) {
		try {
			return new LdapName(text).size() > 1;
		} catch (InvalidNameException e) {
			return false;
		}
	}
}
