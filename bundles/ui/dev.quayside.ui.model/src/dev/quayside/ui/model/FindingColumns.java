package dev.quayside.ui.model;

import dev.quayside.admin.Finding;
import dev.quayside.admin.Findings;

import java.util.List;

/** What an examination found, as a table and in words. */
public final class FindingColumns {

	public static final List<ColumnSpec<Finding>> ALL = List.of(
			ColumnSpec.text("Result", 10, finding -> Findings.word(finding.result())),
			ColumnSpec.text("Step", 18, finding -> Words.oneLine(finding.step())),
			ColumnSpec.number("ms", 7, Findings::millis),
			ColumnSpec.text("Cause", 66, finding -> Words.oneLine(finding.cause())),
			ColumnSpec.text("Advice", 60, finding -> Words.oneLine(finding.advice())));

	private FindingColumns() {}

	/** All of one finding, where there is room. */
	public static String details(Finding finding) {
		String advice = finding.advice().isEmpty() ? "" : "\n\nTry this: " + finding.advice();
		return finding.step() + ": " + Findings.word(finding.result())
				+ (finding.cause().isEmpty() ? "" : "\n\n" + finding.cause()) + advice;
	}

	/** How the examination stands: "7 passed, 1 failed, 2 skipped". */
	public static String summary(List<Finding> findings) {
		return count(findings, Finding.Result.PASSED) + " passed, " + count(findings, Finding.Result.FAILED)
				+ " failed, "
				+ count(findings, Finding.Result.SKIPPED) + " skipped";
	}

	private static long count(List<Finding> findings, Finding.Result result) {
		return findings.stream().filter(finding -> finding.result() == result).count();
	}

	/** The name of the icon without ending. */
	public static String icon(Finding finding) {
		return switch (finding.result()) {
			case PASSED -> "ok";
			case FAILED -> "error";
			case SKIPPED -> "skipped";
		};
	}
}
