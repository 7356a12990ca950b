package dev.quayside.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that works when it is told, and stays alive between its turns. Closing it ends it. */
final class Child implements AutoCloseable {

	/** What a turn did. */
	record Turn(long count, long nanos) {

		double perSecond() {
			return count * 1e9 / nanos;
		}

		double millis() {
			return nanos / 1e6;
		}
	}

	private final Process process;
	private final BufferedReader out;
	private final PrintStream in;
	private final String ready;

	private Child(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
		this.ready = readLine();
		if (!ready.startsWith("READY")) {
			close();
			throw new IOException("Not READY but '" + ready + "': " + command);
		}
	}

	/** Any program that says READY. */
	static Child start(boolean pinned, List<String> command) throws IOException {
		List<String> all = new ArrayList<>(pinned ? List.of("taskset", "-c", "0") : List.of());
		all.addAll(command);
		return new Child(all);
	}

	/** A main class of the same class path. */
	static Child java(boolean pinned, List<String> options, String main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xshare:auto");
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
		command.addAll(List.of(arguments));
		return start(pinned, command);
	}

	/** A program of {@link Worker}. */
	static Child worker(boolean pinned, String... arguments) throws IOException {
		return java(pinned, List.of(), Worker.class.getName(), arguments);
	}

	/** The line that it said when it was ready. */
	String ready() {
		return ready;
	}

	/** Lets it work for so long. */
	Turn turn(int millis) throws IOException {
		in.println("GO " + millis);
		String[] words = readLine().split(" ");
		return new Turn(Long.parseLong(words[0]), Long.parseLong(words[1]));
	}

	private String readLine() throws IOException {
		String line = out.readLine();
		if (line == null) {
			throw new IOException("A process of the benchmark ended early");
		}
		return line;
	}

	@Override
	public void close() {
		in.close();
		process.destroy();
		try {
			if (!process.waitFor(20, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		} catch (InterruptedException e) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}
}
