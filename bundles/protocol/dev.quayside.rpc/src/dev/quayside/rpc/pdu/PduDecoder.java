package dev.quayside.rpc.pdu;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads whole frames, in the byte order of the peer; everything that does not fit is an {@link RpcProtocolException}.
 * The only version is 5.0 ([MS-RPCE] 3.3.1.5.1).
 */
public final class PduDecoder {

	private static final int MAJOR = 5;
	private static final int MINOR = 0;
	/** Integers of one of two byte orders, characters in one of two sets ([C706] 14.1). */
	private static final int REPRESENTATIONS = 0x11;
	/** Of numbers with a point: IEEE, VAX, Cray, IBM. */
	private static final int FLOATS = 4;

	private PduDecoder() {}

	/**
	 * Reads the header at the start of a frame, of which only the header need be there.
	 *
	 * @throws RpcProtocolException
	 *             also where the peer speaks another protocol; the message then shows how it begins
	 */
	public static PduHeader header(byte[] frame, int offset) throws RpcProtocolException {
		if (frame.length - offset < PduHeader.SIZE) {
			throw new RpcProtocolException("A header of " + (frame.length - offset) + " bytes is too short");
		}
		if (frame[offset] != MAJOR || frame[offset + 1] != MINOR) {
			throw new RpcProtocolException(
					"Not a peer that speaks RPC 5.0: it sent '" + printable(frame, offset) + "'");
		}
		PduType type = PduType.ofWire(Byte.toUnsignedInt(frame[offset + 2]));
		if (type == null) {
			throw new RpcProtocolException("Unknown PDU type " + Byte.toUnsignedInt(frame[offset + 2]));
		}
		// characters of 8 bits and floating-point numbers occur in no parameter, so every form of them will do
		if ((frame[offset + 4] & ~REPRESENTATIONS) != 0 || Byte.toUnsignedInt(frame[offset + 5]) >= FLOATS) {
			throw new RpcProtocolException("Unknown data representation in a " + type);
		}
		PduHeader header = fields(frame, offset, type);
		int trailer = header.authLength() == 0 ? 0 : header.authLength() + AuthVerifier.TRAILER_SIZE;
		if (header.length() < PduHeader.SIZE + trailer) {
			throw new RpcProtocolException("A " + type + " of " + header.length()
					+ " bytes is too short for its header and " + header.authLength() + " bytes of authentication");
		}
		return header;
	}

	/**
	 * What of a header that cannot be accepted tells how to refuse it; empty where the peer does not seem to speak RPC.
	 */
	public static Optional<PduHeader> refusable(byte[] frame, int offset) {
		PduType type = PduType.ofWire(Byte.toUnsignedInt(frame[offset + 2]));
		boolean version = frame[offset] == MAJOR && (type != null || frame[offset + 1] == MINOR)
				|| type == PduType.BIND;
		boolean representation = (frame[offset + 4] & 0xE0) == 0 && frame[offset + 6] == 0 && frame[offset + 7] == 0;
		if (!version || !representation) {
			return Optional.empty();
		}
		return Optional.of(fields(frame, offset, type == null ? PduType.REQUEST : type));
	}

	private static PduHeader fields(byte[] frame, int offset, PduType type) {
		ByteOrder order = (frame[offset + 4] & 0x10) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		ByteBuffer in = ByteBuffer.wrap(frame, offset, PduHeader.SIZE).order(order);
		return new PduHeader(type, Byte.toUnsignedInt(frame[offset + 3]), order,
				Short.toUnsignedInt(in.getShort(offset + 8)), Short.toUnsignedInt(in.getShort(offset + 10)),
				in.getInt(offset + 12));
	}

	private static String printable(byte[] frame, int offset) {
		StringBuilder text = new StringBuilder();
		for (byte b : Arrays.copyOfRange(frame, offset, offset + PduHeader.SIZE)) {
			text.append(b >= ' ' && b < 0x7F ? (char) b : '.');
		}
		return text.toString();
	}

	/** The authentication at the end of a frame, if it has any. */
	public static Optional<AuthVerifier> verifier(PduHeader header, byte[] frame) throws RpcProtocolException {
		if (header.authLength() == 0) {
			return Optional.empty();
		}
		int at = header.length() - header.authLength() - AuthVerifier.TRAILER_SIZE;
		int padding = padding(header, frame);
		int contextId = ByteBuffer.wrap(frame).order(header.order()).getInt(at + 4);
		byte[] token = Arrays.copyOfRange(frame, at + AuthVerifier.TRAILER_SIZE, header.length());
		return Optional.of(new AuthVerifier(Byte.toUnsignedInt(frame[at]), Byte.toUnsignedInt(frame[at + 1]), padding,
				contextId, token));
	}

	/** Bytes between the body and the sec_trailer of a frame that has one. */
	private static int padding(PduHeader header, byte[] frame) throws RpcProtocolException {
		int at = header.length() - header.authLength() - AuthVerifier.TRAILER_SIZE;
		int padding = Byte.toUnsignedInt(frame[at + 2]);
		if (at - padding < PduHeader.SIZE) {
			throw new RpcProtocolException("Padding of " + padding + " bytes does not fit into " + header);
		}
		return padding;
	}

	/** Reads the body of a whole frame. */
	public static Pdu body(PduHeader header, byte[] frame) throws RpcProtocolException {
		int end = header.length();
		if (frame.length < end) {
			throw new RpcProtocolException("A " + header.type() + " of " + end + " bytes ends at " + frame.length);
		}
		if (header.authLength() > 0) {
			end -= header.authLength() + AuthVerifier.TRAILER_SIZE + padding(header, frame);
		}
		ByteBuffer in = ByteBuffer.wrap(frame, PduHeader.SIZE, end - PduHeader.SIZE).order(header.order());
		try {
			return body(header, in);
		} catch (BufferUnderflowException e) {
			throw new RpcProtocolException("A " + header.type() + " of " + header.length() + " bytes is too short", e);
		}
	}

	private static Pdu body(PduHeader header, ByteBuffer in) {
		return switch (header.type()) {
			case BIND -> bind(false, in);
			case ALTER_CONTEXT -> bind(true, in);
			case BIND_ACK -> bindAck(false, in);
			case ALTER_CONTEXT_RESP -> bindAck(true, in);
			case BIND_NAK -> new Pdu.BindNak(Short.toUnsignedInt(in.getShort()));
			case REQUEST -> request(header, in);
			case RESPONSE -> response(in);
			case FAULT -> fault(in);
			case AUTH3 -> new Pdu.Auth3();
			case CANCEL -> new Pdu.Cancel();
			case ORPHANED -> new Pdu.Orphaned();
			case SHUTDOWN -> new Pdu.Shutdown();
		};
	}

	private static Pdu bind(boolean alter, ByteBuffer in) {
		int maxTransmit = Short.toUnsignedInt(in.getShort());
		int maxReceive = Short.toUnsignedInt(in.getShort());
		int group = in.getInt();
		int count = Byte.toUnsignedInt(in.get());
		in.get(new byte[3]);
		List<ContextElement> contexts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int id = Short.toUnsignedInt(in.getShort());
			int transfers = Byte.toUnsignedInt(in.get());
			in.get();
			SyntaxId abstractSyntax = syntax(in);
			List<SyntaxId> syntaxes = new ArrayList<>();
			for (int j = 0; j < transfers; j++) {
				syntaxes.add(syntax(in));
			}
			contexts.add(new ContextElement(id, abstractSyntax, List.copyOf(syntaxes)));
		}
		return new Pdu.Bind(alter, maxTransmit, maxReceive, group, List.copyOf(contexts));
	}

	private static Pdu bindAck(boolean alter, ByteBuffer in) {
		int maxTransmit = Short.toUnsignedInt(in.getShort());
		int maxReceive = Short.toUnsignedInt(in.getShort());
		int group = in.getInt();
		byte[] address = take(in, Short.toUnsignedInt(in.getShort()));
		take(in, -in.position() & 3);
		int count = Byte.toUnsignedInt(in.get());
		in.get(new byte[3]);
		List<ContextResult> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			results.add(new ContextResult(Short.toUnsignedInt(in.getShort()), Short.toUnsignedInt(in.getShort()),
					syntax(in)));
		}
		String text = new String(address, StandardCharsets.ISO_8859_1).replace("\0", "");
		return new Pdu.BindAck(alter, maxTransmit, maxReceive, group, text, List.copyOf(results));
	}

	private static byte[] take(ByteBuffer in, int length) {
		if (length > in.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] bytes = new byte[length];
		in.get(bytes);
		return bytes;
	}

	private static Pdu request(PduHeader header, ByteBuffer in) {
		long allocHint = Integer.toUnsignedLong(in.getInt());
		int contextId = Short.toUnsignedInt(in.getShort());
		int opnum = Short.toUnsignedInt(in.getShort());
		Optional<UUID> object = header.has(PduHeader.OBJECT_UUID) ? Optional.of(uuid(in)) : Optional.empty();
		return new Pdu.Request(allocHint, contextId, opnum, object, rest(in));
	}

	private static Pdu response(ByteBuffer in) {
		long allocHint = Integer.toUnsignedLong(in.getInt());
		int contextId = Short.toUnsignedInt(in.getShort());
		in.getShort();
		return new Pdu.Response(allocHint, contextId, rest(in));
	}

	private static Pdu fault(ByteBuffer in) {
		in.getInt();
		int contextId = Short.toUnsignedInt(in.getShort());
		in.getShort();
		return new Pdu.Fault(contextId, new FaultStatus(in.getInt()));
	}

	private static Stub rest(ByteBuffer in) {
		return new Stub(in.array(), in.position(), in.remaining());
	}

	static SyntaxId syntax(ByteBuffer in) {
		UUID uuid = uuid(in);
		int version = in.getInt();
		return new SyntaxId(uuid, version & 0xFFFF, version >>> 16);
	}

	private static UUID uuid(ByteBuffer in) {
		long high = Integer.toUnsignedLong(in.getInt()) << 32 | Short.toUnsignedLong(in.getShort()) << 16
				| Short.toUnsignedLong(in.getShort());
		ByteOrder order = in.order();
		long low = in.order(ByteOrder.BIG_ENDIAN).getLong();
		in.order(order);
		return new UUID(high, low);
	}
}
