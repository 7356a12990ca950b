package dev.quayside.rpc.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python script that holds the other end; bytes pass as lines of hex. */
public final class Peer implements AutoCloseable {

	/** Debian's, which has python3-impacket and python3-samba; another python3 may come first in the PATH. */
	private static final String PYTHON = "/usr/bin/python3";

	private final Path errors;
	private final Process process;
	private final BufferedReader out;
	private final Writer in;

	/**
	 * @param script
	 *            with its folder
	 */
	public Peer(String script, String... arguments) throws IOException {
		errors = Files.createTempFile("peer", ".txt");
		List<String> command = new ArrayList<>(List.of(PYTHON, "-B",
				Vectors.tests().resolve("dev.quayside.rpc.security.tests").resolve(script).toString()));
		command.addAll(List.of(arguments));
		process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
		out = process.inputReader(StandardCharsets.UTF_8);
		in = process.outputWriter(StandardCharsets.UTF_8);
	}

	public void send(byte[] bytes) throws IOException {
		in.write(HexFormat.of().formatHex(bytes) + '\n');
		in.flush();
	}

	public byte[] receive() throws IOException {
		return HexFormat.of().parseHex(line());
	}

	/** The next line; a script that has ended fails the test with what it said. */
	public String line() throws IOException {
		String line = out.readLine();
		assertThat(line)
				.as("the script says (it needs Debian's python3-impacket or python3-samba): "
						+ Files.readString(errors))
				.isNotNull();
		return line;
	}

	/** The script comes to its end without an error. */
	public void ends() throws IOException, InterruptedException {
		in.close();
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
	}

	@Override
	public void close() throws IOException {
		process.destroyForcibly();
		Files.delete(errors);
	}
}
