package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;
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
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcTimeoutException;

import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;

class FailuresTest {

	private static final ConnectionSettings ANONYMOUS = Remote.settings(2103, Duration.ofSeconds(1));

	private static ConnectionSettings as(String user, Protection level) {
		return new ConnectionSettings(ANONYMOUS.address(), level,
				new Credentials.Password(user, "CORP", new Secret("hidden".toCharArray())), Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@EnumSource(RpcSecurityException.Reason.class)
	void everyReasonOfARefusalHasAdviceAndAKind(RpcSecurityException.Reason reason) {
		QueueManagerException e = Failures.of("Cannot connect to h", new RpcSecurityException(reason, "why"),
				as("alice", Protection.PRIVACY));
		boolean isBytes = reason == RpcSecurityException.Reason.TAMPERED
				|| reason == RpcSecurityException.Reason.BAD_TOKEN;
		assertThat(e.kind()).isEqualTo(isBytes ? Kind.PROTOCOL : Kind.DENIED);
		assertThat(e).hasMessage("Cannot connect to h: why");
		assertThat(e.advice()).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0x00000005", "0x1C00001D", "0x0000071D", "0x00000721" })
	void whatARefusalMeansDependsOnTheProtectionInUse(String code) {
		RpcFaultException fault = new RpcFaultException(new FaultStatus(Integer.decode(code)));
		QueueManagerException anonymous = Failures.of("Cannot ask h", fault, ANONYMOUS);
		assertThat(anonymous).hasMessageContaining("nobody in without an account");
		assertThat(anonymous.advice()).contains("demand PKT_PRIVACY").contains("--user");
		QueueManagerException low = Failures.of("Cannot ask h", fault, as("alice", Protection.INTEGRITY));
		assertThat(low).hasMessageContaining("CORP\\alice, or demands more protection than integrity");
		assertThat(low.advice()).contains("level privacy");
		QueueManagerException highest = Failures.of("Cannot ask h", fault, as("alice", Protection.PRIVACY));
		assertThat(highest).hasMessageContaining("does not let in CORP\\alice");
		assertThat(highest.advice()).contains("password").doesNotContain("PKT_PRIVACY");
		assertThat(anonymous.kind()).isEqualTo(low.kind()).isEqualTo(highest.kind()).isEqualTo(Kind.DENIED);
		assertThat(anonymous).hasMessageContaining(code);
	}

	@Test
	void whereNtlmIsRefusedInPlaceOfKerberosTheReasonIsToldAsWell() {
		RpcSecurityException refused = new RpcSecurityException(RpcSecurityException.Reason.REFUSED, "no",
				new RpcFaultException(FaultStatus.ACCESS_DENIED));
		refused.addSuppressed(new RpcSecurityException(RpcSecurityException.Reason.NO_REALM, "no such realm"));
		assertThat(Failures.of("Cannot connect to h", refused, as("alice@REALM", Protection.PRIVACY)))
				.hasMessageContaining("does not let in").hasMessageEndingWith("because of Kerberos: no such realm");
	}

	@Test
	void adviceIsAboutWhatWasShown() {
		RpcFaultException fault = new RpcFaultException(FaultStatus.ACCESS_DENIED);
		Credentials keys = new Credentials.Keytab(Path.of("keys"), "alice@REALM");
		ConnectionSettings keytab = new ConnectionSettings(ANONYMOUS.address(), Protection.PRIVACY, keys,
				Duration.ofSeconds(1));
		assertThat(Failures.of("x", fault, keytab).advice()).doesNotContain("password");
		assertThat(Failures.of("x", new RpcSecurityException(RpcSecurityException.Reason.NO_CREDENTIALS, "no"), keytab)
				.advice()).contains("klist -ekt");
	}

	@Test
	void aPortThatRefusesAndOneThatDropsAreToldApart() {
		QueueManagerException refused = Failures.of("Cannot ask h",
				new RpcConnectException("x", new ConnectException("Connection refused")), ANONYMOUS);
		QueueManagerException dropped = Failures.of("Cannot ask h",
				new RpcConnectException("x", new SocketTimeoutException()), ANONYMOUS);
		assertThat(refused.advice()).contains("refuses");
		assertThat(dropped.advice()).contains("firewall drops");
	}

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
		QueueManagerException e = Failures.of("Cannot ask h", new RpcFaultException(status), ANONYMOUS);
		assertThat(e.kind()).isEqualTo(kind);
		assertThat(e).hasMessageStartingWith("Cannot ask h: " + status).hasMessageContaining(code);
	}

	@Test
	void aFaultWithAnHresultIsToldLikeOne() {
		QueueManagerException e = Failures.of("Cannot ask h", new RpcFaultException(new FaultStatus(0xC00E0025)),
				ANONYMOUS);
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
		QueueManagerException failure = Failures.of("Cannot ask h", e, ANONYMOUS);
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
