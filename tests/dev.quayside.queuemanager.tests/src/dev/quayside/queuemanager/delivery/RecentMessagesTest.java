package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.packet.MessageId;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

class RecentMessagesTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

	private final RecentMessages history = recent(Map.of());

	private Optional<CompletableFuture<Void>> add(long ordinal, Instant now) {
		return history.add(new MessageId(SOURCE, ordinal), new CompletableFuture<>(), now);
	}

	private static RecentMessages recent(Map<String, byte[]> table) {
		try {
			return new RecentMessages(table);
		} catch (StoreException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void thoseOfRecoverableMessagesAreKnownAfterARestart() {
		RecentMessages before = recent(Map.of());
		Map<String, byte[]> table = new HashMap<>();
		for (int ordinal = 1; ordinal <= RecentMessages.SIZE + 5; ordinal++) {
			StoreChange.Put put = (StoreChange.Put) before.change(new MessageId(SOURCE, ordinal),
					NOW.plusMillis(ordinal));
			table.put(put.key(), put.value());
		}
		assertThat(table).hasSize(RecentMessages.SIZE);
		RecentMessages after = recent(table);
		Instant now = NOW.plusSeconds(60);
		assertThat(after.add(new MessageId(SOURCE, RecentMessages.SIZE + 5), new CompletableFuture<>(), now))
				.hasValueSatisfying(outcome -> assertThat(outcome).isCompleted());
		assertThat(after.add(new MessageId(SOURCE, 5), new CompletableFuture<>(), now)).isEmpty();
	}

	@Test
	void aDamagedTableIsRefused() {
		assertThatThrownBy(() -> new RecentMessages(Map.of("0", new byte[3]))).isInstanceOf(StoreException.class);
		assertThatThrownBy(() -> new RecentMessages(Map.of("x", new byte[24]))).isInstanceOf(StoreException.class);
	}

	@Test
	void theSameOrdinalOfAnotherSourceIsAnotherMessage() {
		assertThat(add(1, NOW)).isEmpty();
		assertThat(history.add(new MessageId(UUID.randomUUID(), 1), new CompletableFuture<>(), NOW)).isEmpty();
		assertThat(add(1, NOW)).isPresent();
	}

	@Test
	void aDuplicateGetsTheOutcomeOfTheFirst() {
		CompletableFuture<Void> first = new CompletableFuture<>();
		history.add(new MessageId(SOURCE, 1), first, NOW);
		assertThat(add(1, NOW)).containsSame(first);
		assertThat(add(1, NOW)).containsSame(first);
	}

	@Test
	void aForgottenMessageIsNewAgain() {
		add(1, NOW);
		history.forget(new MessageId(SOURCE, 1));
		assertThat(add(1, NOW)).isEmpty();
	}

	@Test
	void tenThousandAreRemembered() {
		for (int ordinal = 1; ordinal <= 10_000; ordinal++) {
			add(ordinal, NOW);
		}
		assertThat(add(1, NOW)).as("the first is still there, and now the youngest").isPresent();
		add(10_001, NOW);
		assertThat(add(1, NOW)).isPresent();
		assertThat(add(2, NOW)).as("the eldest had to go").isEmpty();
	}

	@Test
	void afterHalfAnHourAMessageIsForgotten() {
		add(1, NOW);
		add(2, NOW.plus(Duration.ofMinutes(20)));
		assertThat(add(1, NOW.plus(Duration.ofMinutes(29)))).as("seen again").isPresent();
		assertThat(add(2, NOW.plus(Duration.ofMinutes(51)))).isEmpty();
		assertThat(add(1, NOW.plus(Duration.ofMinutes(58)))).isPresent();
	}
}
