package dev.quayside.rpc.pdu;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.SyntaxId;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The body of a protocol data unit, without header and authentication ([C706] 12.6.4). */
public sealed interface Pdu {

	/** One proposed presentation context. */
	record ContextElement(int id, SyntaxId abstractSyntax, List<SyntaxId> transferSyntaxes) {}

	/**
	 * The answer to one proposed presentation context ([MS-RPCE] 2.2.2.4).
	 *
	 * @param result
	 *            0 acceptance, 1 user rejection, 2 provider rejection, 3 negotiate_ack
	 * @param reason
	 *            of a rejection, or the feature bits of a negotiate_ack
	 */
	record ContextResult(int result, int reason, SyntaxId transferSyntax) {

		public static final int ACCEPTANCE = 0;
		public static final int PROVIDER_REJECTION = 2;
		public static final int NEGOTIATE_ACK = 3;
		public static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 1;
		public static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 2;

		private static final SyntaxId NO_SYNTAX = new SyntaxId(new UUID(0, 0), 0, 0);

		public static ContextResult accept(SyntaxId syntax) {
			return new ContextResult(ACCEPTANCE, 0, syntax);
		}

		public static ContextResult reject(int reason) {
			return new ContextResult(PROVIDER_REJECTION, reason, NO_SYNTAX);
		}

		public static ContextResult features(int bits) {
			return new ContextResult(NEGOTIATE_ACK, bits, NO_SYNTAX);
		}
	}

	/** bind and alter_context. */
	record Bind(boolean alter, int maxTransmit, int maxReceive, int group,
			List<ContextElement> contexts) implements Pdu {}

	/** bind_ack and alter_context_resp. */
	record BindAck(boolean alter, int maxTransmit, int maxReceive, int group, String secondaryAddress,
			List<ContextResult> results) implements Pdu {}

	/** bind_nak. */
	record BindNak(int reason) implements Pdu {

		public static final int NOT_SPECIFIED = 0;
		public static final int TEMPORARY_CONGESTION = 1;
		public static final int LOCAL_LIMIT_EXCEEDED = 2;
		public static final int PROTOCOL_VERSION_NOT_SUPPORTED = 4;
		public static final int AUTHENTICATION_TYPE_NOT_RECOGNIZED = 8;
		public static final int INVALID_CHECKSUM = 9;
	}

	/** The last leg of an authentication, without an answer. */
	record Auth3() implements Pdu {}

	/**
	 * One fragment of a request.
	 *
	 * @param allocHint
	 *            what the peer says of the bytes to come; never to be trusted
	 */
	record Request(long allocHint, int contextId, int opnum, Optional<UUID> object, Stub stub) implements Pdu {

		/** Bytes between the header and the stub. */
		public static final int FIXED_SIZE = 8;

		/** The same request with only so many bytes of its stub. */
		public Request cutTo(int length) {
			return length == stub.length()
					? this
					: new Request(allocHint, contextId, opnum, object, new Stub(stub.bytes(), stub.offset(), length));
		}
	}

	/** One fragment of a response. */
	record Response(long allocHint, int contextId, Stub stub) implements Pdu {

		/** Bytes between the header and the stub. */
		public static final int FIXED_SIZE = 8;
	}

	/** The call failed. */
	record Fault(int contextId, FaultStatus status) implements Pdu {

		/** With its header: what is more would be extended error information ([MS-RPCE] 2.2.2.8). */
		public static final int SIZE = 32;
	}

	/** The client asks to end a call; it still wants the answer. */
	record Cancel() implements Pdu {}

	/** The client does not want the answer any more. */
	record Orphaned() implements Pdu {}

	/** The server asks the client to use the connection no more. */
	record Shutdown() implements Pdu {}
}
