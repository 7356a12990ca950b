package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException.Reason;

import java.util.Arrays;
import java.util.Optional;

/** Errors of a KDC or a service, and what they mean to a person ([RFC 4120] 7.5.9). */
enum ErrorCode {

	KDC_ERR_NAME_EXP(1, Reason.ACCOUNT_RESTRICTED, "the account has expired"),
	KDC_ERR_SERVICE_EXP(2, Reason.ACCOUNT_RESTRICTED, "the account of the service has expired"),
	KDC_ERR_C_PRINCIPAL_UNKNOWN(6, Reason.UNKNOWN_PRINCIPAL, "the realm has no such user"),
	KDC_ERR_S_PRINCIPAL_UNKNOWN(7, Reason.UNKNOWN_PRINCIPAL,
			"the realm has no such service; name the server as the directory does, in full and not by its address"),
	KDC_ERR_CANNOT_POSTDATE(10, Reason.CLOCK_SKEW, "the clock of this machine is ahead of the realm's"),
	KDC_ERR_NEVER_VALID(11, Reason.CLOCK_SKEW, "the ticket would end before it begins; compare the clocks"),
	KDC_ERR_POLICY(12, Reason.ACCOUNT_RESTRICTED,
			"a policy of the realm does not let the account log on here or now"),
	KDC_ERR_ETYPE_NOSUPP(14, Reason.UNSUPPORTED,
			"the realm has no key of an encryption type that is allowed here (RC4 is weak and off)"),
	KDC_ERR_CLIENT_REVOKED(18, Reason.ACCOUNT_RESTRICTED, "the account is disabled, locked or expired"),
	KDC_ERR_SERVICE_REVOKED(19, Reason.ACCOUNT_RESTRICTED, "the account of the service is disabled"),
	KDC_ERR_TGT_REVOKED(20, Reason.ACCOUNT_RESTRICTED, "the ticket-granting ticket was revoked; log on again"),
	KDC_ERR_CLIENT_NOTYET(21, Reason.ACCOUNT_RESTRICTED, "the account is not valid yet"),
	KDC_ERR_KEY_EXPIRED(23, Reason.ACCOUNT_RESTRICTED, "the password has expired and must be changed first"),
	KDC_ERR_PREAUTH_FAILED(24, Reason.LOGON_FAILURE, "the password or key is wrong"),
	KDC_ERR_PREAUTH_REQUIRED(25, Reason.LOGON_FAILURE, "the realm wants a kind of logon that is not supported here"),
	KRB_AP_ERR_BAD_INTEGRITY(31, Reason.LOGON_FAILURE, "the password or key is wrong"),
	KRB_AP_ERR_TKT_EXPIRED(32, Reason.NO_CREDENTIALS, "the ticket has expired; get a new one (kinit)"),
	KRB_AP_ERR_TKT_NYV(33, Reason.CLOCK_SKEW, "the ticket is not valid yet; compare the clocks"),
	KRB_AP_ERR_REPEAT(34, Reason.REFUSED, "the request was seen before"),
	KRB_AP_ERR_NOT_US(35, Reason.UNKNOWN_PRINCIPAL, "the ticket is for another service"),
	KRB_AP_ERR_BADMATCH(36, Reason.REFUSED, "ticket and authenticator name different users"),
	KRB_AP_ERR_SKEW(37, Reason.CLOCK_SKEW, "the clocks differ by more than the server allows, mostly 5 minutes"),
	KRB_AP_ERR_BADADDR(38, Reason.REFUSED, "the ticket was issued to another address"),
	KRB_AP_ERR_BADVERSION(39, Reason.BAD_TOKEN, "the version of Kerberos is not supported"),
	KRB_AP_ERR_MSG_TYPE(40, Reason.BAD_TOKEN, "the type of the message is not the expected one"),
	KRB_AP_ERR_MODIFIED(41, Reason.REFUSED,
			"the ticket does not open with the key of the server: the name belongs to another account, or the key was "
					+ "changed since"),
	KRB_AP_ERR_BADKEYVER(44, Reason.REFUSED, "the server does not have the key with that version any more"),
	KRB_AP_ERR_NOKEY(45, Reason.REFUSED, "the server has no key for the ticket"),
	KRB_AP_ERR_INAPP_CKSUM(50, Reason.BAD_TOKEN, "the checksum is not of the expected type"),
	KRB_ERR_RESPONSE_TOO_BIG(52, Reason.NO_REALM, "the answer of the realm does not fit a datagram; it must use TCP"),
	KRB_ERR_GENERIC(60, Reason.REFUSED, "an error that is not explained"),
	KDC_ERR_WRONG_REALM(68, Reason.NO_REALM, "the user belongs to another realm");

	private final int code;
	private final Reason reason;
	private final String meaning;

	ErrorCode(int code, Reason reason, String meaning) {
		this.code = code;
		this.reason = reason;
		this.meaning = meaning;
	}

	int code() {
		return code;
	}

	Reason reason() {
		return reason;
	}

	/** Name, number and what it means. */
	String words() {
		return meaning + " [" + name() + " (" + code + ")]";
	}

	static Optional<ErrorCode> of(int code) {
		return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
	}

	/** For any number. */
	static Reason reason(int code) {
		return of(code).map(ErrorCode::reason).orElse(Reason.REFUSED);
	}

	/** For any number. */
	static String words(int code) {
		return of(code).map(ErrorCode::words).orElse("an error that is not known here [Kerberos " + code + "]");
	}
}
