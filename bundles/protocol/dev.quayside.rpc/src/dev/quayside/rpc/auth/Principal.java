package dev.quayside.rpc.auth;

import java.util.Objects;

/**
 * Who stands at one end of a security context.
 *
 * @param domain
 *            domain or realm, of the account where it has one, else as the peer gave it; empty where there is none
 * @param name
 *            of the account or service; empty if anonymous
 */
public record Principal(String domain, String name) {

	public static final Principal ANONYMOUS = new Principal("", "");

	public Principal {
		Objects.requireNonNull(domain);
		Objects.requireNonNull(name);
	}

	public boolean isAnonymous() {
		return name.isEmpty();
	}

	@Override
	public String toString() {
		return isAnonymous() ? "anonymous" : domain.isEmpty() ? name : domain + '\\' + name;
	}
}
