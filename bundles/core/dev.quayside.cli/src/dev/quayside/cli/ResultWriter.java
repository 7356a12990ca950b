package dev.quayside.cli;

import dev.quayside.admin.ObjectFields;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes objects, one or many, as they come. Unknown and absent are null in JSON and empty in CSV. */
abstract class ResultWriter {

	/** How objects are written. */
	enum Format {
		TABLE,
		JSON,
		CSV
	}

	/**
	 * Fields that a table shows of a list; CSV and JSON have all.
	 *
	 * @param titles
	 *            of the fields with the same index
	 * @param all
	 *            names of all fields
	 */
	record Columns(List<String> fields, List<String> titles, List<String> all) {}

	final PrintWriter out;
	private boolean began;

	ResultWriter(PrintWriter out) {
		this.out = out;
	}

	static ResultWriter of(Format format, PrintWriter out, Columns columns) {
		return switch (format) {
			case TABLE -> new TableWriter(out, columns);
			case JSON -> new JsonLines(out);
			case CSV -> new CsvWriter(out, columns);
		};
	}

	/** Writes each item as soon as it is there, at the cost of columns that fit the first one only. */
	ResultWriter promptly() {
		return this;
	}

	/** One object that is the whole result. */
	abstract void object(Map<String, Object> fields) throws IOException;

	/** The next object of a list. */
	void item(Map<String, Object> fields) throws IOException {
		next(fields, !began);
		began = true;
		check();
	}

	/** Ends a list; an empty one is written as such. */
	void end() throws IOException {
		end(!began);
		out.flush();
		check();
	}

	/** Ends a list that failed: nothing is written if it never began, or if nobody reads. */
	void endFailed() {
		if (began) {
			end(false);
			out.flush();
		}
	}

	abstract void next(Map<String, Object> fields, boolean first);

	abstract void end(boolean empty);

	/** Nobody reads any more: there is no use in going on. */
	final void check() throws IOException {
		if (out.checkError()) {
			throw new IOException("The output was closed before all was written");
		}
	}

	/** A JSON array with one object per line. */
	private static final class JsonLines extends ResultWriter {

		private static final Gson JSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

		JsonLines(PrintWriter out) {
			super(out);
		}

		@Override
		void object(Map<String, Object> fields) throws IOException {
			out.println(JSON.toJson(ObjectFields.plain(fields)));
			check();
		}

		@Override
		void next(Map<String, Object> fields, boolean first) {
			out.print(first ? "[\n" : ",\n");
			out.print(JSON.toJson(ObjectFields.plain(fields)));
		}

		@Override
		void end(boolean empty) {
			out.println(empty ? "[]" : "\n]");
		}
	}

	/**
	 * RFC 4180 with a header line; a list as a value is joined by semicolons. Control characters but for line ends and tabs
	 * are written as in tables.
	 */
	private static final class CsvWriter extends ResultWriter {

		private static final String LINE_END = "\r\n";
		private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^\\s|\\s$");

		private final Columns columns;

		CsvWriter(PrintWriter out, Columns columns) {
			super(out);
			this.columns = columns;
		}

		@Override
		void object(Map<String, Object> fields) throws IOException {
			item(fields);
			end();
		}

		@Override
		void next(Map<String, Object> fields, boolean first) {
			if (first) {
				header(fields.keySet());
			}
			out.print(String.join(",", ObjectFields.plain(fields).values().stream().map(CsvWriter::cell).toList())
					+ LINE_END);
		}

		@Override
		void end(boolean empty) {
			if (empty) {
				header(columns.all());
			}
		}

		private void header(Collection<String> names) {
			out.print(String.join(",", names) + LINE_END);
		}

		private static String cell(Object value) {
			String text = value == null
					? ""
					: value instanceof List<?> list
							? String.join(";", list.stream().map(Text::of).toList())
							: value.toString();
			String printable = Text.printable(text, Text.LINES);
			return QUOTED.matcher(printable).find() ? '"' + printable.replace("\"", "\"\"") + '"' : printable;
		}
	}
}
