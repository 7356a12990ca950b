package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.MessageId;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

class RecentMessagesTest {

	private static final UUID SOURCE = UUID.randomUUID();
	private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

	private RecentMessages history;

	@BeforeEach
	void startWithNone(@TempDir Path folder) throws StoreException {
		try (MessageStore store = MvMessageStore.open(folder)) {
			history = new RecentMessages(store);
		}
	}

	private Optional<CompletableFuture<Void>> add(long ordinal, Instant now) {
		return history.add(new MessageId(SOURCE, ordinal), new CompletableFuture<>(), now);
	}

	private static MessageId id(long ordinal) {
		return new MessageId(SOURCE, ordinal);
	}

	@Test
	void thoseOfRecoverableMessagesAreKnownAfterARestart(@TempDir Path folder) throws StoreException {
		int last = RecentMessages.SIZE + 5;
		try (MessageStore store = MvMessageStore.open(folder)) {
			for (int ordinal = 1; ordinal <= last; ordinal++) {
				store.apply(List.of(RecentMessages.change(id(ordinal), NOW.plusMillis(ordinal))), ordinal == last)
						.toCompletableFuture().join();
			}
		}
		try (MessageStore store = MvMessageStore.open(folder)) {
			RecentMessages after = new RecentMessages(store);
			Instant now = NOW.plusSeconds(60);
			assertThat(after.add(id(last), new CompletableFuture<>(), now))
					.hasValueSatisfying(outcome -> assertThat(outcome).isCompleted());
			assertThat(after.add(id(7), new CompletableFuture<>(), now)).isPresent();
			assertThat(after.add(id(5), new CompletableFuture<>(), now)).isEmpty();
		}
	}

	@Test
	void thoseThatAnEarlierVersionKeptAreKnown(@TempDir Path folder) throws StoreException {
		byte[] record = ((StoreChange.Note) RecentMessages.change(id(1), NOW)).record();
		try (MessageStore store = MvMessageStore.open(folder)) {
			store.apply(List.of(new StoreChange.Put(RecentMessages.FORMER_TABLE, "9999", record),
					new StoreChange.Put(RecentMessages.FORMER_TABLE, "0", new byte[3])), true).toCompletableFuture()
					.join();
			assertThat(new RecentMessages(store).add(id(1), new CompletableFuture<>(), NOW)).isPresent();
		}
		try (MessageStore store = MvMessageStore.open(folder)) {
			assertThat(store.table(RecentMessages.FORMER_TABLE)).isEmpty();
			assertThat(new RecentMessages(store).add(id(1), new CompletableFuture<>(), NOW)).isPresent();
		}
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
