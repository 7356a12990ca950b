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
	private final boolean verified;
	private final List<String> ids = new ArrayList<>();
	private int count;
	private String first;
	private String last;

	/**
	 * @param verified
	 *            whether the queue is looked into afterwards
	 */
	SentResults(int wanted, boolean verified) {
		this.wanted = wanted;
		this.verified = verified;
	}

	void accepted(String messageId) {
		first = count == 0 ? messageId : first;
		last = messageId;
		count++;
		if (wanted <= LISTED || verified) {
			ids.add(messageId);
		}
	}

	/** All ids, where they are needed afterwards. */
	List<String> ids() {
		return ids;
	}

	/**
	 * @param found
	 *            whether each id is in the queue; without an entry it is unknown
	 */
	void write(ResultWriter.Format format, PrintWriter out, Map<String, Boolean> found) throws IOException {
		ResultWriter results = ResultWriter.of(format, out, verified ? Tables.VERIFIED : Tables.SENT);
		if (wanted > LISTED) {
			results.object(range(found));
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

	private Map<String, Object> range(Map<String, Boolean> found) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("sent", count);
		fields.put("first", first);
		fields.put("last", last);
		if (verified) {
			fields.put("inQueue", found.isEmpty() ? null : found.values().stream().filter(there -> there).count());
		}
		return fields;
	}
}
