package dev.quayside.interop;

import dev.quayside.testkit.Vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The client of {@code tests/dev.quayside.interop.tests/wine}: stubs that widl makes of IDL, on the RPC runtime of Wine.
 * The folder gets the program and a Windows installation of nothing but links to Wine's libraries. It is never booted:
 * no service runs, no window opens, and a run takes some milliseconds.
 */
final class WindowsClient implements AutoCloseable {

	private static final String IDL_COMPILER = "/usr/bin/x86_64-w64-mingw32-widl";
	private static final String COMPILER = "/usr/bin/x86_64-w64-mingw32-gcc-win32";
	private static final String WINE = "/usr/lib/wine/wine64";
	private static final String WINE_SERVER = "/usr/lib/wine/wineserver64";
	private static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows";
	/** Wine leaves NTLM to this program, which needs no service. */
	private static final String NTLM = "/usr/bin/ntlm_auth";
	/** The one key without which the runtime of Wine knows no NTLM. */
	private static final String REGISTRY = """
			WINE REGISTRY Version 2
			;; All keys relative to \\\\Machine

			#arch=win64

			[System\\\\CurrentControlSet\\\\Control\\\\Lsa\\\\MSV1_0] 1
			""";
	private static final String PROGRAM = "client.exe";
	private static final long PATIENCE_SECONDS = 60;
	private static final String END = "";

	/** What this widl writes for the type of each discriminant, with the type that it ought to be in the next line. */
	private static final String WRONG_DISCRIMINANT = "0x8,\\s*/\\* FIXME: always FC_LONG \\*/(\\s*)(0x[0-9a-f]),";

	private final Path folder;

	private WindowsClient(Path folder) {
		this.folder = folder;
	}

	/**
	 * Who calls, and how the calls are protected.
	 *
	 * @param service
	 *            RPC_C_AUTHN_WINNT and its like, the same numbers as on the wire
	 * @param level
	 *            RPC_C_AUTHN_LEVEL_CONNECT and its like
	 */
	record Identity(int service, int level, String domain, String user, String password) {}

	/** A run of the client. */
	static final class Run implements AutoCloseable {

		private final Process process;
		private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

		private Run(Process process) {
			this.process = process;
			Thread reader = new Thread(this::read, "windows-client");
			reader.setDaemon(true);
			reader.start();
		}

		private void read() {
			try (BufferedReader out = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
				out.lines().forEach(lines::add);
			} catch (IOException | UncheckedIOException e) {
				lines.add("Cannot read what the client says: " + e.getMessage());
			}
			lines.add(END);
		}

		/** The next line that it prints, {@code ""} at the end. */
		String line() throws InterruptedException {
			String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (line == null) {
				throw new AssertionError("The client says nothing and does not end");
			}
			return line;
		}

		/** What else it prints. */
		List<String> linesUntilEnd() throws InterruptedException {
			List<String> rest = new ArrayList<>();
			for (String line = line(); !line.equals(END); line = line()) {
				rest.add(line);
			}
			return rest;
		}

		/** Gives it the line that it waits for. */
		void say(String line) throws IOException {
			process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().flush();
		}

		int exitCode() throws InterruptedException {
			return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
		}

		/** SIGKILL. */
		void kill() throws InterruptedException {
			process.destroyForcibly().waitFor();
		}

		@Override
		public void close() throws InterruptedException {
			kill();
		}
	}

	/**
	 * @throws AssertionError
	 *             if a Debian package is missing or the client does not compile
	 */
	static WindowsClient build(Path folder) throws IOException, InterruptedException {
		for (String needed : List.of(IDL_COMPILER, COMPILER, WINE, LIBRARIES, NTLM)) {
			if (!Files.exists(Path.of(needed))) {
				throw new AssertionError(needed + " is missing: it comes with Debian's packages wine64, winbind, "
						+ "gcc-mingw-w64-x86-64-win32 and mingw-w64-tools, which ./test installs");
			}
		}
		WindowsClient client = new WindowsClient(folder);
		client.compile();
		client.install();
		return client;
	}

	/** Wine's server goes on between the runs, for to start it again takes a second. */
	private void install() throws IOException, InterruptedException {
		Path system = Files.createDirectories(drive().resolve("windows/system32"));
		Path devices = Files.createDirectories(prefix().resolve("dosdevices"));
		Files.createSymbolicLink(devices.resolve("c:"), drive());
		try (Stream<Path> libraries = Files.list(Path.of(LIBRARIES))) {
			for (Path library : libraries.filter(file -> file.toString().endsWith(".dll")).toList()) {
				Files.createSymbolicLink(system.resolve(library.getFileName()), library);
			}
		}
		Files.writeString(prefix().resolve("system.reg"), REGISTRY);
		server("-p" + PATIENCE_SECONDS);
	}

	private Path prefix() {
		return folder.resolve("prefix");
	}

	private Path drive() {
		return prefix().resolve("drive_c");
	}

	private void server(String option) throws IOException, InterruptedException {
		onWine(WINE_SERVER, option).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().waitFor();
	}

	private ProcessBuilder onWine(String... command) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(drive().toFile());
		builder.environment().put("WINEPREFIX", prefix().toString());
		builder.environment().put("WINEDEBUG", "-all");
		builder.environment().put("WINEDLLOVERRIDES", "wineboot.exe=d");
		builder.environment().remove("DISPLAY");
		return builder;
	}

	private void compile() throws IOException, InterruptedException {
		Files.createDirectories(drive());
		Path sources = Vectors.tests().resolve("dev.quayside.interop.tests/wine").toRealPath();
		for (String idl : List.of("msmq", "remoteread", "qmmgmt")) {
			tool(sources, IDL_COMPILER, "-h", "-H", folder.resolve(idl + ".h").toString(), idl + ".idl");
		}
		for (String idl : List.of("remoteread", "qmmgmt")) {
			Path stub = folder.resolve(idl + "_c.c");
			tool(sources, IDL_COMPILER, "-Oicf", "-c", "-C", stub.toString(), idl + ".idl");
			Files.writeString(stub, Files.readString(stub).replaceAll(WRONG_DISCRIMINANT, "$2,$1$2,"));
		}
		List<String> command = new ArrayList<>(List.of(COMPILER, "-std=gnu11", "-O1", "-s", "-DCOM_NO_WINDOWS_H",
				"-DWIN32_LEAN_AND_MEAN", "-I" + folder, "-o", drive().resolve(PROGRAM).toString()));
		try (Stream<Path> files = Stream.concat(Files.list(sources), Files.list(folder))) {
			files.map(Path::toString).filter(file -> file.endsWith(".c")).sorted().forEach(command::add);
		}
		command.add("-lrpcrt4");
		tool(sources, command.toArray(String[]::new));
	}

	private static void tool(Path in, String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new AssertionError(List.of(command) + " failed: " + said);
		}
	}

	/** Starts a scenario against {@code private$\queue} of the queue manager on this port of the loopback address. */
	Run start(int port, String scenario, String queue, Optional<String> argument) throws IOException {
		return start(Optional.empty(), port, scenario, queue, argument);
	}

	/** Likewise as somebody. */
	Run start(Optional<Identity> identity, int port, String scenario, String queue, Optional<String> argument)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(WINE, PROGRAM));
		identity.ifPresent(who -> command.addAll(List.of("--as", Integer.toString(who.service()),
				Integer.toString(who.level()), who.domain(), who.user(), who.password())));
		command.addAll(List.of("127.0.0.1", Integer.toString(port), scenario, queue));
		argument.ifPresent(command::add);
		return new Run(onWine(command.toArray(String[]::new)).redirectErrorStream(true).start());
	}

	/** Ends Wine's server, and removes the links, lest anybody follow them. */
	@Override
	public void close() throws IOException, InterruptedException {
		server("-k");
		try (Stream<Path> files = Files.walk(prefix())) {
			for (Path link : files.filter(Files::isSymbolicLink).toList()) {
				Files.delete(link);
			}
		}
	}
}
