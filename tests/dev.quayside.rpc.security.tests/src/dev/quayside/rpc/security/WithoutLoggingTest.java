package dev.quayside.rpc.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** SLF4J prints on stderr where it finds no logger; what we use of jcifs must not wake it. */
class WithoutLoggingTest {

	/** Logs on to itself with all that there is. */
	static final class LogOn {

		private LogOn() {}

		public static void main(String[] arguments) throws Exception {
			SecurityInitiator alice = new NtlmInitiator("", "alice", "secret".toCharArray());
			SecurityAcceptor server = new NtlmAcceptor(
					NtlmAccounts.of(List.of(new NtlmAccount("", "alice", NtHash.of("secret".toCharArray())))),
					ServerNames.standalone("quay"), false);
			SecurityExchange client = new NegotiateInitiator(List.of(alice)).start("quay", AuthenticationLevel.PRIVACY);
			Messages.exchange(client, new NegotiateAcceptor(List.of(server)).start());
			System.out.print(client.context().mechanism());
		}
	}

	@Test
	@Timeout(60)
	void logonsWorkWhereThereIsNoSlf4jAtAll() throws Exception {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		String without = Arrays.stream(path.split(File.pathSeparator)).filter(entry -> !entry.contains("slf4j"))
				.collect(Collectors.joining(File.pathSeparator));
		assertThat(without).isNotEqualTo(path);
		Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				without, LogOn.class.getName()).redirectErrorStream(true).start();
		assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("NTLM");
		assertThat(java.waitFor()).isZero();
	}
}
