package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletionStage;

/** The quota of a queue in kilobytes ([MS-MQDMPR] 3.1.7.1.9). */
class QuotaTest extends EngineTest {

	/** A message of so many bytes with its headers. */
	private static StoredMessage sized(int bytes) {
		int headers = message("x").size();
		StoredMessage sized = message("x", builder -> builder.body(0, new byte[bytes - headers]));
		assertThat(sized.size()).isEqualTo(bytes);
		return sized;
	}

	private Queue limited(String name, long kilobytes) throws Exception {
		return manager.create(QueueAttributes.named(name).withQuota(kilobytes));
	}

	@Test
	void aQueueTakesExactlyItsQuota() throws Exception {
		Queue limited = limited("exact", 2);
		limited.append(3, sized(1024)).toCompletableFuture().get();
		limited.append(3, sized(1024)).toCompletableFuture().get();
		assertThat(limited.bytes()).isEqualTo(2048);
		assertThat(status(failure(MqException.class, limited.append(3, sized(512)))))
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		assertThat(limited.count()).isEqualTo(2);
	}

	@Test
	void fourBytesMoreAreTooMuch() throws Exception {
		Queue limited = limited("more", 1);
		assertThat(status(failure(MqException.class, limited.append(3, sized(1028)))))
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		limited.append(3, sized(1024)).toCompletableFuture().get();
	}

	@Test
	void whatIsReceivedMakesRoom() throws Exception {
		Queue limited = limited("room", 1);
		limited.append(3, sized(1024)).toCompletableFuture().get();
		OpenQueue reader = limited.open(true, false);
		reader.read(request(ReadRequest.Action.RECEIVE, 1, 0)).toCompletableFuture().get();
		failure(MqException.class, limited.append(3, sized(1024)));
		done(reader.end(1, true));
		limited.append(3, sized(1024)).toCompletableFuture().get();
	}

	@Test
	void whatIsOnItsWayCounts() throws Exception {
		Queue limited = limited("way", 1);
		store.hold();
		CompletionStage<Void> first = limited.append(3, sized(1024));
		assertThat(status(failure(MqException.class, limited.append(3, sized(1024)))))
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		store.proceed();
		first.toCompletableFuture().get();
	}

	@Test
	void aQueueWithoutQuotaTakesAll() throws Exception {
		for (int i = 0; i < 10; i++) {
			queue.append(3, sized(100_000)).toCompletableFuture().get();
		}
		assertThat(queue.bytes()).isEqualTo(1_000_000);
	}
}
