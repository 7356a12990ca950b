package dev.quayside.queuemanager.store;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;

/** Files of {@link FaultyDisk}s for H2: {@code faulty:disk/file}. */
public final class FaultyPath extends FilePath {

	static final String SCHEME = "faulty";

	private FaultyDisk disk() {
		String rest = name.substring(SCHEME.length() + 1);
		return FaultyDisk.named(rest.substring(0, rest.indexOf('/')));
	}

	private String file() {
		return name.substring(name.indexOf('/') + 1);
	}

	@Override
	public FilePath getPath(String path) {
		FaultyPath result = new FaultyPath();
		result.name = path;
		return result;
	}

	@Override
	public String getScheme() {
		return SCHEME;
	}

	@Override
	public long size() {
		return disk().size(file());
	}

	@Override
	public boolean exists() {
		return disk().exists(file());
	}

	@Override
	public boolean createFile() {
		try {
			boolean missing = !exists();
			disk().create(file());
			return missing;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void delete() {
		try {
			disk().delete(file());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void moveTo(FilePath newName, boolean atomicReplace) {
		try {
			disk().rename(file(), ((FaultyPath) newName).file());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		disk().create(file());
		return new Channel(disk(), file());
	}

	@Override
	public FilePath getParent() {
		return null;
	}

	@Override
	public FilePath toRealPath() {
		return this;
	}

	@Override
	public boolean isDirectory() {
		return false;
	}

	@Override
	public boolean isRegularFile() {
		return exists();
	}

	@Override
	public boolean isAbsolute() {
		return true;
	}

	@Override
	public boolean canWrite() {
		return true;
	}

	@Override
	public boolean setReadOnly() {
		return false;
	}

	@Override
	public long lastModified() {
		return 0;
	}

	@Override
	public void createDirectory() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<FilePath> newDirectoryStream() {
		throw new UnsupportedOperationException();
	}

	private static final class Channel extends FileBaseDefault {

		private final FaultyDisk disk;
		private final String file;

		Channel(FaultyDisk disk, String file) {
			this.disk = disk;
			this.file = file;
		}

		@Override
		public long size() {
			return disk.size(file);
		}

		@Override
		public int read(ByteBuffer dst, long position) throws IOException {
			byte[] into = new byte[dst.remaining()];
			int count = disk.read(file, position, into);
			if (count > 0) {
				dst.put(into, 0, count);
			}
			return count;
		}

		@Override
		public int write(ByteBuffer src, long position) throws IOException {
			byte[] data = new byte[src.remaining()];
			src.get(data);
			return disk.write(file, position, data);
		}

		@Override
		protected void implTruncate(long size) throws IOException {
			disk.truncate(file, size);
		}

		@Override
		public void force(boolean metaData) throws IOException {
			disk.force(file);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) {
			return new FileLock(this, position, size, shared) {

				@Override
				public boolean isValid() {
					return true;
				}

				@Override
				public void release() {
					// nobody else wants it
				}
			};
		}

		@Override
		public String toString() {
			return FaultyPath.SCHEME + ":" + file;
		}
	}
}
