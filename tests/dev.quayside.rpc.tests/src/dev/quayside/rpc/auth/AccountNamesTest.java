package dev.quayside.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

class AccountNamesTest {

	@ParameterizedTest
	@CsvSource({ "alice, ALICE", "B\u00f6b, b\u00d6B", "\u03c3, \u03a3", "\u00ff, \u0178", "stra\u00dfe, STRA\u00dfE" })
	void caseDoesNotCount(String one, String other) {
		assertThat(AccountNames.isSame(one, other)).isTrue();
	}

	/** Dotless and dotted i, long s, Kelvin sign, final sigma, sharp s: each has a letter of ASCII or Greek near it. */
	@ParameterizedTest
	@CsvSource({ "admin, adm\u0131n", "ADMIN, ADM\u0130N", "admin, adm\u0130n", "sales, \u017fales", "kim, \u212aim",
			"\u03c3, \u03c2", "strasse, stra\u00dfe", "\u00df, \u1e9e", "\u00b5, \u03bc" })
	void lettersThatOnlyLookAlikeDo(String one, String other) {
		assertThat(AccountNames.isSame(one, other)).isFalse();
	}

	@Test
	void theLocaleDoesNotCount() {
		Locale before = Locale.getDefault();
		Locale.setDefault(new Locale("tr"));
		try {
			assertThat(AccountNames.upperCase("mixed i\u00df\u00e4")).isEqualTo("MIXED I\u00df\u00c4");
		} finally {
			Locale.setDefault(before);
		}
	}
}
