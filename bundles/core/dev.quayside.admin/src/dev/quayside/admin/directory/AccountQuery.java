package dev.quayside.admin.directory;

import java.util.Objects;

/**
 * Which accounts to list.
 *
 * @param scope
 *            where to look
 * @param kind
 *            of accounts
 */
public record AccountQuery(Scope scope, AccountKind kind, CertificateLimits limits) {

	/** How far a search goes. */
	public enum Scope {
		/** The domain of the server. */
		DOMAIN,
		/** All domains, by the global catalog. */
		FOREST
	}

	public AccountQuery {
		Objects.requireNonNull(scope);
		Objects.requireNonNull(kind);
		Objects.requireNonNull(limits);
	}

	public static AccountQuery users() {
		return new AccountQuery(Scope.DOMAIN, AccountKind.USER, CertificateLimits.DEFAULT);
	}
}
