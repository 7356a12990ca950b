package dev.quayside.rpc.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client on the RPC runtime of Samba, which shares no line with ours, logs on to our server. */
@Timeout(60)
class SambaClientTest {

	private static final InterfaceId RPCECHO = InterfaceId.of("60a15ec5-4de8-11d7-a637-005056a20182", 1, 0, "rpcecho");
	private static final NdrType<byte[]> SIZED = new NdrType<>((out, bytes) -> out.uint32(bytes.length)
			.conformantBytes(bytes), in -> {
				in.uint32();
				return in.conformantBytes();
			});
	private static final RpcOperation<byte[], byte[]> ECHO_DATA = new RpcOperation<>(1, "EchoData", SIZED, Echo.BYTES);

	private static RpcServer server;
	private static volatile Caller lastCaller;

	@BeforeAll
	static void start() throws Exception {
		RpcService service = RpcService.of(RPCECHO).on(ECHO_DATA, (in, call) -> {
			lastCaller = call.caller();
			return CompletableFuture.completedFuture(in);
		});
		SecurityAcceptor ntlm = new NtlmAcceptor(
				NtlmAccounts.of(List.of(new NtlmAccount("", "alice", NtHash.of("Us3rPassw0rd!".toCharArray())))),
				ServerNames.standalone("quay"), false);
		server = RpcServer.start(List.of(service), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)), List.of(ntlm, new NegotiateAcceptor(List.of(ntlm))));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static String call(String options, String user, String password) throws Exception {
		try (Peer samba = new Peer("samba/samba_client.py", Integer.toString(server.localPort()), options, user,
				password, "EAST")) {
			String said = samba.line();
			samba.ends();
			return said;
		}
	}

	private static void logsOn(String options, AuthenticationLevel level) throws Exception {
		lastCaller = null;
		assertThat(call(options, "alice", "Us3rPassw0rd!")).isEqualTo("done");
		assertThat(lastCaller).isEqualTo(
				new Caller(Optional.of(AuthenticationType.NTLM), level, new Principal("EAST", "alice")));
	}

	@ParameterizedTest
	@CsvSource({ "connect, CONNECT", "packet, PACKET", "sign, INTEGRITY", "seal, PRIVACY" })
	void ntlmAtEachLevel(String option, AuthenticationLevel level) throws Exception {
		logsOn("ntlm," + option, level);
	}

	@ParameterizedTest
	@CsvSource({ "connect, CONNECT", "packet, PACKET", "sign, INTEGRITY", "seal, PRIVACY" })
	void ntlmWithinSpnegoAtEachLevel(String option, AuthenticationLevel level) throws Exception {
		logsOn("spnego," + option, level);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ntlm", "spnego" })
	void aWrongPasswordAndAnUnknownUserLookTheSame(String mechanism) throws Exception {
		String wrong = call(mechanism + ",seal", "alice", "wrong");
		assertThat(wrong).startsWith("failed");
		assertThat(call(mechanism + ",seal", "nobody", "Us3rPassw0rd!")).isEqualTo(wrong);
	}
}
