package dev.quayside.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultCodesTest {

	@ParameterizedTest
	@CsvSource({ "8,strongerAuthRequired,DENIED", "11,adminLimitExceeded,FAILED", "16,noSuchAttribute,BUSY",
			"19,constraintViolation,FAILED", "20,attributeOrValueExists,BUSY", "32,noSuchObject,NOT_FOUND",
			"49,invalidCredentials,DENIED", "50,insufficientAccessRights,DENIED", "51,busy,BUSY",
			"53,unwillingToPerform,FAILED" })
	void aResultIsNamedExplainedAndAnswered(int code, String name, Kind kind) {
		DirectoryException failure = ResultCodes.failure("Search at dc1:636", code, "", null);
		assertThat(failure.status()).isEqualTo(name + " (" + code + ")");
		assertThat(failure.getMessage()).startsWith("Search at dc1:636: " + failure.status() + ", ");
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.advice()).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "52e,the name or the password is wrong", "525,there is no such account", "533,the account is disabled",
			"532,the password has expired", "701,the account has expired",
			"773,the password must be changed before the first logon", "775,the account is locked out" })
	void theCodeOfARefusedLogonIsExplained(String data, String words) {
		String diagnostic = "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + data
				+ ", v1db1\0";
		assertThat(ResultCodes.failure("Logon", 49, diagnostic, null)).hasMessageContaining(words)
				.hasMessageContaining("data " + data).hasMessageNotContaining("\0");
	}

	@ParameterizedTest
	@CsvSource({ "775,Unlock", "533,Enable", "532,Change the password", "773,Change the password", "701,Renew",
			"530,another account", "52e,Check the name and the password", "abc,Check the name and the password" })
	void aRefusedLogonSaysWhatHelps(String data, String advice) {
		assertThat(ResultCodes.failure("Logon", 49, "80090308: LdapErr: x, data " + data + ", v1db1", null).advice())
				.contains(advice);
	}

	@Test
	void theWindowsErrorOfAFullAttributeIsNamed() {
		assertThat(ResultCodes.failure("Change", 11, "00002024: SvcErr: DSID-02050A20, problem 5008", null))
				.hasMessageContaining("ERROR_DS_ADMIN_LIMIT_EXCEEDED (0x80072024)");
	}

	/** Names of [MS-ERREF] 2.2. */
	@ParameterizedTest
	@CsvSource({ "16, 00002085, CANT_REM_MISSING_ATT_VAL", "20, 00002083, ATT_VAL_ALREADY_EXISTS",
			"20, 0000200D, ATTRIBUTE_OR_VALUE_EXISTS", "19, 00002081, SINGLE_VALUE_CONSTRAINT",
			"19, 00002082, RANGE_CONSTRAINT", "50, 00002098, INSUFF_ACCESS_RIGHTS" })
	void aWindowsErrorIsNamed(int code, String error, String name) {
		assertThat(ResultCodes.failure("X", code, error + ": AtrErr: DSID-03153438", null))
				.hasMessageContaining("ERROR_DS_" + name + " (0x8007" + error.substring(4) + ")");
	}

	@Test
	void whatAServerSaysIsCutAndCannotForgeLines() {
		assertThat(ResultCodes.failure("Change", 80, "a\nb" + "x".repeat(10_000), null).getMessage())
				.hasSizeLessThan(600)
				.contains("a b");
	}

	@Test
	void anUnknownResultKeepsItsNumber() {
		assertThat(ResultCodes.failure("Change", 4711, "", null).status()).isEqualTo("result (4711)");
	}
}
