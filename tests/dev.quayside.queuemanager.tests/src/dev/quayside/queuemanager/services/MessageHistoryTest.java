package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.MessageId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

class MessageHistoryTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

	private final MessageHistory history = new MessageHistory();

	private Optional<CompletableFuture<Void>> add(long ordinal, Instant now) {
		return history.add(new MessageId(SOURCE, ordinal), new CompletableFuture<>(), now);
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
