package dev.quayside.cli;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** Where passwords come from: files, pipes, a person. In files and pipes they are UTF-8. */
final class Passwords {

	private static final int MAX_BYTES = 1024;
	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.OTHERS_READ);

	private Passwords() {}

	/** Warns if others can read the file. */
	static Secret read(Path file, Console console) throws UsageException {
		try (InputStream in = Files.newInputStream(file)) {
			if (isReadableByOthers(file)) {
				console.say("Warning: others can read the password in " + file + "; chmod 600 keeps it yours.");
			}
			return read(in, "The password in " + file);
		} catch (IOException e) {
			throw new UsageException("The password cannot be read: "
					+ (Files.isDirectory(file) ? file + ": a folder" : FileFailures.sentence(e)));
		}
	}

	private static boolean isReadableByOthers(Path file) throws IOException {
		try {
			return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
		} catch (UnsupportedOperationException e) {
			return false; // a file system without such permissions
		}
	}

	/**
	 * Reads to the end; one newline there is not part of the password.
	 *
	 * @param what
	 *            subject of the sentence that says why it cannot be used
	 */
	static Secret read(InputStream in, String what) throws UsageException, IOException {
		byte[] bytes = in.readNBytes(MAX_BYTES + 1);
		try {
			if (bytes.length > MAX_BYTES) {
				throw new UsageException(what + " is longer than " + MAX_BYTES + " bytes");
			}
			CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return secret(text.array(), withoutNewline(text), what);
		} catch (CharacterCodingException e) {
			throw new UsageException(what + " is not UTF-8");
		} finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	private static int withoutNewline(CharBuffer text) {
		int length = text.limit();
		if (length > 0 && text.get(length - 1) == '\n') {
			length--;
			if (length > 0 && text.get(length - 1) == '\r') {
				length--;
			}
		}
		return length;
	}

	/** Asks on the terminal; what is typed is not shown. */
	static Secret ask(Console console, String user) throws UsageException {
		char[] typed = console.askHidden("Password of " + user + ": ");
		return secret(typed, typed.length, "The password");
	}

	/** Wipes what it has taken over. */
	private static Secret secret(char[] text, int length, String what) throws UsageException {
		char[] password = Arrays.copyOf(text, length);
		Arrays.fill(text, '\0');
		try {
			if (length == 0) {
				throw new UsageException(what + " is empty");
			}
			return new Secret(password);
		} finally {
			Arrays.fill(password, '\0');
		}
	}
}
