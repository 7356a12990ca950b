package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class CertsVerbTest {

	private static ActiveDirectory ad;

	@TempDir
	private Path folder;

	@BeforeAll
	static void seed() throws Exception {
		ad = DirectorySeed.shared();
	}

	private Cli.Result run(String... arguments) throws Exception {
		Path password = folder.resolve("password");
		Files.writeString(password, ActiveDirectory.PASSWORD);
		Files.setPosixFilePermissions(password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--ldap", ad.ldaps(), "--bind", ActiveDirectory.ADMINISTRATOR, "--password-file",
				password.toString(), "--ca", ad.authority().toString()));
		return Cli.run(all.toArray(String[]::new));
	}

	@Test
	void look() throws Exception {
		LdapTools.modify(ad,
				DirectorySeed.account("work",
						DirectorySeed.blob(DirectorySeed.certificates("work", "WS01", "NO1", "NO2")),
						DirectorySeed.digests(DirectorySeed.certificates("work", "WS01", "NO1", "NO2"))));
		for (String[] line : new String[][]{ { "certs", "list" },
				{ "certs", "list", "--computers", "--format", "json" },
				{ "certs", "check", "--format", "json" }, { "certs", "show", "boris", "--format", "json" },
				{ "certs", "show", "dave" },
				{ "certs", "clean", "boris", "--rule", "stale" },
				{ "certs", "clean", "boris", "--rule", "everything" },
				{ "certs", "clean", "clara", "--rule", "orphan-digests" },
				{ "certs", "clean", "clara", "--rule", "orphan-digests,machine-gone", "--apply", "--backup",
						folder + "/b", "--format", "json" },
				{ "certs", "show", "clara" },
				{ "directory", "machines" }, { "directory", "queues" },
				{ "directory", "sites", "--format", "json" } }) {
			long t = System.nanoTime();
			Cli.Result result = run(line);
			System.out.println("== " + List.of(line) + " " + result.code() + " " + (System.nanoTime() - t) / 1000000
					+ " ms\n" + result.out() + result.err());
		}
		Path file = Files.list(folder.resolve("b")).findFirst().get();
		System.out.println(Files.readString(file));
		System.out.println(run("certs", "restore", file.toString(), "--apply"));
		System.out.println(run("certs", "show", "clara"));
		assertThat(ad).isNotNull();
	}
}
