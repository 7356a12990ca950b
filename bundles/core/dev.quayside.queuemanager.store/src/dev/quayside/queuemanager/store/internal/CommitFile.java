package dev.quayside.queuemanager.store.internal;

import org.h2.store.fs.FileBaseDefault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of H2's MVStore of which only what was forced counts. H2 finds the newest version by headers and footers of
 * chunks, which does not notice a chunk that the power cut in the middle, and may end at an old version. Here a force
 * writes a {@link CommitRecord} into one of the two header blocks in turn, and opening goes by them alone: the newest one
 * whose chunk has the right checksum. At most one chunk is written between two forces, so the other record is always
 * right. One thread writes; any may read.
 */
final class CommitFile extends FileBaseDefault {

	private static final System.Logger LOG = System.getLogger(CommitFile.class.getName());
	/** Below that it is not worth while to give space back to the file system. */
	private static final long MIN_TRUNCATION = 4L * 1024 * 1024;
	private static final int MAX_CHUNK_HEADER = 1024;

	private final FileChannel base;
	private final String name;
	/** What is on disk, and in which of the two blocks its record is. */
	private CommitRecord forced;
	private int slot;
	/** What the next force makes the newest version. */
	private CommitRecord pending;
	/** Whether there may be something to force; what another process has left counts. */
	private boolean dirty = true;
	private IOException failure;

	CommitFile(FileChannel base, String name) {
		this.base = base;
		this.name = name;
	}

	@Override
	public int read(ByteBuffer dst, long position) throws IOException {
		if (position > 0 || dst.remaining() < CommitRecord.HEADER) {
			return base.read(dst, position);
		}
		dst.put(header());
		return CommitRecord.HEADER;
	}

	private synchronized byte[] header() throws IOException {
		if (forced == null) {
			CommitRecord[] records = records();
			int newest = newest(records);
			slot = isIntact(records[newest]) ? newest : 1 - newest;
			if (!isIntact(records[slot])) {
				throw new DamagedFileException("neither of its two commit records leads to an intact version");
			}
			if (slot != newest) {
				LOG.log(System.Logger.Level.INFO, "The last write to " + name
						+ " was cut off; what was forced before is there");
			}
			forced = records[slot];
		}
		return forced.forStore();
	}

	private CommitRecord[] records() throws IOException {
		CommitRecord[] records = new CommitRecord[2];
		for (int block = 0; block < records.length; block++) {
			records[block] = CommitRecord.parse(bytes(position(block), CommitRecord.BLOCK)).orElse(null);
		}
		return records;
	}

	private static int newest(CommitRecord[] records) {
		return isNewer(records[0], records[1]) ? 0 : 1;
	}

	/** Whether the newest commit record does not lead to an intact version, so that the one before counts. */
	boolean isCutOff() throws IOException {
		CommitRecord[] records = records();
		return !isIntact(records[newest(records)]);
	}

	private static boolean isNewer(CommitRecord one, CommitRecord other) {
		return one != null && (other == null || one.version() > other.version());
	}

	private boolean isIntact(CommitRecord commit) throws IOException {
		if (commit == null) {
			return false;
		}
		long position = commit.block() * CommitRecord.BLOCK;
		long length = commit.length() * CommitRecord.BLOCK;
		if (position < CommitRecord.HEADER || length <= 0 || length > Integer.MAX_VALUE
				|| position + length > base.size()) {
			return false;
		}
		return checksum(ByteBuffer.wrap(bytes(position, (int) length))) == commit.checksum();
	}

	private byte[] bytes(long position, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining()) {
			if (base.read(buffer, position + buffer.position()) < 0) {
				throw new DamagedFileException("it ends after " + base.size() + " bytes");
			}
		}
		return buffer.array();
	}

	private static int checksum(ByteBuffer bytes) {
		CRC32C sum = new CRC32C();
		sum.update(bytes);
		return (int) sum.getValue();
	}

	@Override
	public synchronized int write(ByteBuffer src, long position) throws IOException {
		check();
		int length = src.remaining();
		if (position == 0) {
			writeHeader(src);
			return length;
		}
		if (dirty) {
			force(false);
		}
		Map<String, String> chunk = chunk(src);
		CommitRecord next = chunk.isEmpty()
				? forced
				: forced.with(chunk, position / CommitRecord.BLOCK, checksum(src.duplicate()));
		writeFully(src, position);
		pending = isNewer(next, forced) ? next : null;
		return length;
	}

	/** H2's header counts only in a new file; later ones come from the commit records. */
	private void writeHeader(ByteBuffer src) throws IOException {
		byte[] both = new byte[src.remaining()];
		src.get(both);
		if (forced == null) {
			forced = CommitRecord.parse(Arrays.copyOf(both, CommitRecord.BLOCK))
					.orElseThrow(() -> new IOException("Not a header: " + CommitRecord.firstLine(both)));
			writeFully(ByteBuffer.wrap(both), 0);
		}
	}

	/** The attributes of a chunk, or none if it is something else. */
	private static Map<String, String> chunk(ByteBuffer src) {
		byte[] start = new byte[Math.min(src.remaining(), MAX_CHUNK_HEADER)];
		src.duplicate().get(start);
		String line = CommitRecord.firstLine(start);
		return line.startsWith("chunk:") ? CommitRecord.attributes(line) : Map.of();
	}

	private void writeFully(ByteBuffer src, long position) throws IOException {
		dirty = true;
		long at = position;
		while (src.hasRemaining()) {
			at += base.write(src, at);
		}
	}

	/** Makes what was written the newest version on disk. */
	@Override
	public synchronized void force(boolean metaData) throws IOException {
		check();
		if (!dirty) {
			return;
		}
		try {
			if (pending != null) {
				writeFully(ByteBuffer.wrap(pending.encode()), position(1 - slot));
			}
			base.force(false);
		} catch (IOException e) {
			failure = e;
			retract();
			throw e;
		}
		if (pending != null) {
			forced = pending;
			slot = 1 - slot;
			pending = null;
		}
		dirty = false;
	}

	private static long position(int slot) {
		return (long) slot * CommitRecord.BLOCK;
	}

	/** After a force has failed, what the system still holds in memory must not count either. */
	private void retract() {
		try {
			if (pending != null) {
				writeFully(ByteBuffer.allocate(CommitRecord.BLOCK), position(1 - slot));
			}
		} catch (IOException e) {
			failure.addSuppressed(e);
		}
	}

	private void check() throws IOException {
		if (failure != null) {
			throw new IOException("An earlier force failed: " + failure.getMessage(), failure);
		}
	}

	@Override
	protected synchronized void implTruncate(long size) throws IOException {
		check();
		long saved = base.size() - size;
		if (saved >= MIN_TRUNCATION && saved >= size / 4) {
			base.truncate(size);
			dirty = true;
		}
	}

	@Override
	public long size() throws IOException {
		return base.size();
	}

	@Override
	public FileLock tryLock(long position, long size, boolean shared) throws IOException {
		return base.tryLock(position, size, shared);
	}

	@Override
	protected void implCloseChannel() throws IOException {
		base.close();
	}

	@Override
	public String toString() {
		return name;
	}
}
