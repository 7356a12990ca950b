package dev.quayside.directory.ldap;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;

import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.exception.LdapTlsHandshakeException;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.ietf.jgss.GSSException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

/** Why there is no connection, in words. */
final class ConnectFailures {

	private ConnectFailures() {}

	/**
	 * @param ended
	 *            whether there was a connection that the server has closed
	 */
	static DirectoryException of(Endpoint endpoint, DirectorySettings settings, boolean ended, LdapException e) {
		String what = "Cannot connect to " + endpoint;
		if (e instanceof LdapOperationException refused) {
			return ResultCodes.failure(what + " with StartTLS", refused.getResultCode().getResultCode(),
					refused.getMessage(), e);
		}
		if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
			return new DirectoryException(Kind.UNREACHABLE, what + ": no such host", "Check the name", e);
		}
		if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class)) {
			return new DirectoryException(Kind.UNREACHABLE, what + ": nobody listens there",
					"Check name and port; " + (settings.protection() == DirectoryProtection.LDAPS
							? "a domain controller without a certificate has no LDAPS"
							: "is it a domain controller?"),
					e);
		}
		String port = "heck that the port speaks " + (settings.protection() == DirectoryProtection.LDAPS
				? "LDAPS"
				: "LDAP with StartTLS");
		if ((ended || has(e, IOException.class)) && !has(e, SSLException.class)) {
			return LdapSession.broken(what, endpoint, "Try again; c" + port, e);
		}
		if (e instanceof LdapTlsHandshakeException || has(e, SSLException.class)) {
			return new DirectoryException(Kind.PROTOCOL, what + ": TLS failed: " + root(e), 'C' + port, e);
		}
		if (root(e).contains("TIMEOUT")) {
			return new DirectoryException(Kind.UNREACHABLE, what + ": no answer within "
					+ settings.timeout().toMillis() + " ms", "Try again, or allow more time; c" + port, e);
		}
		return new DirectoryException(Kind.UNREACHABLE, what + ": " + root(e), "Check name and port", e);
	}

	static boolean isOfKerberos(LdapException e) {
		return has(e, GSSException.class);
	}

	/** What a server answers to a logon, with what to do about it. */
	static DirectoryException ofBind(String what, DirectorySettings settings, LdapResult result) {
		DirectoryException refusal = ResultCodes.failure(what, result.getResultCode().getResultCode(),
				result.getDiagnosticMessage(), null);
		boolean isWithinTls = result.getResultCode() == ResultCodeEnum.STRONG_AUTH_REQUIRED
				&& settings.protection() != DirectoryProtection.SIGN_AND_SEAL
				&& !(settings.credentials() instanceof Credentials.Password);
		return isWithinTls
				? new DirectoryException(refusal.kind(), refusal.getMessage(),
						"Connect without TLS (ldap://, not ldaps://): Kerberos signs and seals by itself then",
						refusal.status(), null)
				: refusal;
	}

	static DirectoryException ofLogon(String what, LdapException e) {
		Throwable gss = find(e, GSSException.class);
		if (gss != null) {
			return new DirectoryException(Kind.DENIED, what + ": Kerberos: " + root(gss),
					"Name the server as its tickets do, by its name in DNS; check the clock and krb5.conf", e);
		}
		return new DirectoryException(Kind.UNREACHABLE, what + ": " + root(e), "Try again", e);
	}

	private static boolean has(Throwable e, Class<? extends Throwable> type) {
		return find(e, type) != null;
	}

	private static Throwable find(Throwable e, Class<? extends Throwable> type) {
		Throwable cause = e;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static String root(Throwable e) {
		Throwable cause = e;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
	}
}
