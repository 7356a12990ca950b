package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The time to be received ([MS-MQMQ] 2.2.19.2, [MS-MQDMPR] 3.1.7.2.7). Messages were sent ten seconds before now. */
class ExpirationTest extends EngineTest {

	private static StoredMessage limited(String label, long seconds) {
		return message(label, builder -> builder.timeToBeReceived(seconds));
	}

	private void add(StoredMessage message) {
		queue.append(3, message).toCompletableFuture().join();
	}

	@Test
	void aMessageCanBeReceivedInItsLastSecondAndNotLater() {
		add(limited("limited", 15));
		clock.advance(5);
		assertThat(peek()).isEqualTo("limited");
		clock.advance(1);
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		Await.until(() -> queue.count() == 0);
	}

	@Test
	void anExpiredMessageIsPassedOver() {
		add(limited("limited", 15));
		put("one");
		clock.advance(100);
		assertThat(receive(1)).isEqualTo("one");
	}

	@Test
	void aMessageThatComesTooLateIsDeletedWithoutBeingRead() {
		add(limited("late", 9));
		put("one");
		Await.until(() -> queue.count() == 1);
		assertThat(peek()).isEqualTo("one");
	}

	@Test
	void expiredMessagesAmongMany() {
		for (int i = 0; i < 2_500; i++) {
			add(i % 100 == 7 ? limited("late", 9) : message("stays"));
		}
		Await.until(() -> queue.count() == 2_475);
	}

	@Test
	void messagesWithoutLimitStay() {
		put("one");
		clock.advance(4_000_000_000L);
		assertThat(peek()).isEqualTo("one");
	}

	@Test
	void aLockedMessageDoesNotExpireUnderItsReceiver() throws Exception {
		add(limited("limited", 15));
		assertThat(receive(1)).isEqualTo("limited");
		clock.advance(100);
		add(limited("late", 9));
		Await.until(() -> queue.count() == 1);
		done(open.end(1, true));
		assertThat(queue.count()).isZero();
	}

	@Test
	void aMessageThatIsGivenBackTooLateIsGone() throws Exception {
		add(limited("limited", 15));
		receive(1);
		clock.advance(100);
		done(open.end(1, false));
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		Await.until(() -> queue.count() == 0);
	}

	@Test
	void expiryGoesOnAfterARestart() throws Exception {
		add(limited("limited", 100));
		put("one");
		manager.close();
		clock.advance(1000);
		try (QueueManager restarted = start(Duration.ofMinutes(5))) {
			Queue again = restarted.find(queue.path()).orElseThrow();
			Await.until(() -> again.count() == 1);
			assertThat(again.attributes()).isEqualTo(queue.attributes());
		}
	}
}
