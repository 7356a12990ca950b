package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.queuemanager.engine.Courier.Consequence;
import dev.quayside.queuemanager.services.Await;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What follows when a message leaves: journals, dead letters, acknowledgements. */
class ConsequencesTest extends EngineTest {

	private final List<String> told = new CopyOnWriteArrayList<>();
	private final List<String> sent = new CopyOnWriteArrayList<>();

	/** Notes what it is told, and puts a value into a table with it. */
	@BeforeEach
	void listen() {
		manager.use((from, message, outcome) -> {
			String text = label(message) + " " + outcome;
			told.add(text);
			return new Consequence(List.of(new StoreChange.Put("acks", label(message),
					outcome.toString().getBytes(StandardCharsets.US_ASCII))), () -> sent.add(text));
		});
	}

	private static String label(StoredMessage message) {
		try {
			return MessagePacket.parse(message.packet()).properties().label();
		} catch (PacketException e) {
			throw new AssertionError(e);
		}
	}

	private void add(StoredMessage message) {
		queue.append(3, message).toCompletableFuture().join();
	}

	/** A message whose sender wants to know. */
	private void asking(String label) {
		add(message(label).withNeedsWork(true));
	}

	private void journaled(long quota) throws Exception {
		manager.change(queue, queue.attributes().settings().withFlags(true, false)
				.withQuotas(QueueAttributes.UNLIMITED, quota));
	}

	private Queue journal() {
		return queue.journal().orElseThrow();
	}

	private static int outcome(Queue of) throws StoreException {
		return of.stored().read(of.stored().first().getAsLong(), false).history().outcome();
	}

	@Test
	void aReceivedMessageIsAcknowledgedWithItsRemoval() throws Exception {
		asking("one");
		receive(1);
		assertThat(told).isEmpty();
		done(open.end(1, true));
		assertThat(told).containsExactly("one ACK_RECEIVE");
		assertThat(store.table("acks")).containsOnlyKeys("one");
		Await.until(() -> sent.size() == 1);
		assertThat(queue.count()).isZero();
	}

	@Test
	void nothingFollowsIfTheRemovalFails() throws Exception {
		asking("one");
		receive(1);
		store.failing = true;
		failure(StoreException.class, open.end(1, true));
		store.failing = false;
		assertThat(peek()).isEqualTo("one");
		assertThat(sent).isEmpty();
		assertThat(store.table("acks")).isEmpty();
	}

	@Test
	void messagesThatAskForNothingAreNotLookedAt() throws Exception {
		put("one", "two");
		receive(1);
		done(open.end(1, true));
		done(open.purge());
		assertThat(told).isEmpty();
		assertThat(queue.count()).isZero();
	}

	@Test
	void aPurgeTellsThoseWhoAsked() throws Exception {
		for (int i = 0; i < 1200; i++) {
			if (i % 2 == 0) {
				asking("m" + i);
			} else {
				put("n" + i);
			}
		}
		done(open.purge());
		assertThat(queue.count()).isZero();
		assertThat(told).hasSize(600).allMatch(text -> text.endsWith(" NACK_Q_PURGED")).doesNotHaveDuplicates();
		Await.until(() -> sent.size() == 600);
	}

	@Test
	void aPurgeTellsOfALockedMessageWhenItIsGivenBack() throws Exception {
		asking("one");
		receive(1);
		done(open.purge());
		assertThat(told).isEmpty();
		done(open.end(1, false));
		Await.until(() -> queue.count() == 0);
		assertThat(told).containsExactly("one NACK_Q_PURGED");
	}

	@Test
	void deletingTheQueueTellsThoseWhoAsked() throws Exception {
		asking("one");
		asking("two");
		receive(1);
		manager.delete(queue);
		assertThat(told).containsExactlyInAnyOrder("one NACK_Q_DELETED", "two NACK_Q_DELETED");
	}

	@Test
	void expiryTellsThoseWhoAsked() throws Exception {
		add(message("late", builder -> builder.timeToBeReceived(15)).withNeedsWork(true));
		clock.advance(1000);
		assertThat(peek()).isEqualTo("MQ_ERROR_IO_TIMEOUT");
		Await.until(() -> queue.count() == 0);
		assertThat(told).containsExactly("late NACK_RECEIVE_TIMEOUT");
	}

	@Test
	void aConsequenceThatCannotBeLeavesTheMessage() throws Exception {
		manager.use((from, message, outcome) -> new Consequence(
				List.of(new StoreChange.Move(queue.number(), 4711, queue.number(), 1, message.history())),
				() -> sent.add("never")));
		asking("one");
		receive(1);
		failure(StoreException.class, open.end(1, true));
		assertThat(peek()).isEqualTo("one");
		assertThat(sent).isEmpty();
	}

	@Test
	void theJournalKeepsWhatWasReceived() throws Exception {
		journaled(QueueAttributes.UNLIMITED);
		put("one", "two", "three");
		receive(1);
		receive(2);
		done(open.end(2, true));
		done(open.end(1, true));
		done(open.purge());
		OpenQueue reader = journal().open(true, false);
		assertThat(label(reader.read(request(ReadRequest.Action.RECEIVE, 1, 0)))).isEqualTo("two");
		assertThat(label(reader.read(request(ReadRequest.Action.RECEIVE, 2, 0)))).isEqualTo("one");
		assertThat(journal().count()).isEqualTo(2);
		done(reader.end(1, true));
		assertThat(journal().count()).as("a journal has no journal").isEqualTo(1);
	}

	@Test
	void whoWaitsAtTheJournalGetsTheCopy() throws Exception {
		journaled(QueueAttributes.UNLIMITED);
		put("one");
		var waiting = journal().open(true, false).read(request(ReadRequest.Action.PEEK_CURRENT, 1, 60_000));
		receive(1);
		done(open.end(1, true));
		assertThat(label(waiting)).isEqualTo("one");
	}

	@Test
	void aFullJournalDropsTheCopyAndNotTheReceive() throws Exception {
		journaled(1);
		StoredMessage large = message("large", builder -> builder.body(0, new byte[900]));
		add(large);
		add(message("larger", builder -> builder.body(0, new byte[900])));
		receive(1);
		receive(2);
		done(open.end(1, true));
		done(open.end(2, true));
		assertThat(queue.count()).isZero();
		assertThat(journal().count()).isEqualTo(large.size() <= 1024 ? 1 : 0);
	}

	@Test
	void theMachineHasAQuotaForJournals() throws Exception {
		journaled(QueueAttributes.UNLIMITED);
		manager.quotas(QueueAttributes.UNLIMITED, 0);
		put("one");
		receive(1);
		done(open.end(1, true));
		assertThat(journal().count()).isZero();
		assertThat(queue.count()).isZero();
	}

	@Test
	void copiesDoNotExpire() throws Exception {
		journaled(QueueAttributes.UNLIMITED);
		add(message("limited", builder -> builder.timeToBeReceived(100)));
		receive(1);
		done(open.end(1, true));
		clock.advance(1_000_000);
		assertThat(label(journal().open(true, false).read(request(ReadRequest.Action.RECEIVE, 1, 0))))
				.isEqualTo("limited");
	}

	private static MessageBuilder wantedBack(MessageBuilder builder) {
		return builder.journal(UserHeader.NEGATIVE_JOURNAL).timeToBeReceived(15);
	}

	@Test
	void anExpiredMessageOfItsOwnGoesToTheDeadLetters() throws Exception {
		add(Own.message("own", ConsequencesTest::wantedBack));
		add(message("foreign", ConsequencesTest::wantedBack));
		add(Own.message("unwanted", builder -> builder.timeToBeReceived(15)));
		clock.advance(1000);
		peek();
		Await.until(() -> queue.count() == 0);
		Queue dead = manager.systemQueue(SystemQueue.DEADLETTER);
		assertThat(dead.count()).isEqualTo(1);
		assertThat(outcome(dead)).isEqualTo(MessageClass.NACK_RECEIVE_TIMEOUT.value());
		assertThat(manager.systemQueue(SystemQueue.DEADXACT).count()).isZero();
	}

	@Test
	void aPurgedMessageOfItsOwnGoesToTheDeadLetters() throws Exception {
		add(Own.message("own", builder -> builder.journal(UserHeader.NEGATIVE_JOURNAL)));
		done(open.purge());
		assertThat(outcome(manager.systemQueue(SystemQueue.DEADLETTER))).isEqualTo(MessageClass.NACK_Q_PURGED.value());
		assertThat(queue.count()).isZero();
	}

	@Test
	void anArrivalCanBePartOfALargerChange() throws Exception {
		Queue other = manager.create(QueueAttributes.named("admin"));
		Consequence arrival = other.arrival(3, message("ack"));
		var waiting = other.open(true, false).read(request(ReadRequest.Action.RECEIVE, 1, 60_000));
		done(store.apply(arrival.changes(), true));
		arrival.afterwards().run();
		assertThat(label(waiting)).isEqualTo("ack");
	}

	@Test
	void aMessageAndOtherChangesComeTogether() throws Exception {
		done(queue.enqueue(3, message("one"), List.of(new StoreChange.Put("sequences", "a", new byte[]{ 1 }))));
		assertThat(store.table("sequences")).containsOnlyKeys("a");
		assertThat(peek()).isEqualTo("one");
		store.failing = true;
		failure(StoreException.class,
				queue.enqueue(3, message("two"), List.of(new StoreChange.Put("sequences", "b", new byte[]{ 1 }))));
		store.failing = false;
		assertThat(store.table("sequences")).containsOnlyKeys("a");
		manager.change(queue, queue.attributes().settings().withQuotas(0, 0));
		assertThat(status(failure(MqException.class, queue.enqueue(3, message("x"), List.of()))))
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
	}
}
