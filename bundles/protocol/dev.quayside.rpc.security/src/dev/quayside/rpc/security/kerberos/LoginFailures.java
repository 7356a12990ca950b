package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.security.auth.login.LoginException;

import org.ietf.jgss.GSSException;

/**
 * What failed while tickets were to be got. The exceptions of the JDK that hold the error code are not for programs; their
 * messages give it in parentheses.
 */
final class LoginFailures {

	private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)( - .*)?$", Pattern.DOTALL);

	private LoginFailures() {}

	/** The logon of a user failed. */
	static RpcSecurityException of(KerberosIdentity identity, LoginException failure) {
		return failure("Kerberos logon " + identity + " failed", failure, identity);
	}

	/** A ticket for a service was not to be had. */
	static RpcSecurityException of(String service, Exception failure) {
		return failure("There is no Kerberos ticket for " + service, failure, null);
	}

	private static RpcSecurityException failure(String what, Exception failure, KerberosIdentity identity) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			RpcSecurityException known = known(what, cause, failure, identity);
			if (known != null) {
				return known;
			}
		}
		return new RpcSecurityException(Reason.NO_CREDENTIALS, what + ": " + failure.getMessage(), failure);
	}

	/** Null where a cause further down may know more. */
	private static RpcSecurityException known(String what, Throwable cause, Exception failure,
			KerberosIdentity identity) {
		String text = String.valueOf(cause.getMessage());
		if (cause instanceof IOException && cause.getCause() == null || text.contains("ICMP Port Unreachable")) {
			return new RpcSecurityException(Reason.NO_REALM, what
					+ ": the key distribution center of the realm cannot be reached (port 88): " + text, failure);
		}
		if (text.startsWith("Cannot locate") || text.contains("locate KDC") || text.contains("default realm")) {
			return new RpcSecurityException(Reason.NO_REALM, what + ": the realm is not configured (" + text
					+ "); name it in krb5.conf and write it as there, mostly in capital letters", failure);
		}
		Matcher code = CODE.matcher(text);
		if (!(cause instanceof GSSException) && code.find()
				&& ErrorCode.of(Integer.parseInt(code.group(1))).isPresent()) {
			ErrorCode error = ErrorCode.of(Integer.parseInt(code.group(1))).get();
			return new RpcSecurityException(error.reason(), what + ": " + error.words(), failure);
		}
		if (text.contains("Checksum failed") || text.contains("Integrity check")) {
			return new RpcSecurityException(Reason.LOGON_FAILURE, what + ": the password or key is wrong", failure);
		}
		if (text.contains("Unable to obtain")) {
			return missing(what, failure, identity);
		}
		return null;
	}

	private static RpcSecurityException missing(String what, Exception failure, KerberosIdentity identity) {
		String why = identity instanceof KerberosIdentity.TicketCache
				? "there is no ticket-granting ticket that is still valid in a file; get one with kinit, and if klist "
						+ "shows a KCM, KEYRING or DIR cache, with 'kinit -c FILE:PATH'"
				: identity instanceof KerberosIdentity.Keytab
						? "the keytab holds no key of this principal with an allowed encryption type"
						: "no password was given";
		return new RpcSecurityException(Reason.NO_CREDENTIALS, what + ": " + why, failure);
	}
}
