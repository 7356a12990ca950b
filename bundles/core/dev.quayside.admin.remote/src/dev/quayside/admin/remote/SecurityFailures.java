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

/** Why somebody was not let in, and what to try. */
final class SecurityFailures {

	/** What servers answer to callers or levels that they refuse, and RPC_S_SEC_PKG_ERROR for a failed logon. */
	private static final Set<FaultStatus> REFUSALS = Set.of(FaultStatus.ACCESS_DENIED, FaultStatus.UNSUPPORTED_LEVEL,
			new FaultStatus(0x71D), new FaultStatus(0x721));

	private static final String CHECK_ACCOUNT = "Check the name, the domain and the password, and that the account may "
			+ "log on over the network; repeated attempts can lock it";

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
			"Get a ticket with kinit into a file, and name that as KRB5CCNAME=FILE:/path, or "
					+ "name a keytab", //
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
			return refused(what, fault, settings);
		}
		Kind kind = e.reason() == Reason.TAMPERED || e.reason() == Reason.BAD_TOKEN ? Kind.PROTOCOL : Kind.DENIED;
		return new QueueManagerException(kind, what + ": " + e.getMessage(), ADVICE.get(e.reason()), e);
	}

	/** A fault says only that: what it means depends on how the connection was protected. */
	static QueueManagerException refused(String what, RpcFaultException e, ConnectionSettings settings) {
		return new QueueManagerException(Kind.DENIED, what + ": " + e.status() + ": " + meaning(settings),
				advice(settings), e.status().toString(), e);
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
				? CHECK_ACCOUNT
				: "Connect at the level privacy: Windows Server 2008 and later demand PKT_PRIVACY. If that is refused "
						+ "too, check name, domain and password";
	}

	private static boolean isAnonymous(ConnectionSettings settings) {
		return settings.credentials() instanceof Credentials.Anonymous;
	}
}
