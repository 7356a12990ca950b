package dev.quayside.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The databases of a domain with its accounts, as {@code provision.py} makes them. To make them takes seconds, so they are
 * kept beside the compiled tests until Samba or the script change.
 */
final class SambaDatabases {

	/** Debian's, which has Samba's modules; another python3 may come first in the PATH. */
	private static final String PYTHON = "/usr/bin/python3";
	private static final Path SETUP = Path.of("/usr/share/samba/setup/provision.ldif");
	private static final String FINISHED = "finished";

	private SambaDatabases() {}

	/** Copies them, and makes them before if need be. */
	static void copyTo(Path folder) throws IOException, InterruptedException {
		Path kept = Vectors.tests().resolve("headless/target/active-directory").toAbsolutePath().normalize();
		Files.createDirectories(kept);
		try (FileChannel channel = FileChannel.open(kept.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			channel.lock();
			Path script = Vectors.tests().resolve("dev.quayside.testkit/samba/provision.py");
			Path made = kept.resolve(digest(Files.readAllBytes(script), run(List.of("samba", "--version"), "")));
			if (!Files.exists(made.resolve(FINISHED))) {
				make(kept, made, script);
			}
			copy(made, folder);
		}
	}

	private static void make(Path kept, Path made, Path script) throws IOException, InterruptedException {
		ActiveDirectory.needs(SETUP, "samba-ad-provision");
		try (Stream<Path> old = Files.list(kept)) {
			for (Path folder : old.filter(Files::isDirectory).toList()) {
				delete(folder);
			}
		}
		Files.createDirectories(made);
		SambaConfiguration.write(made, InetAddress.getLoopbackAddress());
		run(List.of(PYTHON, "-B", script.toString(), made.toString(), ActiveDirectory.REALM,
				ActiveDirectory.HOST.substring(0, ActiveDirectory.HOST.indexOf('.'))), ActiveDirectory.PASSWORD + '\n');
		Files.createFile(made.resolve(FINISHED));
	}

	private static String digest(byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				digest.update(part);
			}
			return HexFormat.of().formatHex(digest.digest(), 0, 8);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private static byte[] run(List<String> command, String input) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (OutputStream in = process.getOutputStream()) {
			in.write(input.getBytes(StandardCharsets.UTF_8));
		}
		byte[] said = process.getInputStream().readAllBytes();
		if (process.waitFor() != 0) {
			throw new AssertionError(command + " failed: " + new String(said, StandardCharsets.UTF_8));
		}
		return said;
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(path -> !path.equals(from)).toList()) {
				Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
			}
		}
	}

	private static void delete(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}
}
