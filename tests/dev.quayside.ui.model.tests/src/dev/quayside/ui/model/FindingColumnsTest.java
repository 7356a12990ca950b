package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalLong;

class FindingColumnsTest {

	private static final Finding PASSED = new Finding("Name", Result.PASSED, OptionalLong.of(12), "10.0.0.5", "");
	private static final Finding FAILED = new Finding("TCP port 135", Result.FAILED, OptionalLong.of(3000),
			"no answer", "Open it in the firewall");
	private static final Finding SKIPPED = new Finding("Bind", Result.SKIPPED, OptionalLong.empty(), "", "");

	@Test
	void aRowHasResultStepTimeCauseAndAdvice() {
		assertThat(ColumnSpec.line(FindingColumns.ALL, FAILED))
				.isEqualTo("failed\tTCP port 135\t3000\tno answer\tOpen it in the firewall");
		assertThat(ColumnSpec.line(FindingColumns.ALL, SKIPPED)).isEqualTo("skipped\tBind\t-\t\t");
	}

	@Test
	void theDetailsSayWhatToTry() {
		assertThat(FindingColumns.details(FAILED))
				.isEqualTo("TCP port 135: failed\n\nno answer\n\nTry this: Open it in the firewall");
		assertThat(FindingColumns.details(SKIPPED)).isEqualTo("Bind: skipped");
	}

	@Test
	void theSummaryCounts() {
		assertThat(FindingColumns.summary(List.of(PASSED, PASSED, FAILED))).isEqualTo("2 passed, 1 failed, 0 skipped");
	}

	@Test
	void eachResultHasAnIcon() {
		assertThat(List.of(PASSED, FAILED, SKIPPED)).extracting(FindingColumns::icon).containsExactly("ok", "error",
				"skipped");
	}
}
