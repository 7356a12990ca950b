package dev.quayside.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** OpenLDAP's programs against a domain controller, as its administrator. */
public final class LdapTools {

	private static final Path LDAPMODIFY = Path.of("/usr/bin/ldapmodify");

	private LdapTools() {}

	/** Runs LDIF; records without {@code changetype} are added. */
	public static void modify(ActiveDirectory directory, String ldif) throws IOException, InterruptedException {
		run(directory, ldif, LDAPMODIFY.toString(), "-a");
	}

	/** The lines of a search for attributes of one object, unfolded. */
	public static List<String> read(ActiveDirectory directory, String dn, String... attributes)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of("/usr/bin/ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-s", "base", "-b", dn,
						"(objectClass=*)"));
		command.addAll(List.of(attributes));
		return run(directory, "", command.toArray(String[]::new)).lines().toList();
	}

	/** Values of one attribute, as bytes. */
	public static List<byte[]> values(ActiveDirectory directory, String dn, String attribute)
			throws IOException, InterruptedException {
		return read(directory, dn, attribute).stream().filter(line -> line.startsWith(attribute + ":"))
				.map(line -> line.startsWith(attribute + ":: ")
						? Base64.getDecoder().decode(line.substring(attribute.length() + 3))
						: line.substring(attribute.length() + 2).getBytes(StandardCharsets.UTF_8))
				.toList();
	}

	private static String run(ActiveDirectory directory, String input, String... command)
			throws IOException, InterruptedException {
		ActiveDirectory.needs(LDAPMODIFY, "ldap-utils");
		Path password = Files.createTempFile("quayside", ".password");
		try {
			Files.writeString(password, ActiveDirectory.PASSWORD);
			List<String> whole = new ArrayList<>(List.of(command[0], "-x", "-H", directory.ldaps(), "-D",
					ActiveDirectory.ADMINISTRATOR, "-y", password.toString()));
			whole.addAll(List.of(command).subList(1, command.length));
			ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
			builder.environment().put("LDAPTLS_CACERT", directory.authority().toString());
			builder.environment().put("LDAPTLS_REQCERT", "demand");
			Path in = Files.createTempFile("quayside", ".ldif");
			Files.writeString(in, input);
			Process process = builder.redirectInput(in.toFile()).start();
			String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int code = process.waitFor();
			Files.delete(in);
			if (code != 0) {
				throw new AssertionError(
						command[0] + " failed: " + said.substring(Math.max(0, said.length() - 2000)));
			}
			return said;
		} finally {
			Files.delete(password);
		}
	}
}
