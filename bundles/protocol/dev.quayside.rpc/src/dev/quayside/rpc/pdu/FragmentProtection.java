package dev.quayside.rpc.pdu;

import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.SecurityContext;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Signs and seals the fragments of one security context, and checks and opens those of the peer, in place ([MS-RPCE]
 * 2.2.2.11, 3.3.1.5.2.2). It must see the fragments of each direction in the order of the wire; one thread at a time for
 * each direction.
 * <p>
 * Two things differ from the table of protected segments, because Windows and Samba do it so: level PACKET is signed like
 * INTEGRITY, and NTLM always signs header and sec_trailer, whether header signing was negotiated or not.
 */
public final class FragmentProtection {

	/** No protection: fragments pass as they are. */
	public static final FragmentProtection NONE = new FragmentProtection(
			new AuthVerifier(0, AuthenticationLevel.NONE.value(), 0, 0, new byte[0]), AuthenticationLevel.NONE, null,
			false);

	private static final int ALIGNMENT = 16;

	private final AuthVerifier bound;
	private final AuthenticationLevel level;
	private final SecurityContext context;
	private final boolean signsHeader;

	private FragmentProtection(AuthVerifier bound, AuthenticationLevel level, SecurityContext context,
			boolean signsHeader) {
		this.bound = bound;
		this.level = level;
		this.context = context;
		this.signsHeader = signsHeader;
	}

	/**
	 * Protection by an established security context.
	 *
	 * @param bound
	 *            with type, level and id that were bound; its token does not matter
	 * @param headerSigning
	 *            whether both sides of the connection agreed on it
	 */
	public static FragmentProtection of(AuthVerifier bound, SecurityContext context, boolean headerSigning) {
		AuthenticationLevel level = AuthenticationLevel.ofWire(bound.level()).orElseThrow();
		return new FragmentProtection(bound,
				level == AuthenticationLevel.CALL ? AuthenticationLevel.PACKET : level, context,
				headerSigning || context.mechanism() == AuthenticationType.NTLM);
	}

	/** Never {@link AuthenticationLevel#CALL}, which over TCP is {@link AuthenticationLevel#PACKET}. */
	public AuthenticationLevel level() {
		return level;
	}

	/** Empty for {@link #NONE}. */
	public Optional<SecurityContext> context() {
		return Optional.ofNullable(context);
	}

	/** Whether every request and response must carry a verifier. */
	public boolean isSigned() {
		return level.isAtLeast(AuthenticationLevel.PACKET);
	}

	/** Bytes at the end of a fragment that goes out, beside padding: sec_trailer and token; 0 for none. */
	int overhead() {
		return isSigned() ? AuthVerifier.TRAILER_SIZE + context.signatureSize(isSealed()) : 0;
	}

	/** Bytes between a stub of this length and the sec_trailer. */
	int padding(int stubLength) {
		return isSigned() ? -stubLength & ALIGNMENT - 1 : 0;
	}

	private boolean isSealed() {
		return level == AuthenticationLevel.PRIVACY;
	}

	/**
	 * Fills in sec_trailer and token, and seals in place.
	 *
	 * @param frame
	 *            the whole fragment, its last {@link #overhead} bytes still empty, little-endian
	 * @param stubOffset
	 *            where the stub data begins
	 */
	void protect(byte[] frame, int stubOffset, int padding) {
		if (!isSigned()) {
			return;
		}
		int trailer = frame.length - overhead();
		ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(trailer).put((byte) bound.type())
				.put((byte) bound.level()).put((byte) padding).put((byte) 0).putInt(bound.contextId());
		context.protect(coverage(frame, frame.length, stubOffset, trailer));
	}

	/**
	 * Checks the token and opens in place. At level CONNECT a verifier may be there, and nothing of it is checked but what
	 * was bound.
	 *
	 * @param frame
	 *            the whole fragment
	 * @throws RpcSecurityException
	 *             if the fragment was changed, replayed or carries other protection than was bound
	 * @throws RpcProtocolException
	 *             if padding and token do not fit into the fragment
	 */
	public void unprotect(PduHeader header, byte[] frame, int stubOffset)
			throws RpcProtocolException, RpcSecurityException {
		if (header.authLength() == 0) {
			if (isSigned()) {
				throw tampered("A " + header.type() + " is not signed");
			}
			return;
		}
		if (context == null) {
			throw new RpcProtocolException("A " + header.type() + " is authenticated, but no authentication was bound");
		}
		int trailer = header.length() - header.authLength() - AuthVerifier.TRAILER_SIZE;
		if (trailer - Byte.toUnsignedInt(frame[trailer + 2]) < stubOffset) {
			throw new RpcProtocolException("The padding of a " + header.type() + " is longer than its body");
		}
		if (!matches(header, frame, trailer)) {
			throw tampered("A " + header.type() + " carries other protection than was agreed on");
		}
		if (isSigned()) {
			context.unprotect(coverage(frame, header.length(), stubOffset, trailer));
		}
	}

	private boolean matches(PduHeader header, byte[] frame, int trailer) {
		return Byte.toUnsignedInt(frame[trailer]) == bound.type()
				&& Byte.toUnsignedInt(frame[trailer + 1]) == bound.level()
				&& ByteBuffer.wrap(frame).order(header.order()).getInt(trailer + 4) == bound.contextId();
	}

	private Coverage coverage(byte[] frame, int end, int stubOffset, int trailer) {
		int signature = trailer + AuthVerifier.TRAILER_SIZE;
		return new Coverage(frame, signsHeader ? 0 : stubOffset, signsHeader ? signature : trailer, stubOffset,
				isSealed() ? trailer : stubOffset, isSealed(), signature, end - signature);
	}

	private static RpcSecurityException tampered(String message) {
		return new RpcSecurityException(RpcSecurityException.Reason.TAMPERED, message);
	}
}
