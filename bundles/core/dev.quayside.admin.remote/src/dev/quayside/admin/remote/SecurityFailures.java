package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Why somebody was not let in, and what to try. */
final class SecurityFailures {

	/** What servers answer to callers or levels that they refuse, and RPC_S_SEC_PKG_ERROR for a failed logon. */
	private static final Set<FaultStatus> REFUSALS = Set.of(FaultStatus.ACCESS_DENIED, FaultStatus.UNSUPPORTED_LEVEL,
			new FaultStatus(0x71D), new FaultStatus(0x721));

	private static final String CHECK_ACCOUNT = "Check the name, the domain and the password, and that the account may "
			+ "log on over the network; repeated attempts can lock it";

	private static final String CHECK_RIGHTS = "Check that the queue manager knows this account and lets it log on over "
			+ "the network, and that account and machine are in the same or in trusting domains";

	private static final String CHECK_KEYS = "Compare with what 'klist -ekt' shows of the keytab: the principal has to "
			+ "stand there as it was named, and RC4 keys count only where krb5.conf allows weak cryptography";

	private static final Map<Reason, String> ADVICE = new EnumMap<>(Map.of( //
			Reason.LOGON_FAILURE, CHECK_ACCOUNT, //
			Reason.ACCOUNT_RESTRICTED, "The account is disabled, locked, expired or may not log on now or here: "
					+ "ask whoever administers it", //
			Reason.UNKNOWN_PRINCIPAL, "Name the host as the domain knows it, mostly by its full DNS name and not by an "
					+ "alias or address; check the account and its realm", //
			Reason.NO_REALM, "Check the realm, which is the DNS name of the domain in capitals, /etc/krb5.conf or the "
					+ "DNS records of the domain, and that a domain controller answers at port 88", //
			Reason.CLOCK_SKEW, "Set the clocks right: Kerberos bears five minutes between this machine and the domain", //
			Reason.NO_CREDENTIALS,
			"Get a ticket of this account with 'kinit -c FILE:PATH'; KRB5CCNAME=FILE:PATH says which cache "
					+ "is used, and 'klist' what is in it; with a keytab none is needed", //
			Reason.UNSUPPORTED, "The queue manager does not take this kind of account: try a plain name with a domain, "
					+ "or NAME@REALM; one that has no accounts takes none", //
			Reason.REFUSED, CHECK_ACCOUNT, //
			Reason.BAD_TOKEN,
			"Check that the port is that of a queue manager, and that nothing on the way changes what "
					+ "is sent", //
			Reason.TAMPERED, "Somebody or something on the way changes or repeats messages: do not use this connection "
					+ "until whoever runs the network has explained it"));

	private SecurityFailures() {}

	/** Whether it was refused for who asks or how that is protected. */
	static boolean isRefusal(RpcException e) {
		return e instanceof RpcFaultException fault && REFUSALS.contains(fault.status())
				|| e instanceof RpcSecurityException;
	}

	static QueueManagerException of(String what, RpcSecurityException e, ConnectionSettings settings) {
		if (e.reason() == Reason.REFUSED && e.getCause() instanceof RpcFaultException fault && isRefusal(fault)) {
			return refused(what, fault, e, settings);
		}
		Kind kind = e.reason() == Reason.TAMPERED || e.reason() == Reason.BAD_TOKEN ? Kind.PROTOCOL : Kind.DENIED;
		return new QueueManagerException(kind, what + ": " + e.getMessage() + insteadOfKerberos(e),
				advice(e.reason(), settings.credentials()), e);
	}

	private static String advice(Reason reason, Credentials credentials) {
		if (reason == Reason.NO_CREDENTIALS && credentials instanceof Credentials.Keytab) {
			return CHECK_KEYS;
		}
		return reason == Reason.REFUSED ? check(credentials) : ADVICE.get(reason);
	}

	private static String check(Credentials credentials) {
		return credentials instanceof Credentials.Password ? CHECK_ACCOUNT : CHECK_RIGHTS;
	}

	/** A fault says only that: what it means depends on how the connection was protected. */
	static QueueManagerException refused(String what, RpcFaultException e, ConnectionSettings settings) {
		return refused(what, e, e, settings);
	}

	private static QueueManagerException refused(String what, RpcFaultException fault, RpcException e,
			ConnectionSettings settings) {
		return new QueueManagerException(Kind.DENIED,
				what + ": " + fault.status() + ": " + meaning(settings) + insteadOfKerberos(e), advice(settings),
				fault.status().toString(), e);
	}

	/** A refusal of NTLM says little to somebody who expected Kerberos. */
	private static String insteadOfKerberos(RpcException e) {
		return Stream.of(e.getSuppressed()).filter(RpcSecurityException.class::isInstance).findFirst()
				.map(why -> "; that was NTLM, because of Kerberos: " + why.getMessage()).orElse("");
	}

	private static String meaning(ConnectionSettings settings) {
		if (isAnonymous(settings)) {
			return "the queue manager lets nobody in without an account";
		}
		return settings.protection() == Protection.PRIVACY
				? "the queue manager does not let in " + settings.identity()
				: "the queue manager does not let in " + settings.identity() + ", or demands more protection than "
						+ Words.of(settings.protection());
	}

	private static String advice(ConnectionSettings settings) {
		if (isAnonymous(settings)) {
			return "Connect with an account or a Kerberos ticket (on the command line --user or --kerberos) at the "
					+ "level privacy: Windows Server 2008 and later "
					+ "demand PKT_PRIVACY";
		}
		return settings.protection() == Protection.PRIVACY
				? check(settings.credentials())
				: "Connect at the level privacy: Windows Server 2008 and later demand PKT_PRIVACY. If that is refused "
						+ "too: " + check(settings.credentials());
	}

	private static boolean isAnonymous(ConnectionSettings settings) {
		return settings.credentials() instanceof Credentials.Anonymous;
	}
}
