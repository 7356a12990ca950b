package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.msmq.transfer.RawPeer;
import dev.quayside.queuemanager.store.StoredQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Messages in outgoing queues that cannot be read any more. */
@Timeout(60)
class DamagedMessageTest extends DispatchFixture {

	private static final int PATIENCE = 20;

	/** Puts them into the queue, which is paused. */
	private void queue(MessageBuilder... messages) throws Exception {
		manager.outgoing(DESTINATION, true);
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		for (MessageBuilder message : messages) {
			send(message);
		}
	}

	private long id(int index) throws Exception {
		StoredQueue stored = store.queue(outgoing().number());
		OptionalLong id = stored.first();
		for (int i = 0; i < index; i++) {
			id = stored.next(id.getAsLong());
		}
		return id.getAsLong();
	}

	/** What a peer reads when the queue goes on. */
	private List<MessagePacket> sent(int count) throws Exception {
		List<MessagePacket> packets = new ArrayList<>();
		CompletableFuture<RawPeer> peer = acceptor.next(raw -> {
			raw.accept(64);
			while (packets.size() < count) {
				packets.add(read(raw));
			}
		});
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		peer.get(PATIENCE, TimeUnit.SECONDS);
		return packets;
	}

	@Test
	void theOthersGoAndTheLogSaysSoOnce() throws Exception {
		List<String> said = new ArrayList<>();
		Handler handler = new Handler() {

			@Override
			public synchronized void publish(LogRecord entry) {
				said.add(entry.getMessage());
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
		Logger logger = Logger.getLogger(OutgoingMessages.class.getName());
		logger.addHandler(handler);
		try {
			queue(message(), message(), message());
			long damaged = id(1);
			held.unreadable.add(damaged);
			for (int round = 0; round < 2; round++) {
				assertThat(sent(2)).extracting(packet -> packet.properties().label())
						.containsExactly("message 1", "message 3");
				dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
			}
			assertThat(said.stream().filter(line -> line.contains("Message " + damaged))).hasSize(1);
		} finally {
			logger.removeHandler(handler);
		}
	}

	@Test
	void itCanBePurged() throws Exception {
		queue(message());
		held.unreadable.add(id(0));
		dispatcher.setPaused(outgoing(), false).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		outgoing().open(true, false).purge().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		assertThat(outgoing().count()).isZero();
	}

	@Test
	void aSequenceGoesOnBehindIt() throws Exception {
		queue(transactional(), transactional(), transactional());
		held.unreadable.add(id(1));
		assertThat(sent(2)).extracting(packet -> packet.transaction().orElseThrow())
				.extracting(TransactionHeader::sequenceNumber, TransactionHeader::previousNumber)
				.containsExactly(tuple(1L, 0L),
						tuple(3L, 1L));
	}

	@Test
	void whatComesAfterARestartDoesNotRelyOnIt() throws Exception {
		queue(transactional(), transactional());
		unreadable.add(id(1));
		restart(OPTIONS);
		send(transactional());
		assertThat(sent(2)).extracting(packet -> packet.transaction().orElseThrow())
				.extracting(TransactionHeader::sequenceNumber, TransactionHeader::previousNumber)
				.containsExactly(tuple(1L, 0L),
						tuple(3L, 1L));
	}

	@Test
	void oneThatWasSentAndNotAcknowledgedHoldsUpNobody() throws Exception {
		queue(transactional(), transactional());
		assertThat(sent(2)).hasSize(2);
		held.unreadable.add(id(0));
		dispatcher.setPaused(outgoing(), true).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		send(transactional());
		assertThat(sent(2)).extracting(packet -> packet.transaction().orElseThrow())
				.extracting(TransactionHeader::sequenceNumber, TransactionHeader::previousNumber)
				.containsExactly(tuple(2L, 0L),
						tuple(3L, 2L));
	}
}
