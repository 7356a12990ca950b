package dev.quayside.msmq;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The statuses of {@code status.txt}: one per line, code, name, meaning and advice between tabs. */
final class StatusTable {

	record Entry(String name, String meaning, String advice) {}

	private static final Map<Integer, Entry> BY_CODE = new HashMap<>();
	private static final Map<String, Integer> BY_NAME = new HashMap<>();

	static {
		try (InputStream in = StatusTable.class.getResourceAsStream("status.txt");
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", 4)).forEach(fields -> {
				int code = Integer.parseUnsignedInt(fields[0].substring(2), 16);
				BY_CODE.put(code, new Entry(fields[1], fields[2], fields[3]));
				BY_NAME.put(fields[1], code);
			});
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private StatusTable() {}

	static Optional<Entry> entry(int code) {
		return Optional.ofNullable(BY_CODE.get(code));
	}

	static Optional<Integer> codeOf(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}
}
