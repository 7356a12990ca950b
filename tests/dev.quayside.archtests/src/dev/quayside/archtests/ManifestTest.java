package dev.quayside.archtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** What the manifests of the bundles let each other see; the window's bundles are held by this alone. */
class ManifestTest {

	private static final Path BUNDLES = Vectors.tests().resolveSibling("bundles");

	private static List<Path> bundles(String group) throws IOException {
		try (Stream<Path> all = Files.list(BUNDLES.resolve(group))) {
			return all.filter(bundle -> Files.exists(bundle.resolve("META-INF/MANIFEST.MF"))).sorted().toList();
		}
	}

	static List<Path> protocol() throws IOException {
		return bundles("protocol");
	}

	static List<Path> core() throws IOException {
		return bundles("core");
	}

	static List<Path> areas() throws IOException {
		return bundles("ui").stream().filter(bundle -> !Set.of("dev.quayside.ui.common", "dev.quayside.ui.model",
				"dev.quayside.app").contains(bundle.getFileName().toString())).toList();
	}

	private static Attributes manifest(Path bundle) throws IOException {
		try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
			return new Manifest(in).getMainAttributes();
		}
	}

	/** Names in the imports, requirements and exports, without attributes. */
	private static Set<String> names(Path bundle, String... headers) throws IOException {
		Set<String> names = new TreeSet<>();
		for (String header : headers) {
			String value = manifest(bundle).getValue(header);
			if (value != null) {
				for (String clause : value.replaceAll("\"[^\"]*\"", "").split(",")) {
					names.add(clause.replaceAll(";.*", "").strip());
				}
			}
		}
		return names;
	}

	private static Set<String> needs(Path bundle) throws IOException {
		return names(bundle, "Import-Package", "Require-Bundle");
	}

	@ParameterizedTest
	@MethodSource("protocol")
	void aProtocolBundleNeedsNothingOfEclipse(Path bundle) throws IOException {
		assertThat(needs(bundle)).noneMatch(name -> name.startsWith("org.eclipse"));
	}

	@ParameterizedTest
	@MethodSource("core")
	void aCoreBundleNeedsNoWidgets(Path bundle) throws IOException {
		assertThat(needs(bundle)).noneMatch(name -> name.startsWith("org.eclipse.swt")
				|| name.startsWith("org.eclipse.jface") || name.startsWith("org.eclipse.ui"));
	}

	@Test
	void theModelOfTheWindowNeedsNoWidgets() throws IOException {
		assertThat(needs(BUNDLES.resolve("ui/dev.quayside.ui.model")))
				.noneMatch(name -> name.startsWith("org.eclipse"));
	}

	@ParameterizedTest
	@MethodSource("areas")
	void anAreaOfTheWindowSeesNoOtherAndNoImplementation(Path bundle) throws IOException {
		assertThat(needs(bundle)).filteredOn(name -> name.startsWith("dev.quayside"))
				.isSubsetOf("dev.quayside.admin", "dev.quayside.admin.directory", "dev.quayside.ui.common",
						"dev.quayside.ui.model", "dev.quayside.ui.model.directory");
	}

	@ParameterizedTest
	@MethodSource({ "protocol", "core" })
	void everyPackageIsExportedWithAVersionOrInternal(Path bundle) throws IOException {
		Set<String> packages = new TreeSet<>();
		try (Stream<Path> sources = Files.walk(bundle.resolve("src"))) {
			sources.filter(file -> file.toString().endsWith(".java")).map(file -> bundle.resolve("src").relativize(file)
					.getParent().toString().replace('/', '.').replace('\\', '.')).forEach(packages::add);
		}
		packages.removeIf(name -> name.contains(".internal"));
		assertThat(names(bundle, "Export-Package")).isEqualTo(packages);
		assertThat(manifest(bundle).getValue("Export-Package").split("version=")).hasSize(packages.size() + 1);
	}
}
