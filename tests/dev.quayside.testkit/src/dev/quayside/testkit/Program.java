package dev.quayside.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line as a process of its own, as a script starts it. */
public final class Program {

	private static final Pattern READY = Pattern
			.compile("READY rpc=(\\d+) transfer=(\\d+) epm=(\\d+) qm=([0-9a-f-]{36})");

	/** What a verb printed, and its exit code. */
	public record Result(int code, String out, String err) {}

	/** {@code serve} that has said READY; closing it is a {@code kill -9}. */
	public record Server(Process process, int rpcPort, int transferPort, String id, Path errors)
			implements
				AutoCloseable {

		public String host() {
			return "127.0.0.1:" + rpcPort;
		}

		/** SIGTERM; the exit code. */
		public int stop() throws InterruptedException {
			process.destroy();
			return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
		}

		/** SIGKILL, and waits until it is gone. */
		public void kill() throws InterruptedException {
			process.destroyForcibly().waitFor();
		}

		@Override
		public void close() throws InterruptedException {
			kill();
		}
	}

	private Program() {}

	/** Runs a verb to its end, at most a minute. */
	public static Result run(String... arguments) throws IOException, InterruptedException {
		return runWithInput("", arguments);
	}

	/** Likewise with a standard input. */
	public static Result runWithInput(String input, String... arguments) throws IOException, InterruptedException {
		Path out = Files.createTempFile("quayside", ".out");
		Path err = Files.createTempFile("quayside", ".err");
		try {
			Process process = new ProcessBuilder(command(arguments)).redirectOutput(out.toFile())
					.redirectError(err.toFile()).start();
			try (var stdin = process.getOutputStream()) {
				stdin.write(input.getBytes(StandardCharsets.UTF_8));
			}
			if (!process.waitFor(60, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IOException("Still running after a minute: " + List.of(arguments));
			}
			return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
		} finally {
			Files.delete(out);
			Files.delete(err);
		}
	}

	/** Starts {@code serve} with these arguments on free ports and waits for READY. */
	public static Server serve(Path data, String... arguments) throws IOException {
		return serve(List.of(), data, arguments);
	}

	/** Likewise as a process that may have so many files and sockets open. */
	public static Server serveWithFiles(int files, Path data, String... arguments) throws IOException {
		return serve(List.of("/bin/sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "sh"), data, arguments);
	}

	private static Server serve(List<String> wrapper, Path data, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of("serve", "--data", data.toString(), "--rpc-port", "0"));
		all.addAll(List.of(arguments));
		if (!all.contains("--transfer-port")) {
			all.addAll(List.of("--transfer-port", "0"));
		}
		Path errors = Files.createTempFile("quayside", ".err");
		List<String> command = new ArrayList<>(wrapper);
		command.addAll(command(all.toArray(String[]::new)));
		Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line = out.readLine();
		Matcher ready = READY.matcher(line == null ? "" : line);
		if (!ready.matches()) {
			process.destroyForcibly();
			throw new IOException("Not READY but '" + line + "': " + Files.readString(errors));
		}
		return new Server(process, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)), ready.group(4),
				errors);
	}

	/** Starts a verb whose output goes to files. */
	public static Process start(Path out, Path err, String... arguments) throws IOException {
		return new ProcessBuilder(command(arguments)).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
	}

	private static List<String> command(String... arguments) {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "dev.quayside.cli.Main"));
		command.addAll(List.of(arguments));
		return command;
	}
}
