package dev.quayside.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Lays out stub data field by field in either transfer syntax and byte order, as [C706] 14 and [MS-RPCE] 2.2.5 draw it. It
 * knows nothing of the code that it tests, and writes whatever contradiction it is told to.
 */
public final class StubBytes {

	/** How a client writes; NDR64 is little-endian by definition. */
	public enum Form {
		NDR(ByteOrder.LITTLE_ENDIAN, Bytes.NDR20, 2, 4),
		NDR_BIG_ENDIAN(ByteOrder.BIG_ENDIAN, Bytes.NDR20, 2, 4),
		NDR64(ByteOrder.LITTLE_ENDIAN, Bytes.NDR64, 1, 8);

		private final ByteOrder order;
		private final String syntax;
		private final int version;
		private final int pointer;

		Form(ByteOrder order, String syntax, int version, int pointer) {
			this.order = order;
			this.syntax = syntax;
			this.version = version;
			this.pointer = pointer;
		}

		public ByteOrder order() {
			return order;
		}

		/** A bind of the interface in this transfer syntax as context 0. */
		public byte[] bind(InterfaceId id) {
			return Bytes.in(order).proposal(5840, 0, 1).u16(0).u8(1).u8(0).uuid(id.syntax().uuid().toString())
					.u32((long) id.syntax().minor() << 16 | id.syntax().major()).uuid(syntax).u32(version)
					.pdu(Bytes.BIND, Bytes.WHOLE, 1);
		}

		/** A request with this stub. */
		public byte[] request(int opnum, byte[] stub) {
			return Bytes.in(order).u32(stub.length).u16(0).u16(opnum).raw(stub).pdu(Bytes.REQUEST, Bytes.WHOLE, 2);
		}
	}

	private final Form form;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	public StubBytes(Form form) {
		this.form = form;
	}

	public StubBytes align(int alignment) {
		while (out.size() % alignment != 0) {
			out.write(0);
		}
		return this;
	}

	/** Alignment in NDR64 only. */
	public StubBytes align64(int alignment) {
		return form == Form.NDR64 ? align(alignment) : this;
	}

	public StubBytes u8(int value) {
		out.write(value);
		return this;
	}

	public StubBytes u16(int value) {
		align(2);
		return raw(ByteBuffer.allocate(2).order(form.order).putShort((short) value).array());
	}

	public StubBytes u32(long value) {
		align(4);
		return raw(ByteBuffer.allocate(4).order(form.order).putInt((int) value).array());
	}

	public StubBytes u64(long value) {
		align(8);
		return raw(ByteBuffer.allocate(8).order(form.order).putLong(value).array());
	}

	/** A referent, maximum, offset or count. */
	public StubBytes count(long value) {
		return form.pointer == 4 ? u32(value) : u64(value);
	}

	public StubBytes uuid(UUID uuid) {
		align(4);
		return raw(Bytes.in(form.order).uuid(uuid.toString()).toByteArray());
	}

	public StubBytes raw(byte[] bytes) {
		out.writeBytes(bytes);
		return this;
	}

	/** 16-bit units without counts. */
	public StubBytes units(String text) {
		text.chars().forEach(this::u16);
		return this;
	}

	/** A conformant varying string as it should be. */
	public StubBytes text(String text) {
		return count(text.length() + 1).count(0).count(text.length() + 1).units(text).u16(0);
	}

	/** A null context handle. */
	public StubBytes handle() {
		return align(4).raw(new byte[20]);
	}

	public byte[] toByteArray() {
		return out.toByteArray();
	}
}
