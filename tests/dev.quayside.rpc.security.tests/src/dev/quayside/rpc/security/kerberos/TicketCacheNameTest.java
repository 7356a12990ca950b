package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Optional;

class TicketCacheNameTest {

	@Test
	void aPathIsAFile() throws RpcSecurityException {
		assertThat(TicketCacheName.file(Optional.of("/tmp/tickets"), null)).contains(Path.of("/tmp/tickets"));
		assertThat(TicketCacheName.file(Optional.of("FILE:/tmp/tickets"), null)).contains(Path.of("/tmp/tickets"));
		assertThat(TicketCacheName.file(Optional.of("C:tickets"), null)).contains(Path.of("C:tickets"));
	}

	@Test
	void theEnvironmentCountsWhereNothingIsGiven() throws RpcSecurityException {
		assertThat(TicketCacheName.file(Optional.empty(), "FILE:/tmp/tickets")).contains(Path.of("/tmp/tickets"));
		assertThat(TicketCacheName.file(Optional.of("mine"), "FILE:/tmp/tickets")).contains(Path.of("mine"));
	}

	@Test
	void otherwiseTheJdkChooses() throws RpcSecurityException {
		assertThat(TicketCacheName.file(Optional.empty(), null)).isEmpty();
		assertThat(TicketCacheName.file(Optional.of(" "), "")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "KCM:", "KCM:1000", "KEYRING:persistent:1000", "DIR:/run/user/1000/krb5cc", "API:1",
			"MSLSA:" })
	void aCacheThatIsNoFileIsNamedWithWhatToDo(String name) {
		assertThatExceptionOfType(RpcSecurityException.class)
				.isThrownBy(() -> TicketCacheName.file(Optional.empty(), name))
				.withMessageContaining(name + " (KRB5CCNAME)").withMessageContaining("kinit -c FILE:PATH")
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.NO_CREDENTIALS);
	}
}
