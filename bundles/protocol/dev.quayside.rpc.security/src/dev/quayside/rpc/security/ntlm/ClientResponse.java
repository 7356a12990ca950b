package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The response of NTLMv2 ([MS-NLMP] 2.2.2.7, 2.2.2.8).
 *
 * @param proof
 *            depends on the password
 * @param signed
 *            what the proof is over, beside the challenge of the server
 * @param time
 *            100 nanoseconds since 1601
 */
record ClientResponse(byte[] proof, byte[] signed, long time, AvPairs pairs) {

	/** What NTLMv1 sends, and LM. */
	private static final int SIZE_OF_V1 = 24;
	private static final int FIXED_SIZE = 28;
	private static final int TIME_AT = 8;

	static ClientResponse decode(byte[] response) throws RpcSecurityException {
		if (response.length <= SIZE_OF_V1) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The client uses NTLMv1 or LM, which are refused");
		}
		if (response.length < NtlmTokens.PROOF_SIZE + FIXED_SIZE) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The NTLMv2 response ends after " + response.length + " bytes");
		}
		byte[] signed = Arrays.copyOfRange(response, NtlmTokens.PROOF_SIZE, response.length);
		if (signed[0] != 1 || signed[1] != 1) {
			throw new RpcSecurityException(Reason.UNSUPPORTED,
					"The NTLMv2 response is of version " + signed[0] + '.' + signed[1] + " instead of 1.1");
		}
		AvPairs pairs = AvPairs.decode(Arrays.copyOfRange(signed, FIXED_SIZE, signed.length));
		long time = ByteBuffer.wrap(signed).order(ByteOrder.LITTLE_ENDIAN).getLong(TIME_AT);
		return new ClientResponse(Arrays.copyOf(response, NtlmTokens.PROOF_SIZE), signed, time, pairs);
	}
}
