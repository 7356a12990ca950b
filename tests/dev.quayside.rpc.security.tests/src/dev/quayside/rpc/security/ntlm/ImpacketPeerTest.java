package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.Messages;
import dev.quayside.rpc.security.Peer;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** The NTLM of Debian's python3-impacket, which shares no line with ours, at the other end. */
@Timeout(60)
class ImpacketPeerTest {

	private static final String PASSWORD = "Us3rPassw0rd!";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void impacketLogsOnToOurServer(boolean seals) throws Exception {
		NtlmAcceptor acceptor = new NtlmAcceptor(
				NtlmAccounts.of(List.of(new NtlmAccount("", "alice", NtHash.of(PASSWORD.toCharArray())))),
				ServerNames.standalone("quay"), false);
		SecurityExchange server = acceptor.start();
		try (Peer impacket = new Peer("impacket/ntlm_peer.py", "client", "alice", PASSWORD, "EAST",
				seals ? "seal" : "sign")) {
			impacket.send(server.next(impacket.receive()));
			assertThat(server.next(impacket.receive())).isEmpty();
			SecurityContext context = server.context();
			assertThat(context.peer()).isEqualTo(new Principal("EAST", "alice"));
			for (int number = 1; number <= 2; number++) {
				assertThat(Messages.unprotect(context, impacket.receive(), seals))
						.isEqualTo("message " + number + " of impacket");
				impacket.send(Messages.protect(context, "answer " + number, seals));
				assertThat(impacket.line()).isEqualTo("body answer " + number);
			}
			impacket.ends();
		}
	}

	@ParameterizedTest
	@EnumSource(value = AuthenticationLevel.class, names = { "PACKET", "INTEGRITY", "PRIVACY" })
	void ourClientLogsOnToImpacket(AuthenticationLevel level) throws Exception {
		boolean seals = level == AuthenticationLevel.PRIVACY;
		SecurityExchange client = new NtlmInitiator("EAST", "alice", PASSWORD.toCharArray()).start("impacket", level);
		try (Peer impacket = new Peer("impacket/ntlm_peer.py", "server", "alice", PASSWORD, "EAST",
				seals ? "seal" : "sign")) {
			impacket.send(client.next(new byte[0]));
			impacket.send(client.next(impacket.receive()));
			SecurityContext context = client.context();
			assertThat(context.peer()).isEqualTo(new Principal("EAST", "IMPACKET"));
			for (int number = 1; number <= 2; number++) {
				impacket.send(Messages.protect(context, "request " + number, seals));
				assertThat(impacket.line()).isEqualTo("body request " + number);
				assertThat(Messages.unprotect(context, impacket.receive(), seals))
						.isEqualTo("message " + number + " of impacket");
			}
			impacket.ends();
		}
	}
}
