package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcTimeoutException;

import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

	@ParameterizedTest
	@CsvSource({ "0xC00E0003,NOT_FOUND", "0xC00E0088,NOT_FOUND", "0xC00E001D,NOT_FOUND", "0xC00E0025,DENIED",
			"0xC0000022,DENIED", "0xC00E0009,BUSY", "0xC00E001B,TIMEOUT", "0xC00E0006,FAILED", "0xC00EFFFF,FAILED" })
	void anHresultIsToldByNameAndNumberWithAdvice(String code, Kind kind) {
		MqStatus status = MqStatus.parse(code).orElseThrow();
		QueueManagerException e = Failures.of(new MqException(status, "Cannot open q"));
		assertThat(e.kind()).isEqualTo(kind);
		assertThat(e).hasMessageStartingWith("Cannot open q: " + status).hasMessageContaining(code);
		assertThat(e.status()).isEqualTo(status.toString());
		assertThat(e.advice().isEmpty()).isEqualTo(!status.isKnown());
	}

	@ParameterizedTest
	@CsvSource({ "0x00000005,DENIED", "0x1C00001D,DENIED", "0x1C010002,FAILED", "0x000006F7,FAILED",
			"0x12345678,FAILED" })
	void aFaultIsToldByNameAndNumber(String code, Kind kind) {
		FaultStatus status = new FaultStatus(Integer.decode(code));
		QueueManagerException e = Failures.of("Cannot ask h", new RpcFaultException(status));
		assertThat(e.kind()).isEqualTo(kind);
		assertThat(e).hasMessageStartingWith("Cannot ask h: " + status).hasMessageContaining(code);
	}

	@Test
	void aFaultWithAnHresultIsToldLikeOne() {
		QueueManagerException e = Failures.of("Cannot ask h", new RpcFaultException(new FaultStatus(0xC00E0025)));
		assertThat(e.kind()).isEqualTo(Kind.DENIED);
		assertThat(e).hasMessageContaining("MQ_ERROR_ACCESS_DENIED (0xC00E0025)");
	}

	@Test
	void theRestIsUnreachableOrDoesNotSpeakTheProtocol() {
		assertThat(kind(new RpcConnectException("x"))).isEqualTo(Kind.UNREACHABLE);
		assertThat(kind(new RpcTimeoutException("x"))).isEqualTo(Kind.UNREACHABLE);
		assertThat(kind(new RpcBindException("x"))).isEqualTo(Kind.PROTOCOL);
		assertThat(kind(new RpcProtocolException("x"))).isEqualTo(Kind.PROTOCOL);
		assertThatThrownBy(() -> kind(new RpcCancelledException("x"))).isInstanceOf(OperationCanceledException.class);
	}

	private static Kind kind(RpcException e) {
		QueueManagerException failure = Failures.of("Cannot ask h", e);
		assertThat(failure.advice()).isNotEmpty();
		return failure.kind();
	}

	@ParameterizedTest
	@CsvSource({ "UNREACHABLE,UNREACHABLE", "PROTOCOL,PROTOCOL", "REFUSED,FAILED", "CLOSED,FAILED" })
	void transfersLikewise(TransferException.Kind why, Kind kind) {
		QueueManagerException e = Failures.of("Nothing was sent", new TransferException(why, "x"));
		assertThat(e.kind()).isEqualTo(kind);
		assertThat(e).hasMessage("Nothing was sent: x");
		assertThat(e.advice()).isNotEmpty();
	}
}
