package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.rpc.RpcFaultException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** R_QMMgmtAction ([MS-MQMR] 3.1.4.2), byte by byte. */
class ManagementActionTest extends ManagementWireTest {

	private int act(Stub object, String action) throws IOException {
		byte[] answer = wire.call(Wire.MANAGEMENT, 1, object.text(action).toByteArray());
		assertThat(answer).hasSize(4);
		return Wire.status(answer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TIDY", "tidy", "Tidy" })
	void tidyingDeletesNoMessage(String action) throws IOException {
		put("one");
		assertThat(act(machine(), action)).isZero();
		assertThat(queue.count()).isEqualTo(1);
	}

	@Test
	void aConnectedMachineConnects() throws IOException {
		assertThat(act(machine(), "connect")).isZero();
		assertThat(text(machine(), 4)).isEqualTo("CONNECTED");
	}

	@Test
	void theMachineGoesOffTheNetworkAndBack() throws IOException {
		assertThat(act(machine(), "DISCONNECT")).isZero();
		assertThat(text(machine(), 4)).isEqualTo("DISCONNECTED");
		assertThat(act(machine(), "CONNECT")).isZero();
		assertThat(text(machine(), 4)).isEqualTo("CONNECTED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PAUSE", "RESUME", "EOD_RESEND" })
	void actionsOfOutgoingQueuesAreRefusedForLocalOnes(String action) throws IOException {
		assertThat(act(object(), action)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(machine(), action)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(object(Stub.direct(3, 0, directName() + "-none")), action)).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(text(object(), 11)).isEqualTo("LOCAL CONNECTION");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "PURGE", "TIDY ", "CONNECTED" })
	void otherActionsAreInvalid(String action) throws IOException {
		assertThat(act(machine(), action)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(object(), action)).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void actionsOfTheMachineAreNotForQueuesAndNoneIsForSessions() throws IOException {
		assertThat(act(object(), "TIDY")).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(object(), "CONNECT")).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(session(), "TIDY")).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(act(session(), "PAUSE")).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 100 })
	void thereAreTwoOperations(int opnum) {
		assertThat(catchThrowableOfType(RpcFaultException.class,
				() -> wire.call(Wire.MANAGEMENT, opnum, new byte[0])).status().code())
				.isEqualTo(Wire.OPNUM_OUT_OF_RANGE);
	}
}
