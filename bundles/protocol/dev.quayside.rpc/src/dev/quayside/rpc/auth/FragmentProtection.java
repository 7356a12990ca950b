package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcProtocolException;

/**
 * An established security context of a connection: signs and seals the fragments that go out, checks and opens those
 * that come in, in the order of the wire ([MS-RPCE] 2.2.2.11, 3.3.1.5.2.2).
 */
public interface FragmentProtection {

	/** No protection: fragments pass as they are. */
	FragmentProtection NONE = new Unprotected();

	/** Bytes that protection adds at the end of a fragment beside padding: sec_trailer and token; 0 for none. */
	int overhead();

	/**
	 * Fills in trailer and token, and seals in place.
	 *
	 * @param frame
	 *            the whole fragment, its last {@link #overhead} bytes still empty
	 * @param stubOffset
	 *            where the stub data begins
	 */
	void protect(byte[] frame, int stubOffset, int stubLength, int padding);

	/**
	 * Checks the token and opens in place.
	 *
	 * @throws RpcProtocolException
	 *             if the fragment was changed, replayed or carries protection that nobody agreed on
	 */
	void unprotect(byte[] frame, int stubOffset, int authLength) throws RpcProtocolException;
}
