package dev.quayside.rpc.security.ntlm;

import static dev.quayside.rpc.security.ntlm.NegotiateFlag.ALWAYS_SIGN;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.DATAGRAM;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.EXTENDED_SESSION_SECURITY;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.IDENTIFY;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_128;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_56;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.KEY_EXCHANGE;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.NTLM;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.REQUEST_TARGET;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SEAL;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.SIGN;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.TARGET_INFO;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.TARGET_TYPE_DOMAIN;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.TARGET_TYPE_SERVER;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.UNICODE;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.VERSION;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The server's side of one exchange ([MS-NLMP] 3.2.5.1). */
final class NtlmAcceptance implements SecurityExchange {

	private static final byte[] NOTHING = {};
	/** Without these there is no NTLMv2 with Unicode names. */
	private static final Set<NegotiateFlag> NEEDED = EnumSet.of(UNICODE, EXTENDED_SESSION_SECURITY);
	/** What is granted if asked for. */
	private static final Set<NegotiateFlag> OPTIONAL = EnumSet.of(IDENTIFY, VERSION);
	/** What is granted beside signing or sealing. */
	private static final Set<NegotiateFlag> PROTECTION = EnumSet.of(SIGN, SEAL, KEY_128, KEY_56, KEY_EXCHANGE);
	/** What the client may not take back after the challenge: the choice decides about keys. */
	private static final Set<NegotiateFlag> BINDING = EnumSet.of(UNICODE, EXTENDED_SESSION_SECURITY, SIGN, SEAL,
			KEY_128, KEY_EXCHANGE);

	private final NtlmAcceptor server;
	private byte[] negotiate = NOTHING;
	private byte[] challengeBytes = NOTHING;
	private ChallengeMessage challenge;
	private NtlmContext context;
	private boolean over;

	NtlmAcceptance(NtlmAcceptor server) {
		this.server = server;
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		if (over) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The exchange of NTLM messages is over");
		}
		over = true;
		if (challenge == null) {
			challenge = challenge(NegotiateMessage.decode(token).flags());
			challengeBytes = challenge.encode();
			negotiate = token.clone();
			over = false;
			return challengeBytes.clone();
		}
		accept(token);
		return NOTHING;
	}

	private ChallengeMessage challenge(Set<NegotiateFlag> asked) throws RpcSecurityException {
		boolean protects = asked.contains(SIGN) || asked.contains(SEAL);
		if (!asked.containsAll(NEEDED) || protects && !asked.contains(KEY_128)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED,
					"The client cannot do NTLMv2 with Unicode, extended session security and keys of 128 bits");
		}
		if (asked.contains(DATAGRAM)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The client wants NTLM without a connection");
		}
		ServerNames names = server.names();
		Set<NegotiateFlag> flags = EnumSet.of(REQUEST_TARGET, NTLM, ALWAYS_SIGN, TARGET_INFO,
				names.isStandalone() ? TARGET_TYPE_SERVER : TARGET_TYPE_DOMAIN);
		flags.addAll(NEEDED);
		flags.addAll(NegotiateFlag.common(asked, OPTIONAL));
		if (protects) {
			flags.addAll(NegotiateFlag.common(asked, PROTECTION));
		}
		byte[] time = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
				.putLong(NtlmTokens.fileTime(server.now())).array();
		AvPairs target = AvPairs.none().withName(AvPairs.DOMAIN, names.domain())
				.withName(AvPairs.COMPUTER, names.computer()).withName(AvPairs.DNS_DOMAIN, names.dnsDomain())
				.withName(AvPairs.DNS_COMPUTER, names.dnsComputer()).with(AvPairs.TIMESTAMP, time);
		return new ChallengeMessage(flags, NtlmTokens.random(8), names.domain(), target.encode(),
				flags.contains(VERSION) ? NtlmTokens.VERSION : new byte[8]);
	}

	private void accept(byte[] token) throws RpcSecurityException {
		AuthenticateMessage message = AuthenticateMessage.decode(token);
		if (!NegotiateFlag.common(message.flags(), BINDING).equals(NegotiateFlag.common(challenge.flags(), BINDING))) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The client does not keep to what was agreed on");
		}
		boolean isAnonymous = message.user().isEmpty() && message.ntResponse().length == 0
				&& message.lmResponse().length <= 1;
		if (isAnonymous) {
			acceptAnonymous(message);
			return;
		}
		ClientResponse response = ClientResponse.decode(message.ntResponse());
		LogonCheck.Outcome outcome = new LogonCheck(server, challenge.challenge()).check(message, response);
		byte[] sessionKey = sessionKey(outcome.sessionBaseKey(), message);
		boolean withMic = (response.pairs().flags() & AvPairs.FLAG_MIC) != 0;
		if (withMic) {
			checkMic(token, message, sessionKey);
		}
		context = new NtlmContext(outcome.principal(), challenge.flags(), sessionKey, false, withMic);
		Arrays.fill(sessionKey, (byte) 0);
		Arrays.fill(outcome.sessionBaseKey(), (byte) 0);
	}

	private void acceptAnonymous(AuthenticateMessage message) throws RpcSecurityException {
		if (!server.allowsAnonymous()) {
			throw new RpcSecurityException(Reason.LOGON_FAILURE, "Anonymous logon is not allowed");
		}
		byte[] sessionKey = sessionKey(new byte[NtHash.SIZE], message);
		context = new NtlmContext(Principal.ANONYMOUS, challenge.flags(), sessionKey, false, false);
	}

	/** With NTLMv2 the key exchange key is the session base key ([MS-NLMP] 3.4.5.1). */
	private byte[] sessionKey(byte[] sessionBaseKey, AuthenticateMessage message) throws RpcSecurityException {
		if (!challenge.flags().contains(KEY_EXCHANGE)) {
			return sessionBaseKey;
		}
		if (message.sessionKey().length != NtHash.SIZE) {
			throw new RpcSecurityException(Reason.BAD_TOKEN,
					"The session key of the client has " + message.sessionKey().length + " bytes");
		}
		return NtlmCrypto.rc4(sessionBaseKey, message.sessionKey());
	}

	/** Over all three messages, the last one with zeros in place of the MIC. */
	private void checkMic(byte[] token, AuthenticateMessage message, byte[] sessionKey) throws RpcSecurityException {
		if (message.mic().length == 0) {
			throw new RpcSecurityException(Reason.BAD_TOKEN, "The client announces a MIC and sends none");
		}
		byte[] zeroed = token.clone();
		System.arraycopy(new byte[AuthenticateMessage.MIC_SIZE], 0, zeroed, AuthenticateMessage.MIC_AT,
				AuthenticateMessage.MIC_SIZE);
		byte[] expected = NtlmCrypto.hmacMd5(sessionKey, negotiate, challengeBytes, zeroed);
		if (!MessageDigest.isEqual(expected, message.mic())) {
			throw new RpcSecurityException(Reason.TAMPERED, "The NTLM messages were changed on their way");
		}
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
