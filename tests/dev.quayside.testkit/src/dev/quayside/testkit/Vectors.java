package dev.quayside.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Golden bytes in a text file: lines of {@code name: hex}, which may go on in indented lines; blanks do not count, and
 * {@code #} begins a comment. The first comment says where the bytes come from.
 */
public final class Vectors {

	private Vectors() {}

	/** All vectors of a file, its path relative to the folder of the tests. */
	public static Map<String, byte[]> read(String file) {
		Map<String, StringBuilder> texts = new LinkedHashMap<>();
		StringBuilder current = null;
		try {
			for (String line : Files.readAllLines(tests().resolve(file))) {
				String text = line.replaceAll("#.*", "");
				int colon = text.indexOf(':');
				if (colon > 0) {
					current = texts.computeIfAbsent(text.substring(0, colon).strip(), name -> new StringBuilder());
				}
				if (current != null) {
					current.append(text.substring(colon + 1).replaceAll("\\s", ""));
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Map<String, byte[]> vectors = new LinkedHashMap<>();
		texts.forEach((name, hex) -> vectors.put(name, HexFormat.of().parseHex(hex)));
		if (vectors.isEmpty()) {
			throw new IllegalStateException(file + " holds no vector");
		}
		return vectors;
	}

	/** The folder with the tests of all bundles. */
	public static Path tests() {
		return Path.of(System.getProperty("quayside.root"), "tests");
	}
}
