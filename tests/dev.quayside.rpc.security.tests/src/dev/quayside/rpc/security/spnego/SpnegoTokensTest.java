package dev.quayside.rpc.security.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.security.spnego.ResponseToken.State;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens of SPNEGO, byte by byte. */
class SpnegoTokensTest {

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.rpc.security.tests/vectors/spnego.txt");

	@Test
	void theFirstTokenInBothDirections() throws RpcSecurityException {
		byte[] token = { 1, 2, 3 };
		List<Mechanism> mechanisms = List.of(Mechanism.KERBEROS, Mechanism.MICROSOFT_KERBEROS, Mechanism.NTLM);
		assertThat(InitToken.offering(mechanisms, token).encode()).isEqualTo(VECTORS.get("init"));
		InitToken decoded = InitToken.decode(VECTORS.get("init"));
		assertThat(decoded.mechanisms()).isEqualTo(mechanisms.stream().map(Optional::of).toList());
		assertThat(decoded.token()).isEqualTo(token);
		assertThat(decoded.list()).isEqualTo(Mechanism.encoded(mechanisms)).hasSize(36);
	}

	@Test
	void theHintsOfAServerAndMechanismsThatNobodyKnowsArePassedOver() throws RpcSecurityException {
		InitToken decoded = InitToken.decode(VECTORS.get("init2"));
		assertThat(decoded.mechanisms()).containsExactly(Optional.empty(), Optional.of(Mechanism.NTLM));
		assertThat(decoded.token()).hasSize(254).startsWith("NEGOEXTS".getBytes());
	}

	@Test
	void laterTokensInBothDirections() throws RpcSecurityException {
		ResponseToken full = ResponseToken.decode(VECTORS.get("response"));
		assertThat(full.state()).contains(State.INCOMPLETE);
		assertThat(full.mechanism()).contains(Mechanism.NTLM);
		assertThat(full.token()).containsExactly(0xaa, 0xbb);
		assertThat(full.mic()).containsExactly(0xcc);
		assertThat(full.encode()).isEqualTo(VECTORS.get("response"));
		for (String name : List.of("completed", "request-mic")) {
			assertThat(ResponseToken.decode(VECTORS.get(name)).encode()).isEqualTo(VECTORS.get(name));
		}
		assertThat(ResponseToken.decode(VECTORS.get("request-mic")).mechanism())
				.contains(Mechanism.MICROSOFT_KERBEROS);
	}

	@Test
	void everyPrefixIsRefused() {
		Hostile.refusesEveryPrefix(VECTORS.get("init"), InitToken::decode, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(VECTORS.get("init2"), InitToken::decode, RpcSecurityException.class);
		Hostile.refusesEveryPrefix(VECTORS.get("response"), ResponseToken::decode, RpcSecurityException.class);
	}

	@Test
	void noChangedTokenBreaksTheDecoder() {
		Hostile.survivesCorruption(VECTORS.get("init"), 11, 20_000, InitToken::decode, RpcSecurityException.class);
		Hostile.survivesCorruption(VECTORS.get("init2"), 12, 20_000, InitToken::decode, RpcSecurityException.class);
		Hostile.survivesCorruption(VECTORS.get("response"), 13, 20_000, ResponseToken::decode,
				RpcSecurityException.class);
	}

	@Test
	void zerosBehindATokenDoNotCount() throws RpcSecurityException {
		byte[] init = VECTORS.get("init");
		byte[] response = VECTORS.get("response");
		assertThat(InitToken.decode(Arrays.copyOf(init, init.length + 8)).encode()).isEqualTo(init);
		assertThat(ResponseToken.decode(Arrays.copyOf(response, response.length + 8)).encode()).isEqualTo(response);
	}

	@Test
	void aTokenIsNotFollowedByAnythingElse() {
		for (String name : List.of("init", "response")) {
			byte[] longer = Arrays.copyOf(VECTORS.get(name), VECTORS.get(name).length + 2);
			longer[longer.length - 1] = 1;
			assertThatThrownBy(() -> InitToken.decode(longer)).isInstanceOf(RpcSecurityException.class);
			assertThatThrownBy(() -> ResponseToken.decode(longer)).isInstanceOf(RpcSecurityException.class);
		}
	}

	/** An element too short or too long, of another tag, a state that there is not. */
	@ParameterizedTest
	@ValueSource(strings = { "a1803005a0030a010000", "a10830 05a0030a0100", "a1073005a0030a0104", "a1073005a0030a01ff",
			"a1083006a0040a020000", "a1023001", "a1", "30", "" })
	void whatIsNotWellFormedIsRefused(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
		assertThatThrownBy(() -> ResponseToken.decode(bytes)).isInstanceOf(RpcSecurityException.class);
	}
}
