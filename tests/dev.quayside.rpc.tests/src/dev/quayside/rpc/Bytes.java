package dev.quayside.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Lays out PDUs field by field, as [C706] 12.6 draws them, in either byte order. It knows nothing of the code that it
 * tests.
 */
public final class Bytes {

	public static final String NDR20 = "8a885d04-1ceb-11c9-9fe8-08002b104860";
	public static final String NDR64 = "71710533-beba-4937-8319-b5dbef9ccc36";

	public static final int REQUEST = 0;
	public static final int RESPONSE = 2;
	public static final int FAULT = 3;
	public static final int BIND = 11;
	public static final int BIND_ACK = 12;
	public static final int BIND_NAK = 13;
	public static final int ALTER_CONTEXT = 14;
	public static final int ALTER_CONTEXT_RESP = 15;
	public static final int SHUTDOWN = 17;
	public static final int CANCEL = 18;
	public static final int ORPHANED = 19;

	public static final int FIRST = 1;
	public static final int LAST = 2;
	public static final int WHOLE = 3;
	public static final int MULTIPLEX = 0x10;
	public static final int DID_NOT_EXECUTE = 0x20;
	public static final int MAYBE = 0x40;
	public static final int OBJECT = 0x80;

	private final ByteOrder order;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private Bytes(ByteOrder order) {
		this.order = order;
	}

	public static Bytes little() {
		return new Bytes(ByteOrder.LITTLE_ENDIAN);
	}

	public static Bytes in(ByteOrder order) {
		return new Bytes(order);
	}

	public static byte[] hex(String text) {
		return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
	}

	public Bytes u8(int value) {
		out.write(value);
		return this;
	}

	public Bytes u16(int value) {
		return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
	}

	public Bytes u32(long value) {
		return raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
	}

	public Bytes uuid(String text) {
		long high = UUID.fromString(text).getMostSignificantBits();
		long low = UUID.fromString(text).getLeastSignificantBits();
		u32(high >>> 32).u16((int) (high >>> 16)).u16((int) high);
		return raw(ByteBuffer.allocate(8).putLong(low).array());
	}

	public Bytes raw(byte[] bytes) {
		out.writeBytes(bytes);
		return this;
	}

	public Bytes raw(String hex) {
		return raw(hex(hex));
	}

	public byte[] toByteArray() {
		return out.toByteArray();
	}

	/** What is here as the body of a PDU. */
	public byte[] pdu(int type, int flags, int callId) {
		return pdu(type, flags, callId, 0);
	}

	/** Likewise with authentication of so many bytes at its end. */
	public byte[] pdu(int type, int flags, int callId, int authLength) {
		byte[] body = toByteArray();
		return in(order).raw("0500").u8(type).u8(flags).u8(order == ByteOrder.LITTLE_ENDIAN ? 0x10 : 0).raw("000000")
				.u16(16 + body.length).u16(authLength).u32(callId).raw(body).toByteArray();
	}

	/** Begins the body of bind or alter_context. */
	public Bytes proposal(int fragment, int group, int contexts) {
		return u16(fragment).u16(fragment).u32(group).u8(contexts).raw("000000");
	}

	/** A presentation context with one transfer syntax. */
	public Bytes context(int id, InterfaceId abstractSyntax, String transferSyntax, int version) {
		return u16(id).u8(1).u8(0).uuid(abstractSyntax.syntax().uuid().toString())
				.u16(abstractSyntax.syntax().major()).u16(abstractSyntax.syntax().minor()).uuid(transferSyntax)
				.u32(version);
	}

	/** A bind of the interface with NDR 2.0 as context 0. */
	public static byte[] bind(int fragment, int group, int flags) {
		return little().proposal(fragment, group, 1).context(0, Echo.INTERFACE, NDR20, 2).pdu(BIND, flags, 1);
	}

	/** A request of context 0. */
	public static byte[] request(int flags, int callId, int opnum, long allocHint, byte[] stub) {
		return little().u32(allocHint).u16(0).u16(opnum).raw(stub).pdu(REQUEST, flags, callId);
	}

	/** A request in one fragment. */
	public static byte[] request(int callId, int opnum, byte[] stub) {
		return request(WHOLE, callId, opnum, stub.length, stub);
	}

	/** Stub data of a conformant array of so many bytes, each of which tells its place. */
	public static byte[] stub(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (i * 7);
		}
		return counted(bytes);
	}

	/** Stub data of a conformant array of bytes. */
	public static byte[] counted(byte[] bytes) {
		return little().u32(bytes.length).raw(bytes).toByteArray();
	}
}
