package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documentation says of tests is true: each of them is there, and the table of mechanisms is complete. */
class MatrixTest {

	private static final List<Rows> ROWS = List.of(new Rows("calls", CallsTest.class),
			new Rows("contexts", ContextsTest.class), new Rows("changed on the way", TamperingTest.class),
			new Rows("logon", RefusalsTest.class));
	private static final String HEAD = "| | " + Arrays.stream(Mechanism.values()).map(MatrixTest::title)
			.collect(Collectors.joining(" | ")) + " | test |";
	private static final Pattern MENTIONED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

	/** The rows of one class of tests, with what they are about. */
	private record Rows(String topic, Class<?> tests) {}

	@Test
	void theTableHasARowForEachTestAndNoOther() throws Exception {
		List<String> expected = ROWS.stream().flatMap(MatrixTest::rows).toList();
		List<String> lines = Files.readAllLines(readme());
		int head = lines.indexOf(HEAD);
		assertThat(head).as("the line " + HEAD).isNotNegative();
		assertThat(lines.subList(head + 2, lines.size()).stream().takeWhile(line -> line.startsWith("|")).toList())
				.as("rows of the table; write these:\n%s", String.join("\n", expected)).isEqualTo(expected);
	}

	@Test
	void everyTestThatIsMentionedIsThere() throws Exception {
		Matcher mentioned = MENTIONED.matcher(Files.readString(readme()));
		List<String> missing = new ArrayList<>();
		while (mentioned.find()) {
			if (!exists(mentioned.group(1), mentioned.group(2))) {
				missing.add(mentioned.group());
			}
		}
		assertThat(missing).isEmpty();
	}

	private static Path readme() {
		return Vectors.tests().resolve("../docs/protocol/README.md");
	}

	private static boolean exists(String type, String method) throws IOException {
		try (Stream<Path> files = Files.walk(Vectors.tests(), 10)) {
			for (Path file : files.filter(path -> path.endsWith(type + ".java")).toList()) {
				if (Files.readString(file).contains(" " + method + "(")) {
					return true;
				}
			}
		}
		return false;
	}

	private static Stream<String> rows(Rows rows) {
		return Arrays.stream(rows.tests().getDeclaredMethods())
				.filter(method -> method.isAnnotationPresent(ParameterizedTest.class))
				.sorted(Comparator.comparing(Method::getName)).map(method -> row(rows, method));
	}

	private static String row(Rows rows, Method method) {
		List<String> names = List.of(method.getAnnotation(EnumSource.class).names());
		String cells = Arrays.stream(Mechanism.values())
				.map(mechanism -> names.isEmpty() || names.contains(mechanism.name()) ? "yes" : "")
				.collect(Collectors.joining(" | "));
		return "| " + rows.topic() + ": " + words(method.getName()) + " | " + cells + " | `"
				+ rows.tests().getSimpleName() + '.'
				+ method.getName() + "` |";
	}

	private static String words(String name) {
		return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
	}

	private static String title(Mechanism mechanism) {
		return switch (mechanism) {
			case NTLM -> "NTLM";
			case SPNEGO_NTLM -> "SPNEGO with NTLM";
			case KERBEROS -> "Kerberos";
			case SPNEGO_KERBEROS -> "SPNEGO with Kerberos";
		};
	}
}
