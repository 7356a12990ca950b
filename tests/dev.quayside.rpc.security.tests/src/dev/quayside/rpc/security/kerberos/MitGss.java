package dev.quayside.rpc.security.kerberos;

import dev.quayside.testkit.Vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The GSS library of MIT, in a Python process of its own. */
final class MitGss implements AutoCloseable {

	private static final HexFormat HEX = HexFormat.of();
	private static final Path SCRIPT = Vectors.tests().resolve("dev.quayside.rpc.security.tests/mit/gss.py");
	private static final String CONFIGURATION = """
			[libdefaults]
				default_realm = %1$s
				dns_lookup_kdc = false
				dns_canonicalize_hostname = false
				rdns = false
				allow_weak_crypto = true
				permitted_enctypes = aes rc4
			[realms]
				%1$s = {
					kdc = 127.0.0.1:1
				}
			[domain_realm]
				.quayside.test = %1$s
			""".formatted(TestRealm.REALM);

	/** An answer to a step. */
	record Step(byte[] token, boolean established) {}

	private final Process process;
	private final BufferedReader answers;
	private final PrintStream commands;

	private MitGss(Path folder, String side) throws IOException {
		Path configuration = Files.writeString(folder.resolve("krb5.conf"), CONFIGURATION);
		ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", SCRIPT.toString(), side,
				TestRealm.SERVICE.replace('/', '@')).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("KRB5_CONFIG", configuration.toString());
		builder.environment().put("KRB5CCNAME", folder.resolve("tickets").toString());
		builder.environment().put("KRB5_KTNAME", folder.resolve("keys").toString());
		builder.environment().put("KRB5RCACHENAME", "none:");
		process = builder.start();
		answers = process.inputReader(StandardCharsets.US_ASCII);
		commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
	}

	static MitGss initiator(Path folder, ServiceTicket ticket) throws IOException {
		TestRealm.cache(folder.resolve("tickets"), ticket, TestRealm.SERVICE);
		return new MitGss(folder, "initiator");
	}

	/** With the keytab {@code keys} of the folder. */
	static MitGss acceptor(Path folder) throws IOException {
		return new MitGss(folder, "acceptor");
	}

	Step step(byte[] token) throws IOException {
		String[] answer = command("step", token);
		return new Step(parse(answer[0]), "established".equals(answer[1]));
	}

	List<byte[]> ask(String command, byte[]... parts) throws IOException {
		List<byte[]> results = new ArrayList<>();
		for (String word : command(command, parts)) {
			results.add(parse(word));
		}
		return results;
	}

	private static byte[] parse(String word) {
		return "-".equals(word) ? new byte[0] : HEX.parseHex(word);
	}

	private String[] command(String command, byte[]... parts) throws IOException {
		StringBuilder line = new StringBuilder(command);
		for (byte[] part : parts) {
			line.append(' ').append(part.length == 0 ? "-" : HEX.formatHex(part));
		}
		commands.println(line);
		String answer = answers.readLine();
		if (answer == null || answer.startsWith("error")) {
			throw new IOException("MIT refuses to " + command + ": " + answer);
		}
		return answer.split(" ");
	}

	@Override
	public void close() {
		process.destroy();
	}
}
