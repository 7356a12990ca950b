package dev.quayside.rpc.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

class ReplayCacheTest {

	private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

	private final ReplayCache cache = new ReplayCache(Duration.ofMinutes(10));

	private static byte[] authenticator(int number) {
		return ByteBuffer.allocate(4).putInt(number).array();
	}

	@Test
	void onlyTheFirstIsNew() {
		assertThat(cache.add(authenticator(1), NOW)).isTrue();
		assertThat(cache.add(authenticator(1), NOW.plusSeconds(599))).isFalse();
		assertThat(cache.add(authenticator(2), NOW)).isTrue();
	}

	@Test
	void whatCouldNotBeAcceptedAnyMoreIsForgotten() {
		cache.add(authenticator(1), NOW);
		cache.add(authenticator(2), NOW.plusSeconds(601));

		assertThat(cache.size()).isEqualTo(1);
	}

	@Test
	void itDoesNotGrowBeyondItsBound() {
		for (int i = 0; i < ReplayCache.MAX_ENTRIES + 1_000; i++) {
			cache.add(authenticator(i), NOW);
		}

		assertThat(cache.size()).isEqualTo(ReplayCache.MAX_ENTRIES);
		assertThat(cache.add(authenticator(ReplayCache.MAX_ENTRIES), NOW)).isFalse();
	}
}
