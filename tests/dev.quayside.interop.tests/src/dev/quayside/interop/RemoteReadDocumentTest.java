package dev.quayside.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docs/protocol/remote-read.md says of tests is true: each of them is there, and every row has one. */
class RemoteReadDocumentTest {

	private static final Pattern JAVA = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
	private static final Pattern PYTHON = Pattern.compile("`(cases_\\w+)\\.(\\w+)`");
	private static final int METHODS = 15;

	private static String document() throws IOException {
		return Files.readString(Vectors.tests().resolve("../docs/protocol/remote-read.md"));
	}

	private static List<String> sources(String end) throws IOException {
		try (Stream<Path> files = Files.walk(Vectors.tests(), 12)) {
			List<String> found = new ArrayList<>();
			for (Path file : files.filter(path -> path.toString().endsWith(end)).toList()) {
				found.add(Files.readString(file));
			}
			return found;
		}
	}

	@Test
	void everyTestThatIsMentionedIsThere() throws Exception {
		List<String> missing = new ArrayList<>();
		Matcher java = JAVA.matcher(document());
		while (java.find()) {
			String method = " " + java.group(2) + "(";
			if (sources("/" + java.group(1) + ".java").stream().noneMatch(source -> source.contains(method))) {
				missing.add(java.group());
			}
		}
		Matcher python = PYTHON.matcher(document());
		while (python.find()) {
			String method = "def " + python.group(2) + "(";
			if (sources("impacket/" + python.group(1) + ".py").stream().noneMatch(source -> source.contains(method))) {
				missing.add(python.group());
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void everythingThatAServerMustDoHasATest() throws Exception {
		String duties = document().substring(0, document().indexOf("## Where the text"));
		assertThat(duties.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| the server")
				&& !line.startsWith("| ---"))
				.filter(line -> !JAVA.matcher(line).find() && !PYTHON.matcher(line).find()))
				.isEmpty();
	}

	@Test
	void everyMethodHasATable() throws Exception {
		Matcher headings = Pattern.compile("(?m)^## Opnums? (\\d+)(?: and (\\d+))?, ").matcher(document());
		List<Integer> opnums = new ArrayList<>();
		while (headings.find()) {
			opnums.add(Integer.valueOf(headings.group(1)));
			if (headings.group(2) != null) {
				opnums.add(Integer.valueOf(headings.group(2)));
			}
		}
		assertThat(opnums).hasSize(METHODS).containsExactly(0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
	}
}
