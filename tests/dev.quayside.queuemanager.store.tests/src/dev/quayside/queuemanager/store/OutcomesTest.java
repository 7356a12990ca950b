package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.store.Inbox.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

@Timeout(30)
class OutcomesTest {

	private static final int MANY = 100;

	private final Outcomes outcomes = new Outcomes();
	private final List<Integer> told = Collections.synchronizedList(new ArrayList<>());

	private List<Entry> entries(int first, int count) {
		return IntStream.range(first, first + count).mapToObj(number -> {
			CompletableFuture<Void> done = new CompletableFuture<>();
			done.thenRun(() -> told.add(number));
			return new Entry(tables -> {}, true, 0, done);
		}).toList();
	}

	private static List<Integer> numbers(int end) {
		return IntStream.range(0, end).boxed().toList();
	}

	@Test
	void aFewAreToldAtOnce() {
		outcomes.made(entries(0, 3));
		assertThat(told).isEqualTo(numbers(3));
		outcomes.close();
	}

	@Test
	void whoMadeManyDoesNotWaitUntilTheyAreToldAndTheOrderStays() {
		CountDownLatch look = new CountDownLatch(1);
		List<Entry> first = entries(0, MANY);
		first.get(0).done().thenRun(() -> {
			try {
				look.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		outcomes.made(first);
		outcomes.made(entries(MANY, 1));
		assertThat(told).as("those behind one that takes long").isSubsetOf(0);
		look.countDown();
		outcomes.close();
		assertThat(told).isEqualTo(numbers(MANY + 1));
	}
}
