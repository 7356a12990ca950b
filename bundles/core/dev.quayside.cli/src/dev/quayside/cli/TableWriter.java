package dev.quayside.cli;

import dev.quayside.admin.Reading;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Columns for people. Their widths fit the first rows; later rows are written at once. Unknown is {@code ?}, absent is
 * {@code -}.
 */
final class TableWriter extends ResultWriter {

	private static final int MEASURED_ROWS = 100;
	private static final int MAX_WIDTH = 60;

	private final Columns columns;
	private final List<List<String>> waiting = new ArrayList<>();
	private int[] widths;
	private int measured = MEASURED_ROWS;

	TableWriter(PrintWriter out, Columns columns) {
		super(out);
		this.columns = columns;
	}

	@Override
	ResultWriter promptly() {
		measured = 1;
		return this;
	}

	@Override
	void object(Map<String, Object> fields) throws IOException {
		int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
		fields.forEach((name, value) -> out.println(pad(name, width) + "  " + cell(value)));
		check();
	}

	@Override
	void next(Map<String, Object> fields, boolean first) {
		List<String> row = columns.fields().stream().map(fields::get).map(TableWriter::cell).toList();
		if (widths == null) {
			waiting.add(row);
			if (waiting.size() == measured) {
				writeWaiting();
			}
		} else {
			write(row);
		}
	}

	@Override
	void end(boolean empty) {
		if (widths == null) {
			writeWaiting();
		}
	}

	private void writeWaiting() {
		widths = new int[columns.titles().size()];
		for (int i = 0; i < widths.length; i++) {
			widths[i] = columns.titles().get(i).length();
			for (List<String> row : waiting) {
				widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], row.get(i).length()));
			}
		}
		write(columns.titles());
		waiting.forEach(this::write);
		waiting.clear();
	}

	private void write(List<String> row) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.size(); i++) {
			line.append(i == row.size() - 1 ? row.get(i) : pad(row.get(i), widths[i]) + "  ");
		}
		out.println(line.toString().stripTrailing());
	}

	private static String pad(String text, int width) {
		return text + " ".repeat(Math.max(0, width - text.length()));
	}

	private static String cell(Object value) {
		if (value instanceof Reading<?> reading) {
			return reading.isUnknown() ? "?" : cell(reading.optional().orElse(null));
		}
		if (value == null) {
			return "-";
		}
		if (value instanceof Boolean yes) {
			return yes ? "yes" : "no";
		}
		if (value instanceof List<?> list) {
			return list.isEmpty()
					? "-"
					: Text.printable(Text.of(list));
		}
		return Text.printable(value.toString());
	}
}
