package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.testkit.Relay;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.UnaryOperator;

/** Somebody on the way changes what is signed. */
@Timeout(60)
class TamperingTest {

	private static final int REQUEST = 0;
	private static final int RESPONSE = 2;
	private static final int BIND = 11;
	private static final int ALTER_CONTEXT = 14;
	private static final int SUPPORT_HEADER_SIGN = 0x04;
	private static final int STUB = 24;
	private static final int ALLOCATION_HINT = 16;

	private static Controller controller;

	private volatile boolean tampers;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theSignatureOfARequest(Mechanism mechanism) throws Exception {
		requestIsRefused(mechanism, AuthenticationLevel.INTEGRITY, frame -> flip(frame, frame.length - 1));
		requestIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, frame.length - 1));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theStubOfARequest(Mechanism mechanism) throws Exception {
		requestIsRefused(mechanism, AuthenticationLevel.INTEGRITY, frame -> flip(frame, STUB));
		requestIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, STUB));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theHeaderOfARequest(Mechanism mechanism) throws Exception {
		requestIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, ALLOCATION_HINT));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theSignatureOfAnAnswer(Mechanism mechanism) throws Exception {
		answerIsRefused(mechanism, AuthenticationLevel.INTEGRITY, frame -> flip(frame, frame.length - 1));
		answerIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, frame.length - 1));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theStubOfAnAnswer(Mechanism mechanism) throws Exception {
		answerIsRefused(mechanism, AuthenticationLevel.INTEGRITY, frame -> flip(frame, STUB));
		answerIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, STUB));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theHeaderOfAnAnswer(Mechanism mechanism) throws Exception {
		answerIsRefused(mechanism, AuthenticationLevel.PRIVACY, frame -> flip(frame, ALLOCATION_HINT));
	}

	/** Who takes away the offer of header signing is found out by the verification trailer. */
	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theOfferOfHeaderSigning(Mechanism mechanism) throws Exception {
		try (Relay relay = controller.relay(Samr.INTERFACE, TamperingTest::withoutHeaderSigning, frame -> frame);
				RpcClient client = controller.client(relay, mechanism, AuthenticationLevel.PRIVACY)) {
			assertThatThrownBy(() -> Controller.looksUp(client)).hasMessageContaining("ERROR_ACCESS_DENIED");
		}
	}

	private static byte[] withoutHeaderSigning(byte[] frame) {
		if (frame[2] == BIND || frame[2] == ALTER_CONTEXT) {
			frame[3] &= ~SUPPORT_HEADER_SIGN;
		}
		return frame;
	}

	private void requestIsRefused(Mechanism mechanism, AuthenticationLevel level, UnaryOperator<byte[]> change)
			throws Exception {
		tampers = false;
		try (Relay relay = controller.relay(Samr.INTERFACE, frame -> changed(frame, REQUEST, change), frame -> frame);
				RpcClient client = controller.client(relay, mechanism, level)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			ContextHandle domain = Controller.openDomain(samr);
			tampers = true;
			assertThatThrownBy(() -> samr.call(Samr.CLOSE_HANDLE, domain)).isInstanceOfSatisfying(
					RpcFaultException.class,
					e -> assertThat(e.status()).isEqualTo(FaultStatus.SECURITY_PACKAGE_ERROR));
		}
	}

	private void answerIsRefused(Mechanism mechanism, AuthenticationLevel level, UnaryOperator<byte[]> change)
			throws Exception {
		tampers = false;
		try (Relay relay = controller.relay(Samr.INTERFACE, frame -> frame, frame -> changed(frame, RESPONSE, change));
				RpcClient client = controller.client(relay, mechanism, level)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			ContextHandle domain = Controller.openDomain(samr);
			tampers = true;
			assertThatThrownBy(() -> samr.call(Samr.CLOSE_HANDLE, domain)).isInstanceOfSatisfying(
					RpcSecurityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAMPERED));
			tampers = false;
			Controller.looksUp(client);
		}
	}

	private byte[] changed(byte[] frame, int type, UnaryOperator<byte[]> change) {
		return tampers && frame[2] == type ? change.apply(frame) : frame;
	}

	private static byte[] flip(byte[] frame, int at) {
		frame[at] ^= 1;
		return frame;
	}
}
