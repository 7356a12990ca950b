package dev.quayside.queuemanager;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.SecurityAcceptor;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Who may use a queue manager.
 *
 * @param providers
 *            that find out who a caller is
 * @param minimum
 *            level of protection at which callers are let in
 * @param known
 *            whether a caller whom a provider has found out is one of the accounts, and administers the queue manager
 * @param guests
 *            whether another one may come in, to do what queues grant him
 */
public record ServerSecurity(List<SecurityAcceptor> providers, AuthenticationLevel minimum,
		Predicate<Caller> known, Predicate<Caller> guests) {

	/** Everyone who reaches the port may do everything. */
	public static final ServerSecurity OPEN = new ServerSecurity(List.of(), AuthenticationLevel.NONE,
			caller -> false);

	/** For accounts only. */
	public ServerSecurity(List<SecurityAcceptor> providers, AuthenticationLevel minimum, Predicate<Caller> known) {
		this(providers, minimum, known, caller -> false);
	}

	public ServerSecurity {
		providers = List.copyOf(providers);
		Objects.requireNonNull(minimum);
		Objects.requireNonNull(known);
		Objects.requireNonNull(guests);
	}

	/** Without accounts everyone who reaches the port has full control. */
	public boolean hasAccounts() {
		return !providers.isEmpty();
	}
}
