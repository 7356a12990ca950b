package dev.quayside.rpc.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The regions of [MS-RPCE] 3.3.1.5.2.2, padding and sec_trailer, fragment by fragment. */
class FragmentProtectionTest {

	private static final int STUB = 24;
	private static final int CONTEXT_ID = 0x01020304;

	private static FragmentProtection protection(AuthenticationLevel level, boolean headerSigning, boolean client) {
		return protection(level, headerSigning, client, AuthenticationType.KERBEROS);
	}

	private static FragmentProtection protection(AuthenticationLevel level, boolean headerSigning, boolean client,
			AuthenticationType mechanism) {
		SecurityContext context = new FakeSecurity(AuthenticationType.NEGOTIATE, mechanism, 2).context(client, "alice",
				"secret");
		return FragmentProtection.of(new AuthVerifier(9, level.value(), 0, CONTEXT_ID, new byte[0]), context,
				headerSigning);
	}

	private static byte[] stub(int length) {
		byte[] bytes = new byte[length];
		new Random(length + 1).nextBytes(bytes);
		return bytes;
	}

	private static List<byte[]> request(byte[] stub, byte[] trailer, int maxFragment, FragmentProtection protection) {
		return PduEncoder.fragments(new Pdu.Request(stub.length, 0, 7, Optional.empty(), Stub.of(stub)), trailer, 5,
				maxFragment, protection);
	}

	/** The stub of a fragment, opened. */
	private static byte[] open(byte[] frame, FragmentProtection protection) throws RpcException {
		PduHeader header = PduDecoder.header(frame, 0);
		Pdu.Request request = (Pdu.Request) PduDecoder.body(header, frame);
		protection.unprotect(header, frame, request.stub().offset());
		return request.stub().toByteArray();
	}

	@ParameterizedTest
	@CsvSource({ "PACKET,true", "PACKET,false", "INTEGRITY,true", "INTEGRITY,false", "PRIVACY,true", "PRIVACY,false" })
	void everyStubComesBackFromFragmentsOfEverySize(AuthenticationLevel level, boolean headerSigning)
			throws RpcException {
		FragmentProtection client = protection(level, headerSigning, true);
		FragmentProtection server = protection(level, headerSigning, false);
		for (int length = 0; length < 200; length++) {
			for (int trailer : new int[]{ 0, 52, 60 }) {
				byte[] stub = stub(length);
				byte[] end = stub(trailer);
				List<byte[]> frames = request(stub, end, 170 + length % 40, client);
				byte[] all = new byte[0];
				for (byte[] frame : frames) {
					byte[] part = open(frame, server);
					all = Arrays.copyOf(all, all.length + part.length);
					System.arraycopy(part, 0, all, all.length - part.length, part.length);
				}
				byte[] expected = Arrays.copyOf(stub, trailer == 0 ? length : (length + 3 & -4) + trailer);
				System.arraycopy(end, 0, expected, expected.length - trailer, trailer);
				assertThat(all).isEqualTo(expected);
			}
		}
	}

	@Test
	void theVerificationTrailerIsWholeInTheLastFragment() throws RpcException {
		byte[] trailer = stub(60);
		for (int length = 0; length < 1000; length++) {
			FragmentProtection client = protection(AuthenticationLevel.PRIVACY, true, true);
			FragmentProtection server = protection(AuthenticationLevel.PRIVACY, true, false);
			List<byte[]> frames = request(stub(length), trailer, 250, client);
			byte[] last = new byte[0];
			for (byte[] frame : frames) {
				assertThat(frame.length).isLessThanOrEqualTo(250);
				last = open(frame, server);
			}
			assertThat(last.length).isGreaterThanOrEqualTo(60);
			assertThat(Arrays.copyOfRange(last, last.length - 60, last.length)).isEqualTo(trailer);
			assertThat(last.length % 4).as("the trailer is aligned").isZero();
		}
	}

	@Test
	void theTrailerOfTheFragmentSaysWhatWasBoundAndIsAligned() {
		for (int length = 0; length < 40; length++) {
			byte[] frame = request(stub(length), new byte[0], 5840,
					protection(AuthenticationLevel.PRIVACY, true, true)).get(0);
			int trailer = frame.length - FakeSecurity.SEALED_SIGNATURE - 8;
			assertThat((trailer - STUB) % 16).isZero();
			assertThat(frame[trailer]).isEqualTo((byte) 9);
			assertThat(frame[trailer + 1]).isEqualTo((byte) 6);
			assertThat(frame[trailer + 2]).isEqualTo((byte) (trailer - STUB - length));
			assertThat(frame[trailer + 3]).isZero();
			assertThat(Arrays.copyOfRange(frame, trailer + 4, trailer + 8)).containsExactly(4, 3, 2, 1);
			assertThat(frame[10]).as("auth_length").isEqualTo((byte) FakeSecurity.SEALED_SIGNATURE);
			assertThat(frame[16]).as("the hint is of the stub alone").isEqualTo((byte) length);
		}
	}

	@Test
	void onlyPrivacyHidesTheStubAndNothingElse() {
		byte[] stub = stub(50);
		byte[] sealed = request(stub, new byte[0], 5840, protection(AuthenticationLevel.PRIVACY, true, true)).get(0);
		byte[] signed = request(stub, new byte[0], 5840, protection(AuthenticationLevel.INTEGRITY, true, true)).get(0);
		assertThat(Arrays.copyOfRange(signed, STUB, STUB + 50)).isEqualTo(stub);
		assertThat(Arrays.copyOfRange(sealed, STUB, STUB + 50)).isNotEqualTo(stub);
		assertThat(Arrays.copyOfRange(sealed, STUB + 50, STUB + 64)).as("the padding too").isNotEqualTo(new byte[14]);
		assertThat(Arrays.copyOfRange(sealed, 12, STUB)).isEqualTo(Arrays.copyOfRange(signed, 12, STUB));
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "PACKET", "INTEGRITY", "PRIVACY" })
	void withHeaderSigningNoByteCanBeChanged(AuthenticationLevel level) {
		byte[] frame = request(stub(20), new byte[0], 5840, protection(level, true, true)).get(0);
		for (int at = 0; at < frame.length; at++) {
			byte[] changed = frame.clone();
			changed[at] ^= 0x40;
			assertThatThrownBy(() -> open(changed, protection(level, true, false))).as("byte %d", at)
					.isInstanceOfAny(RpcSecurityException.class, RpcProtocolException.class, ClassCastException.class);
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "PACKET", "INTEGRITY", "PRIVACY" })
	void withoutHeaderSigningTheBodyIsProtectedAlone(AuthenticationLevel level) throws RpcException {
		byte[] frame = request(stub(20), new byte[0], 5840, protection(level, false, true)).get(0);
		for (int at : new int[]{ 12, 16, 20, 22 }) {
			byte[] changed = frame.clone();
			changed[at] ^= 0x40;
			assertThat(open(changed, protection(level, false, false))).isEqualTo(stub(20));
		}
		for (int at = STUB; at < STUB + 32; at++) {
			byte[] changed = frame.clone();
			changed[at] ^= 0x40;
			assertThatThrownBy(() -> open(changed, protection(level, false, false)))
					.isInstanceOf(RpcSecurityException.class);
		}
	}

	@Test
	void ntlmSignsTheHeaderAlways() {
		byte[] frame = request(stub(20), new byte[0], 5840,
				protection(AuthenticationLevel.INTEGRITY, false, true, AuthenticationType.NTLM)).get(0);
		frame[12] ^= 1;
		assertThatThrownBy(() -> open(frame,
				protection(AuthenticationLevel.INTEGRITY, false, false, AuthenticationType.NTLM)))
				.isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void aFragmentThatComesTwiceOrTooEarlyIsNotTaken() throws RpcException {
		FragmentProtection client = protection(AuthenticationLevel.INTEGRITY, true, true);
		List<byte[]> frames = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			frames.addAll(request(stub(8), new byte[0], 5840, client));
		}
		FragmentProtection server = protection(AuthenticationLevel.INTEGRITY, true, false);
		open(frames.get(0), server);
		assertThatThrownBy(() -> open(frames.get(0), server)).isInstanceOf(RpcSecurityException.class);
		FragmentProtection other = protection(AuthenticationLevel.INTEGRITY, true, false);
		open(frames.get(0), other);
		assertThatThrownBy(() -> open(frames.get(2), other)).isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void whatTheClientSentIsNotTakenAsAnAnswer() {
		FragmentProtection client = protection(AuthenticationLevel.PRIVACY, true, true);
		byte[] frame = request(stub(8), new byte[0], 5840, client).get(0);
		assertThatThrownBy(() -> open(frame, client)).isInstanceOf(RpcSecurityException.class);
	}

	@Test
	void paddingOfAnyLengthIsTakenAndPaddingThatLiesIsRefused() throws RpcException {
		SecurityContext sender = FakeSecurity.EVEN.context(true, "alice", "secret");
		for (int padding = 0; padding < 256; padding++) {
			byte[] frame = connectRequest(12 + padding, padding);
			assertThat(open(frame, protection(AuthenticationLevel.CONNECT, true, false))).hasSize(12);
		}
		for (int padding = 13; padding < 256; padding++) {
			byte[] frame = connectRequest(12, padding);
			assertThatThrownBy(() -> open(frame, protection(AuthenticationLevel.CONNECT, true, false)))
					.isInstanceOf(RpcProtocolException.class);
		}
		assertThat(sender.peer().name()).isEqualTo("alice");
	}

	private static byte[] connectRequest(int body, int padding) {
		byte[] frame = new byte[STUB + body + 8 + 16];
		frame[0] = 5;
		frame[3] = 3;
		frame[4] = 0x10;
		frame[8] = (byte) frame.length;
		frame[9] = (byte) (frame.length >> 8);
		frame[10] = 16;
		int trailer = STUB + body;
		System.arraycopy(new byte[]{ 9, 2, (byte) padding, 0, 4, 3, 2, 1, 1 }, 0, frame, trailer, 9);
		return frame;
	}

	@Test
	void connectTakesAnySignatureOrNone() throws RpcException {
		FragmentProtection server = protection(AuthenticationLevel.CONNECT, true, false);
		byte[] bare = request(stub(5), new byte[0], 5840, protection(AuthenticationLevel.CONNECT, true, true)).get(0);
		assertThat(bare).as("nothing is added").hasSize(STUB + 5);
		assertThat(open(bare, server)).isEqualTo(stub(5));
		assertThat(open(connectRequest(16, 4), server)).hasSize(12);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4 })
	void otherProviderLevelOrContextThanBoundIsRefused(int offset) {
		byte[] frame = request(stub(5), new byte[0], 5840, protection(AuthenticationLevel.INTEGRITY, false, true))
				.get(0);
		frame[frame.length - FakeSecurity.SIGNATURE - 8 + offset] ^= 1;
		assertThatThrownBy(() -> open(frame, protection(AuthenticationLevel.INTEGRITY, false, false)))
				.isInstanceOf(RpcSecurityException.class).hasMessageContaining("other protection");
	}

	@Test
	void aFragmentWithoutASignatureIsNotTaken() {
		byte[] bare = request(stub(5), new byte[0], 5840, FragmentProtection.NONE).get(0);
		assertThatThrownBy(() -> open(bare, protection(AuthenticationLevel.PACKET, true, false)))
				.isInstanceOf(RpcSecurityException.class).hasMessageContaining("not signed");
	}

	@Test
	void aSignatureThatNobodyAgreedOnIsNotTaken() {
		byte[] frame = request(stub(5), new byte[0], 5840, protection(AuthenticationLevel.INTEGRITY, true, true))
				.get(0);
		assertThatThrownBy(() -> open(frame, FragmentProtection.NONE)).isInstanceOf(RpcProtocolException.class);
	}

	@Test
	void callIsProtectedAsPacketIsAndSaysCall() throws RpcException {
		byte[] frame = request(stub(5), new byte[0], 5840, protection(AuthenticationLevel.CALL, true, true)).get(0);
		assertThat(frame[frame.length - FakeSecurity.SIGNATURE - 7]).isEqualTo((byte) 3);
		FragmentProtection server = protection(AuthenticationLevel.CALL, true, false);
		assertThat(server.level()).isEqualTo(AuthenticationLevel.PACKET);
		assertThat(open(frame, server)).isEqualTo(stub(5));
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "CONNECT", "PACKET", "INTEGRITY", "PRIVACY" })
	void everyPrefixAndEveryCorruptionIsReadOrRefused(AuthenticationLevel level) {
		byte[] frame = level == AuthenticationLevel.CONNECT
				? connectRequest(32, 12)
				: request(stub(20), new byte[0], 5840, protection(level, true, true)).get(0);
		for (int length = 0; length < frame.length; length++) {
			byte[] prefix = Arrays.copyOf(frame, length);
			assertThatThrownBy(() -> open(prefix, protection(level, true, false))).isInstanceOf(RpcException.class);
		}
		Hostile.survivesCorruption(frame, 20261125 + level.value(), 20_000, bytes -> {
			PduHeader header = PduDecoder.header(bytes, 0);
			if (PduDecoder.body(header, bytes) instanceof Pdu.Request request) {
				protection(level, true, false).unprotect(header, bytes, request.stub().offset());
			}
		}, RpcException.class);
	}
}
