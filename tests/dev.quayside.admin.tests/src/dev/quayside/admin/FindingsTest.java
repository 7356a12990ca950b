package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Finding.Result;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

class FindingsTest {

	private static Finding finding(Result result, String cause, String advice) {
		return new Finding("TCP port 135", result,
				result == Result.SKIPPED ? OptionalLong.empty() : OptionalLong.of(3000), cause, advice);
	}

	@Test
	void theHeadingSaysWhoWhatAndWhen() {
		ConnectionSettings settings = ConnectionSettings.anonymous(QueueManagerAddress.parse("server:2103"));
		assertThat(Findings.heading(settings, Optional.of("private$\\orders"),
				Instant.ofEpochSecond(0, 5)))
				.containsExactly(
						Product.NAME
								+ ", 1970-01-01T00:00:00Z: server:2103, private$\\orders, as anonymous, protection none",
						"", "Step             Result      ms  Cause");
	}

	@Test
	void aFindingHasALineAndOneForItsAdvice() {
		assertThat(Findings.lines(finding(Result.FAILED, "No answer", "Open it"))).containsExactly(
				"TCP port 135     failed    3000  No answer", "                                 -> Open it");
		assertThat(Findings.lines(finding(Result.SKIPPED, "", ""))).containsExactly("TCP port 135     skipped      -");
	}

	@Test
	void longTextsAreBrokenBetweenWords() {
		assertThat(Findings.lines(finding(Result.PASSED, "word ".repeat(40), ""))).hasSize(5)
				.allMatch(line -> line.endsWith("word") && line.length() <= 80);
	}

	@Test
	void whatComesFromTheNetworkBreaksNoLines() {
		assertThat(Findings.lines(finding(Result.PASSED, "a\nok  \u001b[31mb\u2028c\u202ed\u009be", "x\r\ny")))
				.hasSize(2)
				.noneMatch(line -> line.contains("\u001b") || line.contains("\n") || line.contains("\u2028")
						|| line.contains("\u202e") || line.contains("\u009b"));
	}
}
