package dev.quayside.rpc.pdu;

import dev.quayside.rpc.SyntaxId;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client repeats under the protection of the stub, so that the server sees whether the unprotected parts were
 * changed ([MS-RPCE] 2.2.2.13). Always little-endian.
 */
public final class VerificationTrailer {

	/**
	 * What is true of a request, as the server knows it.
	 *
	 * @param headerSigning
	 *            whether the client offered header signing when it bound
	 * @param header
	 *            of the request
	 * @param request
	 *            whose stub ends with the trailer
	 */
	public record Truth(boolean headerSigning, SyntaxId abstractSyntax, SyntaxId transferSyntax, PduHeader header,
			Pdu.Request request) {}

	private static final byte[] SIGNATURE = { (byte) 0x8A, (byte) 0xE3, 0x13, 0x71, 0x02, (byte) 0xF4, 0x36, 0x71 };
	/** Nobody sends longer ones, and to search whole requests would cost more than it is worth. */
	public static final int MAX_SIZE = 4096;

	private static final int BITMASK = 1;
	private static final int PRESENTATION_CONTEXT = 2;
	private static final int HEADER2 = 3;
	private static final int COMMAND = 0x3FFF;
	private static final int END = 0x4000;
	private static final int MUST_PROCESS = 0x8000;

	private static final int CLIENT_SUPPORTS_HEADER_SIGNING = 1;
	private static final int SYNTAX_SIZE = 20;

	private VerificationTrailer() {}

	/** The trailer of the first request in a presentation context. */
	public static byte[] ofContext(SyntaxId abstractSyntax, SyntaxId transferSyntax) {
		ByteBuffer out = begin(4 + 2 * SYNTAX_SIZE);
		context(out, abstractSyntax, transferSyntax);
		return out.array();
	}

	/** The trailer of the first request of a connection that offered header signing. */
	public static byte[] ofConnection(SyntaxId abstractSyntax, SyntaxId transferSyntax) {
		ByteBuffer out = begin(8 + 4 + 2 * SYNTAX_SIZE);
		out.putShort((short) BITMASK).putShort((short) 4).putInt(CLIENT_SUPPORTS_HEADER_SIGNING);
		context(out, abstractSyntax, transferSyntax);
		return out.array();
	}

	private static ByteBuffer begin(int commands) {
		return ByteBuffer.allocate(SIGNATURE.length + commands).order(ByteOrder.LITTLE_ENDIAN).put(SIGNATURE);
	}

	private static void context(ByteBuffer out, SyntaxId abstractSyntax, SyntaxId transferSyntax) {
		out.putShort((short) (PRESENTATION_CONTEXT | END)).putShort((short) (2 * SYNTAX_SIZE));
		PduEncoder.syntax(abstractSyntax, out);
		PduEncoder.syntax(transferSyntax, out);
	}

	/** Where the trailer begins in a stub without its authentication padding, or -1 if there is none. */
	public static int find(Stub stub) {
		int least = Math.max(0, stub.length() - MAX_SIZE);
		for (int at = stub.length() - SIGNATURE.length; at >= least; at--) {
			int from = stub.offset() + at;
			if (stub.bytes()[from] == SIGNATURE[0]
					&& Arrays.equals(stub.bytes(), from, from + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
				return at;
			}
		}
		return -1;
	}

	/** Whether every command of the trailer that was found can be read and tells the truth. */
	public static boolean isTrue(int at, Truth truth) {
		Stub stub = truth.request().stub();
		int begin = stub.offset() + at + SIGNATURE.length;
		ByteBuffer in = ByteBuffer.wrap(stub.bytes(), begin, stub.offset() + stub.length() - begin)
				.order(ByteOrder.LITTLE_ENDIAN);
		Set<Integer> seen = new HashSet<>();
		while (in.remaining() >= 4) {
			int command = Short.toUnsignedInt(in.getShort());
			int length = Short.toUnsignedInt(in.getShort());
			if (length % 4 != 0 || length > in.remaining() || !seen.add(command & COMMAND)) {
				return false;
			}
			ByteBuffer body = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
			in.position(in.position() + length);
			if (!isTrue(command, body, truth)) {
				return false;
			}
			if ((command & END) != 0) {
				return !in.hasRemaining();
			}
		}
		return false;
	}

	private static boolean isTrue(int command, ByteBuffer body, Truth truth) {
		return switch (command & COMMAND) {
			case BITMASK -> body.remaining() == 4
					&& ((body.getInt() & CLIENT_SUPPORTS_HEADER_SIGNING) == 0 || truth.headerSigning());
			case PRESENTATION_CONTEXT -> body.remaining() == 2 * SYNTAX_SIZE
					&& PduDecoder.syntax(body).equals(truth.abstractSyntax())
					&& PduDecoder.syntax(body).equals(truth.transferSyntax());
			case HEADER2 -> body.remaining() == 16 && isHeader(body, truth);
			default -> (command & MUST_PROCESS) == 0;
		};
	}

	private static boolean isHeader(ByteBuffer body, Truth truth) {
		int integers = truth.header().order() == ByteOrder.LITTLE_ENDIAN ? 0x10 : 0;
		return body.get(0) == PduType.REQUEST.value() && body.get(4) == integers && body.get(5) == 0
				&& body.getInt(8) == truth.header().callId()
				&& Short.toUnsignedInt(body.getShort(12)) == truth.request().contextId()
				&& Short.toUnsignedInt(body.getShort(14)) == truth.request().opnum();
	}
}
