package dev.quayside.rpc.pdu;

import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes whole frames, little-endian, protocol version 5.0. */
public final class PduEncoder {

	private static final int STUB_ALIGNMENT = 16;
	/** Of the sec_trailer where there is no stub: nobody pads such PDUs to 16. */
	private static final int ALIGNMENT = 4;

	private PduEncoder() {}

	/** A PDU that has no stub data and no authentication, as one fragment. */
	public static byte[] encode(Pdu pdu, int callId, int flags) {
		ByteBuffer out = ByteBuffer.allocate(PduHeader.SIZE + bodySize(pdu)).order(ByteOrder.LITTLE_ENDIAN);
		out.position(PduHeader.SIZE);
		body(pdu, out);
		header(out, type(pdu), flags | PduHeader.WHOLE, 0, callId);
		return out.array();
	}

	/** A PDU that has no stub data, with a token of the authentication at its end. */
	public static byte[] encode(Pdu pdu, int callId, int flags, AuthVerifier verifier) {
		int size = PduHeader.SIZE + bodySize(pdu);
		int padding = -size & ALIGNMENT - 1;
		byte[] token = verifier.token();
		ByteBuffer out = ByteBuffer.allocate(size + padding + AuthVerifier.TRAILER_SIZE + token.length)
				.order(ByteOrder.LITTLE_ENDIAN);
		out.position(PduHeader.SIZE);
		body(pdu, out);
		out.position(size + padding);
		out.put((byte) verifier.type()).put((byte) verifier.level()).put((byte) padding).put((byte) 0)
				.putInt(verifier.contextId()).put(token);
		header(out, type(pdu), flags | PduHeader.WHOLE, token.length, callId);
		return out.array();
	}

	/** Likewise without a verification trailer. */
	public static List<byte[]> fragments(Pdu first, int callId, int maxFragment, FragmentProtection security) {
		return fragments(first, new byte[0], callId, maxFragment, security);
	}

	/**
	 * Splits stub data into the fragments of a request or response, each protected by the security context. The
	 * allocation hint counts what is still to come ([MS-RPCE] 2.2.2.6), without the verification trailer.
	 *
	 * @param first
	 *            the request or response with its whole stub
	 * @param trailer
	 *            the verification trailer of a request, whole in the last fragment; may be empty
	 * @param maxFragment
	 *            the longest fragment that the peer accepts
	 */
	public static List<byte[]> fragments(Pdu first, byte[] trailer, int callId, int maxFragment,
			FragmentProtection security) {
		Stub stub = stub(first);
		int room = room(maxFragment, security);
		int gap = trailer.length == 0 ? 0 : -stub.length() & ALIGNMENT - 1;
		List<byte[]> frames = new ArrayList<>(stub.length() / room + 1);
		int sent = 0;
		boolean last;
		do {
			int left = stub.length() - sent;
			last = left + gap + trailer.length <= room;
			int length = last ? left : left > room ? room : left & -STUB_ALIGNMENT;
			int flags = (sent == 0 ? PduHeader.FIRST_FRAGMENT : 0) | (last ? PduHeader.LAST_FRAGMENT : 0);
			Part part = new Part(stub, sent, length, last ? gap : 0, last ? trailer : new byte[0]);
			frames.add(fragment(first, part, flags, callId, security));
			sent += length;
		} while (!last);
		return frames;
	}

	private static int room(int maxFragment, FragmentProtection security) {
		int overhead = PduHeader.SIZE + Pdu.Request.FIXED_SIZE + security.overhead();
		return maxFragment - overhead & (security.isSigned() ? -STUB_ALIGNMENT : -8);
	}

	/** What of a stub goes into one fragment. */
	private record Part(Stub stub, int from, int length, int gap, byte[] trailer) {

		int size() {
			return length + gap + trailer.length;
		}
	}

	private static byte[] fragment(Pdu pdu, Part part, int flags, int callId, FragmentProtection security) {
		int bodyStart = PduHeader.SIZE + Pdu.Request.FIXED_SIZE;
		int padding = security.padding(part.size());
		ByteBuffer out = ByteBuffer.allocate(bodyStart + part.size() + padding + security.overhead())
				.order(ByteOrder.LITTLE_ENDIAN);
		out.position(PduHeader.SIZE);
		out.putInt(part.stub().length() - part.from());
		if (pdu instanceof Pdu.Request request) {
			out.putShort((short) request.contextId()).putShort((short) request.opnum());
		} else if (pdu instanceof Pdu.Response response) {
			out.putShort((short) response.contextId()).putShort((short) 0);
		}
		out.put(part.stub().bytes(), part.stub().offset() + part.from(), part.length());
		out.position(out.position() + part.gap()).put(part.trailer());
		int authLength = Math.max(0, security.overhead() - AuthVerifier.TRAILER_SIZE);
		header(out, type(pdu), flags, authLength, callId);
		security.protect(out.array(), bodyStart, padding);
		return out.array();
	}

	private static Stub stub(Pdu pdu) {
		if (pdu instanceof Pdu.Request request) {
			return request.stub();
		}
		if (pdu instanceof Pdu.Response response) {
			return response.stub();
		}
		throw new IllegalArgumentException(pdu + " has no stub data");
	}

	private static void header(ByteBuffer out, PduType type, int flags, int authLength, int callId) {
		out.put(0, (byte) 5).put(1, (byte) 0).put(2, (byte) type.value()).put(3, (byte) flags);
		out.putInt(4, 0x00000010).putShort(8, (short) out.capacity()).putShort(10, (short) authLength).putInt(12,
				callId);
	}

	private static PduType type(Pdu pdu) {
		if (pdu instanceof Pdu.Bind bind) {
			return bind.alter() ? PduType.ALTER_CONTEXT : PduType.BIND;
		} else if (pdu instanceof Pdu.BindAck ack) {
			return ack.alter() ? PduType.ALTER_CONTEXT_RESP : PduType.BIND_ACK;
		} else if (pdu instanceof Pdu.BindNak) {
			return PduType.BIND_NAK;
		} else if (pdu instanceof Pdu.Request) {
			return PduType.REQUEST;
		} else if (pdu instanceof Pdu.Response) {
			return PduType.RESPONSE;
		} else if (pdu instanceof Pdu.Fault) {
			return PduType.FAULT;
		} else if (pdu instanceof Pdu.Auth3) {
			return PduType.AUTH3;
		} else if (pdu instanceof Pdu.Cancel) {
			return PduType.CANCEL;
		} else if (pdu instanceof Pdu.Orphaned) {
			return PduType.ORPHANED;
		}
		return PduType.SHUTDOWN;
	}

	private static int bodySize(Pdu pdu) {
		if (pdu instanceof Pdu.Bind bind) {
			return 12 + bind.contexts().stream().mapToInt(c -> 24 + 20 * c.transferSyntaxes().size()).sum();
		} else if (pdu instanceof Pdu.BindAck ack) {
			int address = 10 + address(ack).length;
			return address + (-address & 3) + 4 + 24 * ack.results().size();
		} else if (pdu instanceof Pdu.BindNak) {
			return 8;
		} else if (pdu instanceof Pdu.Fault) {
			return Pdu.Fault.SIZE - PduHeader.SIZE;
		} else if (pdu instanceof Pdu.Auth3) {
			return 4;
		}
		return 0;
	}

	private static void body(Pdu pdu, ByteBuffer out) {
		if (pdu instanceof Pdu.Bind bind) {
			out.putShort((short) bind.maxTransmit()).putShort((short) bind.maxReceive()).putInt(bind.group());
			out.put((byte) bind.contexts().size()).put(new byte[3]);
			bind.contexts().forEach(context -> context(context, out));
		} else if (pdu instanceof Pdu.BindAck ack) {
			out.putShort((short) ack.maxTransmit()).putShort((short) ack.maxReceive()).putInt(ack.group());
			byte[] address = address(ack);
			out.putShort((short) address.length).put(address).put(new byte[-(out.position()) & 3]);
			out.put((byte) ack.results().size()).put(new byte[3]);
			ack.results().forEach(result -> result(result, out));
		} else if (pdu instanceof Pdu.BindNak nak) {
			// one supported protocol version follows: 5.0
			out.putShort((short) nak.reason()).put((byte) 1).put((byte) 5).put((byte) 0).put(new byte[3]);
		} else if (pdu instanceof Pdu.Fault fault) {
			out.putInt(Pdu.Fault.SIZE).putShort((short) fault.contextId()).putShort((short) 0)
					.putInt(fault.status().code())
					.putInt(0);
		}
	}

	/** With its NUL; no bytes where there is no address. */
	private static byte[] address(Pdu.BindAck ack) {
		String address = ack.secondaryAddress();
		return (address.isEmpty() ? "" : address + '\0').getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void context(ContextElement context, ByteBuffer out) {
		out.putShort((short) context.id()).put((byte) context.transferSyntaxes().size()).put((byte) 0);
		syntax(context.abstractSyntax(), out);
		context.transferSyntaxes().forEach(transfer -> syntax(transfer, out));
	}

	private static void result(ContextResult result, ByteBuffer out) {
		out.putShort((short) result.result()).putShort((short) result.reason());
		syntax(result.transferSyntax(), out);
	}

	static void syntax(SyntaxId syntax, ByteBuffer out) {
		UUID uuid = syntax.uuid();
		long high = uuid.getMostSignificantBits();
		out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
		out.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
		out.putInt(syntax.minor() << 16 | syntax.major());
	}
}
