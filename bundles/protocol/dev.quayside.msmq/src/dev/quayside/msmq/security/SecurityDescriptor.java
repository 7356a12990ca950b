package dev.quayside.msmq.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who owns something, and who may do what with it ([MS-DTYP] 2.4.6).
 *
 * @param control
 *            flags that neither say which parts are present nor that it is self-relative
 * @param dacl
 *            empty: everyone may do everything
 */
public record SecurityDescriptor(int control, Optional<Sid> owner, Optional<Sid> group, Optional<Acl> sacl,
		Optional<Acl> dacl) {

	/** The owner, in SECURITY_INFORMATION ([MS-MQMQ] 2.2.3). */
	public static final long OWNER = 1;
	/** The group. */
	public static final long GROUP = 2;
	/** Who may do what. */
	public static final long DACL = 4;
	/** What is recorded. */
	public static final long SACL = 8;

	private static final int SELF_RELATIVE = 0x8000;
	private static final int SACL_PRESENT = 0x0010;
	private static final int DACL_PRESENT = 0x0004;
	private static final int KEPT = ~(SELF_RELATIVE | SACL_PRESENT | DACL_PRESENT) & 0xFFFF;
	private static final int HEAD = 20;

	public SecurityDescriptor {
		control &= KEPT;
	}

	/** Without a group and without a list of what is recorded. */
	public static SecurityDescriptor of(Sid owner, Ace... entries) {
		return new SecurityDescriptor(0, Optional.of(owner), Optional.of(owner), Optional.empty(),
				Optional.of(Acl.of(entries)));
	}

	/**
	 * Reads the self-relative form.
	 *
	 * @throws DescriptorException
	 *             if it is none
	 */
	public static SecurityDescriptor read(byte[] bytes) {
		if (bytes.length < HEAD) {
			throw new DescriptorException("A security descriptor of " + bytes.length + " bytes");
		}
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int revision = Byte.toUnsignedInt(in.get(0));
		int control = Short.toUnsignedInt(in.getShort(2));
		if (revision != 1 || (control & SELF_RELATIVE) == 0) {
			throw new DescriptorException(String.format(
					"A security descriptor of revision %d with control flags 0x%04X, not self-relative of revision 1",
					revision, control));
		}
		return new SecurityDescriptor(control, part(in, 4, true, Sid::read), part(in, 8, true, Sid::read),
				part(in, 12, (control & SACL_PRESENT) != 0, Acl::read),
				part(in, 16, (control & DACL_PRESENT) != 0, Acl::read));
	}

	private static <T> Optional<T> part(ByteBuffer in, int at, boolean present, Function<ByteBuffer, T> reader) {
		long offset = Integer.toUnsignedLong(in.getInt(at));
		if (!present || offset == 0) {
			return Optional.empty();
		}
		if (offset < HEAD || offset > in.capacity()) {
			throw new DescriptorException("A part of the security descriptor at " + offset + " of " + in.capacity()
					+ " bytes");
		}
		return Optional.of(reader.apply(in.duplicate().order(ByteOrder.LITTLE_ENDIAN).position((int) offset)));
	}

	/** The self-relative form. */
	public byte[] bytes() {
		int size = HEAD + owner.map(Sid::size).orElse(0) + group.map(Sid::size).orElse(0)
				+ sacl.map(Acl::size).orElse(0) + dacl.map(Acl::size).orElse(0);
		ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		int present = SELF_RELATIVE | (sacl.isPresent() ? SACL_PRESENT : 0) | (dacl.isPresent() ? DACL_PRESENT : 0);
		out.put((byte) 1).put((byte) 0).putShort((short) (control | present));
		out.position(HEAD);
		sacl.ifPresent(acl -> acl.write(at(out, 12)));
		dacl.ifPresent(acl -> acl.write(at(out, 16)));
		owner.ifPresent(sid -> sid.write(at(out, 4)));
		group.ifPresent(sid -> sid.write(at(out, 8)));
		return out.array();
	}

	private static ByteBuffer at(ByteBuffer out, int offset) {
		return out.putInt(offset, out.position());
	}

	/** The descriptor with parts of another, those of SECURITY_INFORMATION. */
	public SecurityDescriptor with(SecurityDescriptor other, long parts) {
		return new SecurityDescriptor(control, (parts & OWNER) == 0 ? owner : other.owner,
				(parts & GROUP) == 0 ? group : other.group, (parts & SACL) == 0 ? sacl : other.sacl,
				(parts & DACL) == 0 ? dacl : other.dacl);
	}

	/** Nothing but these parts. */
	public SecurityDescriptor only(long parts) {
		return new SecurityDescriptor(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
				.with(this, parts);
	}

	/** As text in the language of [MS-DTYP] 2.5.1, with rights as numbers. */
	@Override
	public String toString() {
		return Sddl.text(this);
	}
}
