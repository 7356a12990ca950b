package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Principal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a client knows the password ([MS-NLMP] 3.2.5.1.2). An unknown user costs as much as a wrong password and
 * gets the same answer.
 */
final class LogonCheck {

	/**
	 * Between the clocks of client and server: 36 hours, what Windows took until it gave up comparing. The challenge holds
	 * off replays; clients that are up to date send our own time back.
	 */
	static final long MAX_LIFETIME_MILLIS = TimeUnit.HOURS.toMillis(36);

	private final NtlmAcceptor server;
	private final byte[] challenge;

	record Outcome(Principal principal, byte[] sessionBaseKey) {}

	LogonCheck(NtlmAcceptor server, byte[] challenge) {
		this.server = server;
		this.challenge = challenge;
	}

	Outcome check(AuthenticateMessage message, ClientResponse response) throws RpcSecurityException {
		Optional<NtlmAccount> account = server.find(message.domain(), message.user());
		byte[] hash = server.hashOf(account);
		byte[] key = NtlmCrypto.responseKey(hash, message.user(), message.domain());
		byte[] keyWithoutDomain = NtlmCrypto.responseKey(hash, message.user(), "");
		boolean isProven = isProven(response, key);
		boolean isProvenWithoutDomain = isProven(response, keyWithoutDomain);
		byte[] sessionBaseKey = NtlmCrypto.hmacMd5(isProven ? key : keyWithoutDomain, response.proof());
		Arrays.fill(key, (byte) 0);
		Arrays.fill(keyWithoutDomain, (byte) 0);
		if (account.isEmpty() || !(isProven | isProvenWithoutDomain)) {
			throw new RpcSecurityException(Reason.LOGON_FAILURE, "User name or password is wrong");
		}
		long skew = Math.abs(NtlmTokens.epochMillis(response.time()) - server.now());
		if (skew > MAX_LIFETIME_MILLIS) {
			throw new RpcSecurityException(Reason.CLOCK_SKEW,
					"The clock of the client differs by " + TimeUnit.MILLISECONDS.toHours(skew) + " hours");
		}
		String domain = account.get().domain().isEmpty() ? message.domain() : account.get().domain();
		Principal principal = new Principal(domain, account.get().name());
		return new Outcome(principal, sessionBaseKey);
	}

	private boolean isProven(ClientResponse response, byte[] key) {
		return MessageDigest.isEqual(response.proof(), NtlmCrypto.hmacMd5(key, challenge, response.signed()));
	}
}
