package dev.quayside.archtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that docs/protocol names for what binds a server exist. */
class ProtocolTablesTest {

	private static final Path ROOT = Path.of(System.getProperty("quayside.root"));
	private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");
	private static final String HEADER_OF_TESTS = "| test |";

	private static Path document(String name) {
		return ROOT.resolve("docs/protocol").resolve(name);
	}

	private static Map<String, List<Path>> testClasses() throws IOException {
		Map<String, List<Path>> classes = new HashMap<>();
		try (Stream<Path> files = Files.walk(ROOT.resolve("tests"))) {
			files.filter(file -> file.toString().endsWith("Test.java"))
					.forEach(file -> classes.computeIfAbsent(file.getFileName().toString().replace(".java", ""),
							name -> new ArrayList<>()).add(file));
		}
		return classes;
	}

	@TestFactory
	List<DynamicTest> everyTestThatIsNamedExists() throws IOException {
		Map<String, List<Path>> classes = testClasses();
		TreeSet<String> named = new TreeSet<>();
		try (Stream<Path> documents = Files.list(document("."))) {
			for (Path each : documents.toList()) {
				Matcher matcher = NAMED.matcher(Files.readString(each));
				while (matcher.find()) {
					named.add(matcher.group(1) + "." + matcher.group(2));
				}
			}
		}
		return named.stream().map(test -> DynamicTest.dynamicTest(test, () -> {
			String[] parts = test.split("\\.");
			assertThat(classes).containsKey(parts[0]);
			assertThat(classes.get(parts[0])).as("classes of this name").hasSize(1);
			assertThat(Files.readString(classes.get(parts[0]).get(0))).contains(" " + parts[1] + "(");
		})).toList();
	}

	@Test
	void everySentenceThatBindsAServerHasATest() throws IOException {
		boolean isTable = false;
		int rows = 0;
		for (String line : Files.readAllLines(document("management.md"))) {
			isTable = line.startsWith("|") && (isTable || line.endsWith(HEADER_OF_TESTS));
			boolean isRow = isTable && !line.endsWith(HEADER_OF_TESTS) && !line.startsWith("| ---");
			if (isRow) {
				assertThat(NAMED.matcher(line).find()).as(line).isTrue();
				rows++;
			}
		}
		assertThat(rows).isGreaterThan(50);
	}
}
