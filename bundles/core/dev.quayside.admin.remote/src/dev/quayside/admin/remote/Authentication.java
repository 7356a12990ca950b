package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.security.kerberos.KerberosIdentity;
import dev.quayside.rpc.security.kerberos.KerberosInitiator;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an identity is shown to a queue manager. A plain account goes with NTLM, which needs nobody else. A Kerberos account
 * goes with SPNEGO, as programs on Windows do it: only it can go on with NTLM where there is no ticket to be had, and it
 * says why. The classes of a provider are loaded with its first use.
 */
final class Authentication {

	private Authentication() {}

	/** What a client needs; its connections are as well protected as the settings say, or not made. */
	static RpcClientOptions options(ConnectionSettings settings) {
		RpcClientOptions options = RpcClientOptions.within(settings.callTimeout());
		if (settings.protection() == Protection.NONE) {
			return options;
		}
		return options.withSecurity(new ClientSecurity(initiator(settings.credentials()), level(settings)));
	}

	private static AuthenticationLevel level(ConnectionSettings settings) {
		return AuthenticationLevel.valueOf(settings.protection().name());
	}

	private static SecurityInitiator initiator(Credentials credentials) {
		if (credentials instanceof Credentials.Password password) {
			return password(password);
		} else if (credentials instanceof Credentials.Tickets tickets) {
			return kerberos(
					new KerberosIdentity.TicketCache(tickets.cache().map(Path::toString), tickets.principal()));
		} else if (credentials instanceof Credentials.Keytab keytab) {
			return kerberos(new KerberosIdentity.Keytab(keytab.principal(), keytab.file()));
		}
		throw new IllegalArgumentException("Protection needs an identity");
	}

	/** Providers keep what they need of the password as long as connections are made. */
	private static SecurityInitiator password(Credentials.Password password) {
		SecurityInitiator ntlm = password.password()
				.use(characters -> new NtlmInitiator(password.domain(), password.user(), characters));
		boolean hasRealm = password.domain().isEmpty() && password.user().indexOf('@') > 0;
		if (!hasRealm) {
			return ntlm;
		}
		KerberosIdentity identity = new KerberosIdentity.Password(password.user(),
				password.password().use(char[]::clone));
		return new RealmAccount(new KerberosInitiator(identity), ntlm);
	}

	private static SecurityInitiator kerberos(KerberosIdentity identity) {
		return new NegotiateInitiator(List.of(new KerberosInitiator(identity)));
	}

	/** How the connections of a client are protected; empty without one that stands. */
	static Optional<ConnectionSecurity> security(ConnectionSettings settings, RpcClient client) {
		return client.security().map(context -> new ConnectionSecurity(settings.protection(), name(context.mechanism()),
				identity(settings, context), context.remark()));
	}

	/** Whose tickets are in a cache shows when they are used. */
	private static String identity(ConnectionSettings settings, SecurityContext context) {
		return settings.credentials() instanceof Credentials.Tickets
				? context.self().map(self -> self.name() + '@' + self.domain()).orElse(settings.identity())
				: settings.identity();
	}

	/** How connections will be protected, whatever the mechanism. */
	static ConnectionSecurity wanted(ConnectionSettings settings) {
		return settings.protection() == Protection.NONE
				? ConnectionSecurity.UNPROTECTED
				: new ConnectionSecurity(settings.protection(), "", settings.identity(), Optional.empty());
	}

	/** Adds why it was not Kerberos that was refused, for {@link SecurityFailures}. */
	static RpcException explained(RpcException e, RpcClientOptions options) {
		options.security().map(ClientSecurity::initiator).filter(RealmAccount.class::isInstance)
				.flatMap(initiator -> ((RealmAccount) initiator).obstacle()).filter(obstacle -> obstacle != e)
				.ifPresent(e::addSuppressed);
		return e;
	}

	private static String name(AuthenticationType mechanism) {
		return switch (mechanism) {
			case NTLM -> "NTLM";
			case KERBEROS -> "Kerberos";
			case NEGOTIATE -> "SPNEGO";
		};
	}
}
