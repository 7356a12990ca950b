package dev.quayside.queuemanager.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Attributes as the text of Java properties, in a stable order. */
final class Attributes {

	private Attributes() {}

	static String format(Map<String, String> attributes) {
		return new TreeMap<>(attributes).entrySet().stream().map(Attributes::line).collect(Collectors.joining());
	}

	private static String line(Map.Entry<String, String> entry) {
		Properties single = new Properties();
		single.setProperty(entry.getKey(), entry.getValue());
		try (StringWriter out = new StringWriter()) {
			single.store(out, null);
			return out.toString().lines().filter(line -> !line.startsWith("#"))
					.collect(Collectors.joining("\n", "", "\n"));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static Map<String, String> parse(String text) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Map<String, String> result = new TreeMap<>();
		properties.stringPropertyNames().forEach(name -> result.put(name, properties.getProperty(name)));
		return result;
	}
}
