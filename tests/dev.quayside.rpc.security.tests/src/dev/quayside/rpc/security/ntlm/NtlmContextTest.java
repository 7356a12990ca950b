package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.security.Messages;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumSet;

/** What an established context finds out about messages. */
class NtlmContextTest {

	private NtlmContext client;
	private NtlmContext server;

	@BeforeEach
	void establish() {
		byte[] key = NtlmTokens.random(16);
		EnumSet<NegotiateFlag> flags = EnumSet.of(NegotiateFlag.SIGN, NegotiateFlag.SEAL, NegotiateFlag.KEY_EXCHANGE);
		client = new NtlmContext(Principal.ANONYMOUS, flags, key, true, false);
		server = new NtlmContext(Principal.ANONYMOUS, flags, key, false, false);
	}

	private static void isTampered(NtlmContext receiver, byte[] fragment, boolean sealed) {
		assertThatThrownBy(() -> Messages.unprotect(receiver, fragment, sealed)).isInstanceOfSatisfying(
				RpcSecurityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAMPERED));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void everyChangedByteOfAFragmentIsFoundOut(boolean sealed) throws RpcSecurityException {
		int length = Messages.protect(client, "a body", sealed).length;
		for (int at = 0; at < length; at++) {
			establish();
			byte[] fragment = Messages.protect(client, "a body", sealed);
			fragment[at] ^= 0x40;
			isTampered(server, fragment, sealed);
		}
	}

	@Test
	void aSealedBodyCannotBeRead() {
		assertThat(new String(Messages.protect(client, "a body", true))).doesNotContain("body");
		assertThat(new String(Messages.protect(client, "a body", false))).contains("body");
	}

	@Test
	void aReplayIsFoundOut() throws RpcSecurityException {
		byte[] fragment = Messages.protect(client, "once", true);
		Messages.unprotect(server, fragment, true);
		isTampered(server, fragment, true);
	}

	@Test
	void aLostMessageIsFoundOutAndTheRightOneStillPasses() throws RpcSecurityException {
		byte[] first = Messages.protect(client, "first", true);
		byte[] second = Messages.protect(client, "second", true);
		isTampered(server, second, true);
		assertThat(Messages.unprotect(server, first, true)).isEqualTo("first");
		assertThat(Messages.unprotect(server, second, true)).isEqualTo("second");
	}

	@Test
	void aMessageThatComesBackIsFoundOut() {
		isTampered(client, Messages.protect(client, "mirror", false), false);
	}

	@Test
	void afterAChangedMessageNothingMorePasses() {
		byte[] first = Messages.protect(client, "first", false);
		byte[] changed = first.clone();
		changed[0]++;
		isTampered(server, changed, false);
		isTampered(server, first, false);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 15 })
	void aShorterSignatureIsNone(int length) {
		Coverage coverage = new Coverage(new byte[64], 0, 32, 24, 24, false, 32, length);
		assertThatThrownBy(() -> server.unprotect(coverage)).isInstanceOf(RpcSecurityException.class);
	}

	/** [MS-RPCE] 2.2.2.11: a sender may have allocated more than the signature takes. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatFollowsASignatureDoesNotCount(boolean sealed) throws RpcSecurityException {
		byte[] fragment = new byte[72];
		client.protect(new Coverage(fragment, 0, 40, 24, sealed ? 40 : 24, sealed, 48, 16));
		server.unprotect(new Coverage(fragment, 0, 40, 24, sealed ? 40 : 24, sealed, 48, 24));
		fragment[0] ^= 1;
		assertThatThrownBy(() -> server.unprotect(new Coverage(fragment, 0, 40, 24, 24, false, 48, 24)))
				.isInstanceOf(RpcSecurityException.class);
	}

	/** [MS-NLMP] 3.4.6.1: all buffers are signed. */
	@Test
	void theHeaderIsSignedEvenIfHeaderSigningWasNotAgreedOn() throws RpcSecurityException {
		byte[] fragment = new byte[64];
		client.protect(new Coverage(fragment, 24, 40, 24, 40, true, 48, 16));
		byte[] changed = fragment.clone();
		changed[3] ^= 1;
		assertThatThrownBy(() -> server.unprotect(new Coverage(changed, 24, 40, 24, 40, true, 48, 16)))
				.isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void bothDirectionsHaveKeysAndNumbersOfTheirOwn() throws RpcSecurityException {
		for (int i = 0; i < 3; i++) {
			assertThat(Messages.unprotect(server, Messages.protect(client, "up " + i, true), true))
					.isEqualTo("up " + i);
		}
		byte[] down = Messages.protect(server, "down", true);
		assertThat(down[down.length - 4]).isZero();
		assertThat(Messages.unprotect(client, down, true)).isEqualTo("down");
	}

	@Test
	void afterRewindingTheNumberGoesOnAndTheKeyStreamBegins() throws RpcSecurityException {
		byte[] first = Messages.protect(client, "mechanisms", false);
		Messages.unprotect(server, first, false);
		client.rewindSending();
		server.rewindReceiving();
		byte[] second = Messages.protect(client, "a request", true);
		assertThat(second[second.length - 4]).isEqualTo((byte) 1);
		assertThat(Messages.unprotect(server, second, true)).isEqualTo("a request");
	}
}
