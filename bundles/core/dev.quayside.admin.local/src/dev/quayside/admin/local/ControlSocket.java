package dev.quayside.admin.local;

import dev.quayside.admin.PrivateFolder;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Unix domain socket of a data folder, which only its owner can connect to. It is bound in a folder that nobody else
 * can enter, made private, and then moved to its place, so that there is no moment in which others could connect. Names
 * of sockets are short: where the data folder's is too long, the socket is in a temporary folder that a file in the data
 * folder names.
 */
final class ControlSocket implements AutoCloseable {

	static final String NAME = "control.sock";
	/** Names where the socket is, if it is not in the data folder. */
	static final String ELSEWHERE = "control.path";

	/** Fits everywhere: Linux has 108 bytes, macOS 104. */
	private static final int MAX_PATH = 100;
	private static final int MAX_ELSEWHERE = 4_096;
	private static final String PREFIX = "quayside-";
	private static final String BOUND = "s";
	private static final boolean IS_POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final ServerSocketChannel channel;
	private final Path data;
	private final Path file;

	private ControlSocket(ServerSocketChannel channel, Path data, Path file) {
		this.channel = channel;
		this.data = data;
		this.file = file;
	}

	ServerSocketChannel channel() {
		return channel;
	}

	Path file() {
		return file;
	}

	/**
	 * Binds the socket of a folder whose store this process holds, so that a socket that is there is a stale one.
	 *
	 * @throws IOException
	 *             if the file system knows no sockets, or something else is in the way
	 */
	static ControlSocket bind(Path data) throws IOException {
		removeStale(data);
		Path file = data.toAbsolutePath().resolve(NAME);
		if (fits(data.toAbsolutePath())) {
			return new ControlSocket(bindPrivately(data.toAbsolutePath(), file), data, file);
		}
		Path folder = temporary();
		Path shorter = folder.resolve(NAME);
		ControlSocket socket = new ControlSocket(bindPrivately(folder, shorter), data, shorter);
		boolean told = false;
		try {
			Path fresh = Files.createTempFile(data, ".control", null, PrivateFolder.ownerOnly("rw-------"));
			Files.writeString(fresh, shorter.toString());
			Files.move(fresh, data.resolve(ELSEWHERE), StandardCopyOption.REPLACE_EXISTING);
			told = true;
			return socket;
		} finally {
			if (!told) {
				socket.close();
			}
		}
	}

	/** Whether the names of sockets in a folder are short enough, with the one under which it is bound at first. */
	private static boolean fits(Path folder) {
		String longest = folder.resolve(".control" + Long.MAX_VALUE).resolve(BOUND).toString();
		return longest.getBytes(Charset.defaultCharset()).length <= MAX_PATH;
	}

	private static Path temporary() throws IOException {
		Path folder = Files.createTempDirectory(PREFIX);
		if (fits(folder)) {
			return folder;
		}
		Files.delete(folder);
		return Files.createTempDirectory(Path.of("/tmp"), PREFIX);
	}

	private static ServerSocketChannel bindPrivately(Path folder, Path file) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		boolean bound = false;
		try {
			if (IS_POSIX) {
				Path room = Files.createTempDirectory(folder, ".control", PrivateFolder.ownerOnly("rwx------"));
				Path first = room.resolve(BOUND);
				channel.bind(UnixDomainSocketAddress.of(first));
				Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
				Files.move(first, file, StandardCopyOption.ATOMIC_MOVE);
				Files.delete(room);
			} else {
				// Windows: whoever may enter the folder of the data, which inherits its permissions
				channel.bind(UnixDomainSocketAddress.of(file));
			}
			bound = true;
			return channel;
		} finally {
			if (!bound) {
				channel.close();
			}
		}
	}

	/** What an earlier process left that was killed. */
	private static void removeStale(Path data) throws IOException {
		removeSocket(data.resolve(NAME));
		Optional<Path> elsewhere = elsewhere(data);
		if (elsewhere.isPresent() && isOurs(elsewhere.get())) {
			removeSocket(elsewhere.get());
			Files.deleteIfExists(elsewhere.get().getParent());
		}
		Files.deleteIfExists(data.resolve(ELSEWHERE));
		try (Stream<Path> files = Files.list(data)) {
			for (Path room : files.filter(path -> path.getFileName().toString().startsWith(".control")).toList()) {
				if (Files.isDirectory(room, LinkOption.NOFOLLOW_LINKS)) {
					Files.deleteIfExists(room.resolve(BOUND));
				}
				Files.deleteIfExists(room);
			}
		}
	}

	private static void removeSocket(Path file) throws IOException {
		if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile()) {
				throw new IOException(file + ": a file is in the way");
			}
			Files.delete(file);
		}
	}

	private static boolean isOurs(Path file) {
		return file.isAbsolute() && file.getParent() != null && file.getParent().getFileName() != null
				&& file.getFileName().toString().equals(NAME)
				&& file.getParent().getFileName().toString().startsWith(PREFIX);
	}

	private static Optional<Path> elsewhere(Path data) throws IOException {
		Path pointer = data.resolve(ELSEWHERE);
		if (!Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS) || Files.size(pointer) > MAX_ELSEWHERE) {
			return Optional.empty();
		}
		return Optional.of(Path.of(Files.readString(pointer).strip()));
	}

	/** Where the socket of a folder is; empty: there is none. */
	static Optional<Path> find(Path data) throws IOException {
		Path file = data.toAbsolutePath().resolve(NAME);
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(file) : elsewhere(data);
	}

	@Override
	public void close() throws IOException {
		channel.close();
		Files.deleteIfExists(file);
		if (!file.getParent().equals(data.toAbsolutePath())) {
			Files.deleteIfExists(file.getParent());
			Files.deleteIfExists(data.resolve(ELSEWHERE));
		}
	}
}
