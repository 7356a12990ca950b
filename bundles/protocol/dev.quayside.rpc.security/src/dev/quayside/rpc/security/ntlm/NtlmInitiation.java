package dev.quayside.rpc.security.ntlm;

import static dev.quayside.rpc.security.ntlm.NegotiateFlag.ALWAYS_SIGN;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.ANONYMOUS;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.DATAGRAM;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.EXTENDED_SESSION_SECURITY;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_128;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_56;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_EXCHANGE;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.NTLM;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.REQUEST_TARGET;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SEAL;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SIGN;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.TARGET_INFO;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.UNICODE;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.VERSION;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;

import jcifs.smb.NtlmUtil;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The client's side of one exchange ([MS-NLMP] 3.1.5.1). */
final class NtlmInitiation implements SecurityExchange {

	private static final byte[] NOTHING = {};
	/** Of an anonymous client: one zero. */
	private static final byte[] NO_LM_RESPONSE = new byte[1];
	/** Of a client that must not send one, beside a timestamp of the server. */
	private static final byte[] UNUSED_LM_RESPONSE = new byte[24];

	private final NtlmInitiator user;
	private final String host;
	private final Set<NegotiateFlag> wanted;
	private byte[] negotiate = NOTHING;
	private NtlmContext context;
	private boolean over;

	NtlmInitiation(NtlmInitiator user, String host, AuthenticationLevel level) {
		this.user = user;
		this.host = host;
		wanted = EnumSet.of(UNICODE, REQUEST_TARGET, NTLM, ALWAYS_SIGN, EXTENDED_SESSION_SECURITY, VERSION);
		if (level.isAtLeast(AuthenticationLevel.CALL)) {
			wanted.addAll(EnumSet.of(SIGN, KEY_EXCHANGE, KEY_128, KEY_56));
		}
		if (level == AuthenticationLevel.PRIVACY) {
			wanted.add(SEAL);
		}
		if (user.isAnonymous()) {
			wanted.add(ANONYMOUS);
		}
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		if (over) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The exchange of NTLM messages is over");
		}
		if (negotiate.length == 0) {
			negotiate = new NegotiateMessage(wanted, NtlmTokens.VERSION).encode();
			return negotiate.clone();
		}
		over = true;
		return answer(token);
	}

	private byte[] answer(byte[] token) throws RpcSecurityException {
		ChallengeMessage challenge = ChallengeMessage.decode(token);
		Set<NegotiateFlag> agreed = agreed(challenge);
		AvPairs target = AvPairs.decode(challenge.target());
		if (target.find(AvPairs.COMPUTER).isEmpty() || target.find(AvPairs.DOMAIN).isEmpty()) {
			throw new RpcSecurityException(Reason.UNSUPPORTED,
					"The server names neither itself nor its domain in the NTLM challenge");
		}
		boolean withMic = !user.isAnonymous() && target.find(AvPairs.TIMESTAMP).isPresent();
		Response response = user.isAnonymous() ? Response.ANONYMOUS : response(challenge, target, withMic);
		byte[] sessionKey = response.sessionBaseKey;
		byte[] exchanged = NOTHING;
		if (agreed.contains(KEY_EXCHANGE)) {
			sessionKey = NtlmTokens.random(NtHash.SIZE);
			exchanged = NtlmCrypto.rc4(response.sessionBaseKey, sessionKey);
		}
		byte[] message = new AuthenticateMessage(agreed, user.domain(), user.user(), NtlmTokens.workstation(),
				response.lmResponse, response.ntResponse, exchanged, NtlmTokens.VERSION,
				new byte[AuthenticateMessage.MIC_SIZE]).encode();
		if (withMic) {
			byte[] mic = NtlmCrypto.hmacMd5(sessionKey, negotiate, token, message);
			System.arraycopy(mic, 0, message, AuthenticateMessage.MIC_AT, mic.length);
		}
		Principal peer = new Principal(NtlmTokens.name(target, AvPairs.DOMAIN),
				NtlmTokens.name(target, AvPairs.COMPUTER));
		context = new NtlmContext(peer, agreed, sessionKey, true, withMic);
		Arrays.fill(sessionKey, (byte) 0);
		Arrays.fill(response.sessionBaseKey, (byte) 0);
		return message;
	}

	/** What the server chose from the flags that were offered, if that is enough. */
	private Set<NegotiateFlag> agreed(ChallengeMessage challenge) throws RpcSecurityException {
		Set<NegotiateFlag> needed = EnumSet.copyOf(wanted);
		needed.retainAll(EnumSet.of(UNICODE, EXTENDED_SESSION_SECURITY, SIGN, SEAL, KEY_128));
		needed.add(TARGET_INFO);
		needed.removeAll(challenge.flags());
		if (!needed.isEmpty()) {
			throw new RpcSecurityException(Reason.UNSUPPORTED,
					"The server does not agree to what NTLMv2 needs at this level: " + needed);
		}
		if (challenge.flags().contains(DATAGRAM)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The server wants NTLM without a connection");
		}
		Set<NegotiateFlag> agreed = NegotiateFlag.common(wanted, challenge.flags());
		agreed.add(TARGET_INFO);
		if (user.isAnonymous()) {
			agreed.add(ANONYMOUS);
		}
		return agreed;
	}

	private record Response(byte[] lmResponse, byte[] ntResponse, byte[] sessionBaseKey) {

		static final Response ANONYMOUS = new Response(NO_LM_RESPONSE, NOTHING, new byte[NtHash.SIZE]);
	}

	/** {@code ComputeResponse} ([MS-NLMP] 3.3.2) over what the server says of itself, and what it has to know of us. */
	private Response response(ChallengeMessage challenge, AvPairs target, boolean withMic) {
		AvPairs pairs = withMic ? target.withFlag(AvPairs.FLAG_MIC) : target;
		pairs = pairs.with(AvPairs.CHANNEL_BINDINGS, new byte[16]).with(AvPairs.TARGET_NAME,
				MessageWriter.unicode("host/" + host));
		long time = target.find(AvPairs.TIMESTAMP)
				.map(value -> ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong())
				.orElseGet(() -> NtlmTokens.fileTime(System.currentTimeMillis()));
		byte[] key = user.responseKey();
		byte[] clientChallenge = NtlmTokens.random(8);
		byte[] ntResponse = NtlmUtil.getNTLMv2Response(key, challenge.challenge(), clientChallenge, time,
				pairs.encode());
		byte[] lmResponse = withMic
				? UNUSED_LM_RESPONSE
				: NtlmUtil.getLMv2Response(key, challenge.challenge(), clientChallenge);
		byte[] sessionBaseKey = NtlmTokens.sessionBaseKey(key, ntResponse);
		Arrays.fill(key, (byte) 0);
		return new Response(lmResponse, ntResponse, sessionBaseKey);
	}

	@Override
	public boolean isEstablished() {
		return context != null;
	}

	@Override
	public SecurityContext context() {
		if (context == null) {
			throw new IllegalStateException("The NTLM exchange is not complete");
		}
		return context;
	}
}
