package dev.quayside.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What send prints: each id, or of many the first and the last. */
final class SentResults {

	private static final int LISTED = 1000;

	private final int wanted;
	private final ResultWriter.Format format;
	private final PrintWriter out;
	private final List<String> ids = new ArrayList<>();

	SentResults(int wanted, ResultWriter.Format format, PrintWriter out) {
		this.wanted = wanted;
		this.format = format;
		this.out = out;
	}

	void accepted(String messageId) {
		ids.add(messageId);
	}

	List<String> ids() {
		return ids;
	}

	/**
	 * @param verified
	 *            whether the queue was looked into
	 * @param found
	 *            whether each id was there; without an entry it is unknown
	 */
	void write(boolean verified, Map<String, Boolean> found) throws IOException {
		ResultWriter.Columns columns = verified ? Tables.with(Tables.SENT, "inQueue", "In queue") : Tables.SENT;
		ResultWriter results = ResultWriter.of(format, out, columns);
		if (wanted > LISTED) {
			results.object(range(verified, found));
			return;
		}
		for (String id : ids) {
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("messageId", id);
			if (verified) {
				fields.put("inQueue", found.get(id));
			}
			results.item(fields);
		}
		if (!ids.isEmpty()) {
			results.end();
		}
	}

	private Map<String, Object> range(boolean verified, Map<String, Boolean> found) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("sent", ids.size());
		fields.put("first", ids.isEmpty() ? null : ids.get(0));
		fields.put("last", ids.isEmpty() ? null : ids.get(ids.size() - 1));
		if (verified) {
			fields.put("inQueue", found.isEmpty() ? null : found.values().stream().filter(there -> there).count());
		}
		return fields;
	}
}
