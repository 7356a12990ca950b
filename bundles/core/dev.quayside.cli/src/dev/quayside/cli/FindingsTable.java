package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a doctor found, line by line as it comes, in a form for a ticket: who, what, when; then the steps. */
final class FindingsTable extends ResultWriter {

	private static final int STEP_WIDTH = 16;
	private static final int RESULT_WIDTH = 7;
	private static final int MILLIS_WIDTH = 6;
	private static final int TEXT_WIDTH = 84;
	private static final String INDENT = " ".repeat(STEP_WIDTH + 1 + RESULT_WIDTH + 1 + MILLIS_WIDTH + 2);

	FindingsTable(PrintWriter out, ConnectionSettings settings, Optional<String> queue) {
		super(out);
		out.println(Text.printable(CommandLineProgram.VERSION + ", " + Instant.now().truncatedTo(ChronoUnit.SECONDS)
				+ ": " + settings.address() + queue.map(name -> ", " + name).orElse("") + ", as " + settings.identity()
				+ ", protection " + settings.protection().name().toLowerCase(Locale.ROOT)));
		out.println();
		row("Step", "Result", "ms", "Cause");
	}

	@Override
	void object(Map<String, Object> fields) {
		next(fields, true);
	}

	@Override
	void next(Map<String, Object> fields, boolean first) {
		Object millis = fields.get("milliseconds");
		List<String> lines = wrapped(fields.get("cause").toString());
		row(fields.get("step").toString(), fields.get("result").toString(), millis == null ? "-" : millis.toString(),
				lines.get(0));
		lines.subList(1, lines.size()).forEach(line -> out.println(INDENT + line));
		Object advice = fields.get("advice");
		if (advice != null) {
			wrapped("-> " + advice).forEach(line -> out.println(INDENT + line));
		}
		out.flush();
	}

	private void row(String step, String result, String millis, String text) {
		out.println(String
				.format("%-" + STEP_WIDTH + "s %-" + RESULT_WIDTH + "s %" + MILLIS_WIDTH + "s  %s", step, result,
						millis,
						text)
				.stripTrailing());
	}

	@Override
	void end(boolean empty) {
		// every line is out
	}

	/** Breaks between words. */
	private static List<String> wrapped(String text) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : Text.printable(text).split(" ")) {
			if (line.length() > 0 && line.length() + 1 + word.length() > TEXT_WIDTH) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(line.length() == 0 ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}
}
