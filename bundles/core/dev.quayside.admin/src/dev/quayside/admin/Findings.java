package dev.quayside.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An examination as text for a ticket, the same in a terminal and from the clipboard: who, what, when; the steps. It fits
 * into the 80 columns of a terminal and of a mail.
 */
public final class Findings {

	private static final int STEP_WIDTH = 16;
	private static final int RESULT_WIDTH = 7;
	private static final int MILLIS_WIDTH = 6;
	private static final int INDENT_WIDTH = STEP_WIDTH + 1 + RESULT_WIDTH + 1 + MILLIS_WIDTH + 2;
	private static final int TEXT_WIDTH = 80 - INDENT_WIDTH;
	private static final String INDENT = " ".repeat(INDENT_WIDTH);

	private static final Pattern HOSTILE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{061C}\\x{200E}\\x{200F}"
			+ "\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]+");

	private Findings() {}

	/**
	 * The lines above the findings.
	 *
	 * @param queue
	 *            that is opened
	 */
	public static List<String> heading(ConnectionSettings settings, Optional<String> queue, Instant when) {
		return List.of(oneLine(Product.NAME + ", " + when.truncatedTo(ChronoUnit.SECONDS) + ": " + settings.address()
				+ queue.map(name -> ", " + name).orElse("") + ", as " + settings.identity() + ", protection "
				+ settings.protection().name().toLowerCase(Locale.ROOT)), "", row("Step", "Result", "ms", "Cause"));
	}

	/** Step, result, time and cause, then the advice; broken between words. */
	public static List<String> lines(Finding finding) {
		List<String> lines = new ArrayList<>();
		List<String> cause = wrapped(finding.cause());
		lines.add(row(oneLine(finding.step()), word(finding.result()), millis(finding), cause.get(0)));
		cause.subList(1, cause.size()).forEach(line -> lines.add(INDENT + line));
		if (!finding.advice().isEmpty()) {
			wrapped("-> " + finding.advice()).forEach(line -> lines.add(INDENT + line));
		}
		return lines;
	}

	/** "passed", "failed" or "skipped". */
	public static String word(Finding.Result result) {
		return result.name().toLowerCase(Locale.ROOT);
	}

	/** A number, or a dash where nothing was tried. */
	public static String millis(Finding finding) {
		return finding.millis().isPresent() ? Long.toString(finding.millis().getAsLong()) : "-";
	}

	private static String row(String step, String result, String millis, String text) {
		return String.format("%-" + STEP_WIDTH + "s %-" + RESULT_WIDTH + "s %" + MILLIS_WIDTH + "s  %s", step, result,
				millis, text).stripTrailing();
	}

	private static List<String> wrapped(String text) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : oneLine(text).split(" ")) {
			if (line.length() > 0 && line.length() + 1 + word.length() > TEXT_WIDTH) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(line.length() == 0 ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

	/** What comes from the network may not break lines, move the cursor of a terminal or turn the direction of writing. */
	private static String oneLine(String text) {
		return HOSTILE.matcher(text).replaceAll(" ");
	}
}
