package dev.quayside.msmq.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An access control list ([MS-DTYP] 2.4.5).
 *
 * @param revision
 *            2, or 4 with entries of the directory
 */
public record Acl(int revision, List<Ace> entries) {

	public static final int REVISION = 2;
	public static final int DIRECTORY_REVISION = 4;

	private static final int HEAD = 8;
	private static final int MAX_SIZE = 0xFFFF;

	public Acl {
		entries = List.copyOf(entries);
		int size = HEAD + entries.stream().mapToInt(Ace::size).sum();
		if (size > MAX_SIZE) {
			throw new DescriptorException("An access control list of " + size + " bytes");
		}
	}

	public static Acl of(Ace... entries) {
		return new Acl(REVISION, List.of(entries));
	}

	/** Bytes on the wire. */
	public int size() {
		return HEAD + entries.stream().mapToInt(Ace::size).sum();
	}

	void write(ByteBuffer out) {
		out.put((byte) revision).put((byte) 0).putShort((short) size()).putShort((short) entries.size())
				.putShort((short) 0);
		entries.forEach(entry -> entry.write(out));
	}

	static Acl read(ByteBuffer in) {
		if (in.remaining() < HEAD) {
			throw new DescriptorException("An access control list of " + in.remaining() + " bytes");
		}
		int revision = Byte.toUnsignedInt(in.get());
		in.get();
		int size = Short.toUnsignedInt(in.getShort());
		int count = Short.toUnsignedInt(in.getShort());
		in.getShort();
		if (revision != REVISION && revision != DIRECTORY_REVISION) {
			throw new DescriptorException("An access control list of revision " + revision);
		}
		if (size < HEAD || size - HEAD > in.remaining() || count > (size - HEAD) / Ace.HEAD) {
			throw new DescriptorException("An access control list of " + size + " bytes with " + count
					+ " entries and " + in.remaining() + " bytes left");
		}
		ByteBuffer body = in.slice(in.position(), size - HEAD).order(ByteOrder.LITTLE_ENDIAN);
		List<Ace> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			entries.add(Ace.read(body));
		}
		return new Acl(revision, entries);
	}
}
