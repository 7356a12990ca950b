package dev.quayside.directory.ldap;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Result codes of LDAP (RFC 4511, 4.1.9) with what Active Directory means by them, in words. */
public final class ResultCodes {

	public static final int NO_SUCH_ATTRIBUTE = 16;
	public static final int ATTRIBUTE_OR_VALUE_EXISTS = 20;
	public static final int NO_SUCH_OBJECT = 32;
	public static final int ENTRY_ALREADY_EXISTS = 68;

	private static final int INVALID_CREDENTIALS = 49;
	private static final int MAX_DIAGNOSTIC = 400;

	private record Meaning(String name, Kind kind, String words, String advice) {}

	private static final Map<Integer, Meaning> MEANINGS = new HashMap<>();
	private static final String CHECK = "Check the name and the password";
	/** Of {@code data xxx} with invalid credentials, which are Windows errors in hex: words and advice. */
	private static final Map<String, List<String>> LOGON = Map.ofEntries(
			Map.entry("525", List.of("there is no such account", "Check the name")),
			Map.entry("52e", List.of("the name or the password is wrong", CHECK)),
			Map.entry("52f", List.of("the account is restricted", "Look at what restricts it, or use another account")),
			Map.entry("530", List.of("the account may not log on at this time", "Use another account")),
			Map.entry("531", List.of("the account may not log on from here", "Use another machine or account")),
			Map.entry("532", List.of("the password has expired", "Change the password")),
			Map.entry("533", List.of("the account is disabled", "Enable it, or use another account")),
			Map.entry("568", List.of("the account is in too many groups", "Use another account")),
			Map.entry("701", List.of("the account has expired", "Renew it, or use another account")),
			Map.entry("773", List.of("the password must be changed before the first logon", "Change the password")),
			Map.entry("775", List.of("the account is locked out", "Unlock it, or wait until it is unlocked: the "
					+ "password may be right, and further attempts may lock it for longer")),
			Map.entry("80090346", List.of("the server demands that TLS and the logon are bound together",
					"Use Kerberos without TLS, which signs and seals")));
	/** Windows errors that lead the diagnostic message ([MS-ERREF] 2.2). */
	private static final Map<String, String> WINDOWS = Map.of(
			"00002024", "ERROR_DS_ADMIN_LIMIT_EXCEEDED (0x80072024)",
			"0000200A", "ERROR_DS_NO_ATTRIBUTE_OR_VALUE (0x8007200A)",
			"0000200D", "ERROR_DS_ATTRIBUTE_OR_VALUE_EXISTS (0x8007200D)",
			"00002028", "ERROR_DS_STRONG_AUTH_REQUIRED (0x80072028)",
			"0000202F", "ERROR_DS_CONSTRAINT_VIOLATION (0x8007202F)",
			"00002081", "ERROR_DS_SINGLE_VALUE_CONSTRAINT (0x80072081)",
			"00002082", "ERROR_DS_RANGE_CONSTRAINT (0x80072082)",
			"00002083", "ERROR_DS_ATT_VAL_ALREADY_EXISTS (0x80072083)",
			"00002085", "ERROR_DS_CANT_REM_MISSING_ATT_VAL (0x80072085)",
			"00002098", "ERROR_DS_INSUFF_ACCESS_RIGHTS (0x80072098)");
	private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]+)\\b");

	static {
		put(1, "operationsError", Kind.FAILED, "the server could not do it", "");
		put(2, "protocolError", Kind.PROTOCOL, "the server does not understand the request", "");
		put(3, "timeLimitExceeded", Kind.TIMEOUT, "it took longer than the server allows", "Try again later");
		put(4, "sizeLimitExceeded", Kind.FAILED, "the server returned only a part", "");
		put(8, "strongerAuthRequired", Kind.DENIED, "the server wants a protected connection",
				"Use ldaps:// or StartTLS, or Kerberos with sign and seal");
		put(10, "referral", Kind.FAILED, "another server has it", "Connect to a domain controller of that domain");
		put(11, "adminLimitExceeded", Kind.FAILED, "a limit of the server is exceeded, such as that of values of "
				+ "one attribute (about 800 to 1,200 digests)", "Remove certificates first");
		put(12, "unavailableCriticalExtension", Kind.PROTOCOL, "the server lacks something that is needed", "");
		put(13, "confidentialityRequired", Kind.DENIED, "the server wants TLS", "Use ldaps:// or StartTLS");
		put(16, "noSuchAttribute", Kind.BUSY, "the value that was to be removed is not there: somebody has changed it",
				"Read the account again and repeat");
		put(18, "inappropriateMatching", Kind.FAILED, "the server cannot compare such values", "");
		put(19, "constraintViolation", Kind.FAILED, "a value is not what the schema allows: too long, or a digest "
				+ "that has not 16 bytes", "Look at the digests and the length of the certificates");
		put(20, "attributeOrValueExists", Kind.BUSY, "a value is there already: somebody has changed it",
				"Read the account again and repeat");
		put(21, "invalidAttributeSyntax", Kind.FAILED, "a value is not what the schema allows", "");
		put(32, "noSuchObject", Kind.NOT_FOUND, "there is no such object, or it may not be seen",
				"Check the name; the object may have been moved, renamed or deleted");
		put(34, "invalidDNSyntax", Kind.INVALID, "the distinguished name is none", "Check the name");
		put(INVALID_CREDENTIALS, "invalidCredentials", Kind.DENIED, "the logon was refused",
				CHECK);
		put(50, "insufficientAccessRights", Kind.DENIED, "a right is missing",
				"Reading needs read access to the account, changing it write access to its personal information");
		put(51, "busy", Kind.BUSY, "the server is busy", "Try again later");
		put(52, "unavailable", Kind.BUSY, "the server is shutting down or not ready", "Try another domain controller");
		put(53, "unwillingToPerform", Kind.FAILED, "the server does not want to do it",
				"A read-only domain controller changes nothing; some objects are protected");
		put(64, "namingViolation", Kind.FAILED, "an object of that name may not be there", "");
		put(65, "objectClassViolation", Kind.FAILED, "the schema does not allow it", "");
		put(68, "entryAlreadyExists", Kind.FAILED, "there is such an object already", "");
		put(80, "other", Kind.FAILED, "the server could not do it", "");
	}

	private ResultCodes() {}

	private static void put(int code, String name, Kind kind, String words, String advice) {
		MEANINGS.put(code, new Meaning(name, kind, words, advice));
	}

	/**
	 * A failure in words.
	 *
	 * @param what
	 *            was tried and where, without full stop
	 */
	static DirectoryException failure(String what, int code, String diagnostic, Throwable cause) {
		Meaning meaning = MEANINGS.getOrDefault(code,
				new Meaning("result", Kind.FAILED, "the server refused it", ""));
		String status = meaning.name() + " (" + code + ")";
		Optional<String> data = code == INVALID_CREDENTIALS ? data(diagnostic) : Optional.empty();
		String words = data.map(text -> LOGON.get(text).get(0) + " (data " + text + ")").orElse(meaning.words());
		String said = diagnostic(diagnostic);
		return new DirectoryException(meaning.kind(),
				what + ": " + status + ", " + words + (said.isEmpty() ? "" : "; the server says: " + said),
				data.map(text -> LOGON.get(text).get(1)).orElse(meaning.advice()), status, cause);
	}

	/** Microsoft's code of a refused logon, if it is a known one. */
	private static Optional<String> data(String diagnostic) {
		Matcher data = DATA.matcher(diagnostic == null ? "" : diagnostic);
		return data.find()
				? Optional.of(data.group(1).toLowerCase(Locale.ROOT)).filter(LOGON::containsKey)
				: Optional.empty();
	}

	private static String diagnostic(String text) {
		if (text == null || text.isBlank()) {
			return "";
		}
		String line = text.replace('\0', ' ').replaceAll("\\s+", " ").strip();
		String cut = line.length() > MAX_DIAGNOSTIC ? line.substring(0, MAX_DIAGNOSTIC) + "…" : line;
		String windows = line.length() >= 8 ? WINDOWS.get(line.substring(0, 8).toUpperCase(Locale.ROOT)) : null;
		return windows == null ? cut : windows + ", " + cut;
	}
}
