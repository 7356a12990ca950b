package dev.quayside.admin.local;

import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.security.ntlm.NtHash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A file of accounts in UTF-8: one {@code NAME:DOMAIN:NTHASH} a line, the hash in 32 hex digits, an empty domain for any;
 * lines that begin with # are comments. A hash is as good as its password: nobody but the owner may read the file, and no
 * message shows a line of it.
 */
final class AccountsFile {

	/** What editors on Windows put in front. */
	private static final String BYTE_ORDER_MARK = "\uFEFF";
	private static final int MAX_BYTES = 4 * 1024 * 1024;
	private static final int MAX_ACCOUNTS = 10_000;
	private static final int MAX_NAME = 256;
	private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

	/** One account. */
	record Entry(String name, String domain, byte[] ntHash) {

		private String key() {
			return AccountNames.upperCase(name + ':' + domain);
		}
	}

	private AccountsFile() {}

	/**
	 * @throws IllegalArgumentException
	 *             with a sentence for the user, if others can read the file or it is not of this form
	 */
	static List<Entry> read(Path file) {
		try {
			if (!Files.isRegularFile(file)) {
				throw problem(file, Files.exists(file) ? "is not a file" : "does not exist");
			}
			Path real = file.toRealPath();
			Object checked = checked(file, real);
			String text = text(file, real);
			if (!Objects.equals(checked, checked(file, real))) {
				throw problem(file, "was replaced while it was read: try again");
			}
			return parse(file, text);
		} catch (CharacterCodingException e) {
			throw problem(file, "is not UTF-8");
		} catch (IOException e) {
			throw problem(file, "cannot be read: " + e);
		}
	}

	private static IllegalArgumentException problem(Path file, String what) {
		return new IllegalArgumentException("The accounts file " + file + " " + what);
	}

	/** Which file it is, once nobody else can read it; a link in its place is not followed any more. */
	private static Object checked(Path file, Path real) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!attributes.isRegularFile()) {
			throw problem(file, "is not a file");
		}
		if (isOpenToOthers(real)) {
			throw problem(file, "can be read or written by others than its owner: chmod 600 it");
		}
		return attributes.fileKey();
	}

	private static boolean isOpenToOthers(Path file) throws IOException {
		try {
			return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream().anyMatch(OTHERS::contains);
		} catch (UnsupportedOperationException e) {
			return false; // a file system without such permissions
		}
	}

	private static String text(Path file, Path real) throws IOException {
		try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw problem(file, "is longer than " + MAX_BYTES + " bytes");
			}
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
		}
	}

	private static List<Entry> parse(Path file, String text) {
		List<Entry> entries = new ArrayList<>();
		Set<String> keys = new HashSet<>();
		int number = 0;
		for (String line : (Iterable<String>) text.lines()::iterator) {
			number++;
			if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
				Entry entry = entry(file, number, line.strip());
				if (!keys.add(entry.key())) {
					throw problem(file, "names the account of line " + number + " twice");
				}
				entries.add(entry);
			}
			if (entries.size() > MAX_ACCOUNTS) {
				throw problem(file, "has more than " + MAX_ACCOUNTS + " accounts");
			}
		}
		if (entries.isEmpty()) {
			throw problem(file, "has no accounts");
		}
		return entries;
	}

	private static Entry entry(Path file, int number, String line) {
		String[] parts = line.split(":", -1);
		boolean wellFormed = parts.length == 3 && !parts[0].isEmpty() && isName(parts[0]) && isName(parts[1])
				&& parts[2].matches("[0-9A-Fa-f]{32}");
		if (!wellFormed) {
			throw problem(file, "has an error in line " + number + ": expected NAME:DOMAIN:NTHASH with 32 hex digits");
		}
		Entry entry = new Entry(parts[0], parts[1], HexFormat.of().parseHex(parts[2]));
		if (NtHash.isOfNoPassword(entry.ntHash())) {
			throw problem(file, "has an account with an empty password in line " + number);
		}
		return entry;
	}

	private static boolean isName(String text) {
		return text.length() <= MAX_NAME && text.strip().equals(text)
				&& text.chars().noneMatch(Character::isISOControl);
	}
}
