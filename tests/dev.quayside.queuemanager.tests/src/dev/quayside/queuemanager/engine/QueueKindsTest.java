package dev.quayside.queuemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.engine.QueueAttributes.Settings;
import dev.quayside.queuemanager.services.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Queues of all kinds: their names, how they are made, changed and deleted. */
class QueueKindsTest extends EngineTest {

	private static final QueueClient SOMEBODY = new QueueClient("", "somebody", InetAddress.getLoopbackAddress());

	private void assertFound(Queue expected, String formatName) {
		assertThat(manager.find(FormatName.parse(formatName))).as(formatName).containsSame(expected);
	}

	private static MqStatus refusal(Attempt attempt) {
		return catchThrowableOfType(MqException.class, attempt::run).status();
	}

	/** Something that is refused. */
	private interface Attempt {

		void run() throws Exception;
	}

	@Test
	void everyKindHasItsFormatNames() throws Exception {
		Queue orders = manager.create(QueueAttributes.publicQueue("Orders"));
		UUID id = orders.attributes().id();
		UUID own = manager.id();
		assertFound(queue, "PRIVATE=" + own + "\\10");
		assertFound(queue.journal().orElseThrow(), "PRIVATE=" + own + "\\10;JOURNAL");
		assertFound(queue.journal().orElseThrow(), "DIRECT=OS:x\\private$\\q;journal");
		assertFound(orders, "PUBLIC=" + id);
		assertFound(orders, "DIRECT=OS:x\\orders");
		assertFound(orders.journal().orElseThrow(), "PUBLIC=" + id + ";JOURNAL");
		assertFound(manager.systemQueue(SystemQueue.JOURNAL), "MACHINE=" + own + ";JOURNAL");
		assertFound(manager.systemQueue(SystemQueue.DEADLETTER), "MACHINE=" + own + ";DEADLETTER");
		assertFound(manager.systemQueue(SystemQueue.DEADXACT), "DIRECT=OS:x\\system$;deadxact");
		for (Queue each : List.of(queue, orders, orders.journal().orElseThrow(), queue.journal().orElseThrow(),
				manager.systemQueue(SystemQueue.DEADXACT))) {
			assertThat(manager.find(each.formatName("x"))).containsSame(each);
		}
	}

	@Test
	void numbersOfOtherKindsAreNoPrivateQueues() throws Exception {
		Queue orders = manager.create(QueueAttributes.publicQueue("orders"));
		for (Queue other : List.of(orders, queue.journal().orElseThrow(), manager.systemQueue(SystemQueue.JOURNAL))) {
			assertThat(other.number()).isGreaterThanOrEqualTo(0x01000000);
			assertThat(manager.find(new FormatName.PrivateQueue(manager.id(), other.number(), false))).isEmpty();
		}
		assertThat(manager.find(new FormatName.PrivateQueue(UUID.randomUUID(), queue.number(), false))).isEmpty();
		assertThat(manager.find(new FormatName.Machine(UUID.randomUUID(), SystemQueue.JOURNAL))).isEmpty();
		assertThat(manager.find(new FormatName.PublicQueue(UUID.randomUUID(), false))).isEmpty();
	}

	@Test
	void listsHoldWhatTheyAreAskedFor() throws Exception {
		manager.create(QueueAttributes.publicQueue("a"));
		manager.outgoing(FormatName.parse("DIRECT=OS:far\\private$\\x"), true);
		assertThat(manager.queues()).extracting(Queue::name).containsExactly("a", "private$\\q");
		assertThat(manager.queues(QueueKind.SYSTEM)).hasSize(3);
		assertThat(manager.queues(QueueKind.JOURNAL)).hasSize(2);
		assertThat(manager.queues(QueueKind.OUTGOING)).extracting(Queue::name)
				.containsExactly("DIRECT=OS:far\\private$\\x");
	}

	@Test
	void aContainerForADestinationIsMadeOnce() throws Exception {
		FormatName far = FormatName.parse("DIRECT=OS:far\\private$\\x");
		assertThat(manager.outgoing(far, false)).isEmpty();
		Queue out = manager.outgoing(far, true).orElseThrow();
		assertThat(manager.outgoing(FormatName.parse("DIRECT=OS:FAR\\private$\\X"), true)).containsSame(out);
		out.append(3, message("waits", builder -> builder.timeToBeReceived(1))).toCompletableFuture().join();
		clock.advance(1000);
		assertThat(out.count()).isEqualTo(1);
		assertThat(out.formatName("here")).isEqualTo(far);
		manager.delete(out);
		assertThat(manager.outgoing(far, false)).isEmpty();
	}

	@Test
	void everythingIsThereAfterARestart() throws Exception {
		Settings settings = Settings.DEFAULT.withLabel("gr\u00fc\u00dfe").withType(UUID.randomUUID())
				.withFlags(true, true).withPrivacy(QueueAttributes.Privacy.BODY).withBasePriority(-3)
				.withQuotas(7, 8).withMulticast("234.1.1.1:8001");
		Queue orders = manager.create(QueueAttributes.publicQueue("orders").withTransactional(true).with(settings));
		manager.change(queue, settings.withSecurity(new byte[]{ 1, 2, (byte) 0xFF }));
		manager.outgoing(FormatName.parse("DIRECT=OS:far\\x"), true);
		manager.quotas(1000, 2000);
		manager.close();
		try (QueueManager restarted = start(Duration.ofMinutes(5))) {
			Queue again = restarted.find(new FormatName.PublicQueue(orders.attributes().id(), false)).orElseThrow();
			assertThat(again.attributes()).isEqualTo(orders.attributes());
			assertThat(again.journal().orElseThrow().number()).isEqualTo(orders.journal().orElseThrow().number());
			assertThat(restarted.find(queue.path()).orElseThrow().attributes().settings().securityOrNull())
					.containsExactly(1, 2, 0xFF);
			assertThat(restarted.outgoing(FormatName.parse("DIRECT=OS:far\\x"), false)).isPresent();
			assertThat(restarted.quota()).isEqualTo(1000);
			assertThat(restarted.journalQuota()).isEqualTo(2000);
			assertThat(restarted.create(QueueAttributes.named("next")).number()).isEqualTo(queue.number() + 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\0b", "a;b", "a\\b", "a,b", "a+b", "a\"b", "a\nb" })
	void namesThatNoQueueMayHaveAreRefused(String name) {
		assertThat(refusal(() -> manager.create(QueueAttributes.named(name))))
				.isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
		assertThat(refusal(() -> manager.create(QueueAttributes.publicQueue(name))))
				.isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
	}

	@Test
	void aNameHas124CharactersAtMost() throws Exception {
		manager.create(QueueAttributes.named("n".repeat(124)));
		manager.create(QueueAttributes.named("\ud83d\udce8".repeat(62)));
		assertThat(manager.find(QueuePath.privateQueue("\ud83d\udce8".repeat(62)))).isPresent();
		assertThat(refusal(() -> manager.create(QueueAttributes.named("n".repeat(125)))))
				.isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
	}

	@Test
	void aNameIsTakenInAnyCase() {
		assertThat(refusal(() -> manager.create(QueueAttributes.named("Q")))).isEqualTo(MqStatus.QUEUE_EXISTS);
	}

	@Test
	void settingsThatCannotBeAreRefused() {
		for (Settings bad : List.of(Settings.DEFAULT.withLabel("l".repeat(125)), Settings.DEFAULT.withLabel("a\0"),
				Settings.DEFAULT.withQuotas(-1, 0), Settings.DEFAULT.withQuotas(0, 0x1_0000_0000L),
				Settings.DEFAULT.withBasePriority(40_000))) {
			assertThat(refusal(() -> manager.change(queue, bad))).isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
			assertThat(refusal(() -> manager.create(QueueAttributes.named("new").with(bad))))
					.isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
		}
		assertThat(manager.queues()).hasSize(1);
	}

	@Test
	void aChangeIsSeenAtOnceAndHasItsTime() throws Exception {
		clock.advance(100);
		manager.change(queue, queue.attributes().settings().withLabel("new").withQuotas(1, 1));
		assertThat(queue.attributes().label()).isEqualTo("new");
		assertThat(queue.attributes().modified()).isEqualTo(queue.attributes().created() + 100);
		assertThat(status(failure(MqException.class, queue.append(3, message("x".repeat(200), builder -> builder
				.body(0, new byte[2000])))))).isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
	}

	@Test
	void systemQueuesAndJournalsCannotBeDeletedOrChanged() {
		for (Queue fixed : List.of(queue.journal().orElseThrow(), manager.systemQueue(SystemQueue.DEADLETTER))) {
			assertThat(refusal(() -> manager.delete(fixed))).isEqualTo(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION);
			assertThat(refusal(() -> manager.change(fixed, Settings.DEFAULT)))
					.isEqualTo(MqStatus.PROPERTY_NOTALLOWED);
		}
	}

	@Test
	void aDeletedQueueTakesItsPartsWithIt() throws Exception {
		put("one", "two");
		OpenQueue to = manager.openForMove(FormatName.parse("DIRECT=OS:x\\private$\\q;s"), QueueClient.OWN);
		done(open.move(stored.first().getAsLong(), to, UnitOfWork.NONE));
		int before = store.queues().size();
		manager.delete(queue);
		assertThat(store.queues()).hasSize(before - 3);
		assertThat(manager.queues()).isEmpty();
		assertThat(manager.queues(QueueKind.SUBQUEUE)).isEmpty();
		assertThat(refusal(() -> manager.delete(queue))).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(refusal(() -> manager.change(queue, Settings.DEFAULT))).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		Queue again = manager.create(QueueAttributes.named("q"));
		assertThat(again.number()).as("no format name means another queue now").isNotEqualTo(queue.number());
		assertThat(again.count()).isZero();
	}

	@Test
	void handlesOfADeletedQueueAreStale() throws Exception {
		put("one");
		receive(1);
		CompletionStage<QueueMessage> waiting = receive(2, ReadRequest.FOR_EVER);
		long cursor = open.createCursor();
		manager.delete(queue);
		assertThat(label(waiting)).isEqualTo("MQ_ERROR_QUEUE_DELETED");
		MqStatus gone = MqStatus.QUEUE_NOT_AVAILABLE;
		assertThat(receive(3)).isEqualTo(gone.name());
		assertThat(status(failure(MqException.class, open.end(1, true)))).isEqualTo(gone);
		assertThat(status(failure(MqException.class, open.purge()))).isEqualTo(gone);
		assertThat(refusal(open::createCursor)).isEqualTo(gone);
		assertThat(status(failure(MqException.class, queue.append(3, message("late")))))
				.isEqualTo(MqStatus.QUEUE_DELETED);
		assertThat(refusal(() -> queue.open(true, false))).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(open.closeCursor(cursor)).isTrue();
		open.close();
		for (Allowance.Kind kind : Allowance.Kind.values()) {
			Await.until(() -> manager.allowance().used(kind) == 0);
		}
	}

	@Test
	void theMachineHasAQuota() throws Exception {
		int size = message("x").size();
		manager.quotas(10, QueueAttributes.UNLIMITED);
		Queue other = manager.create(QueueAttributes.named("other"));
		int fit = 10 * 1024 / size;
		for (int i = 0; i < fit; i++) {
			(i % 2 == 0 ? queue : other).append(3, message("x")).toCompletableFuture().join();
		}
		assertThat(status(failure(MqException.class, other.append(3, message("x")))))
				.isEqualTo(MqStatus.INSUFFICIENT_RESOURCES);
		done(open.purge());
		other.append(3, message("x")).toCompletableFuture().join();
		assertThat(refusal(() -> manager.quotas(-1, 0))).isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
	}

	/** Notes what it is asked, and denies it. */
	private static final class Denial implements AccessControl {

		private final List<Integer> asked = new ArrayList<>();

		@Override
		public void check(QueueClient client, Queue queue, int rights) throws MqException {
			checkMachine(client, rights);
		}

		@Override
		public void checkMachine(QueueClient client, int rights) throws MqException {
			asked.add(rights);
			throw new MqException(MqStatus.ACCESS_DENIED, "No");
		}
	}

	@Test
	void whoMayNotIsRefusedAndRightsDependOnTheKind() {
		Denial denial = new Denial();
		manager.use(denial);
		Queue journal = queue.journal().orElseThrow();
		List<Attempt> attempts = List.of(() -> queue.open(Access.RECEIVE, false, SOMEBODY),
				() -> queue.open(Access.PEEK, false, SOMEBODY), () -> queue.open(Access.MOVE, false, SOMEBODY),
				() -> journal.open(Access.RECEIVE, false, SOMEBODY),
				() -> manager.systemQueue(SystemQueue.DEADXACT).open(Access.RECEIVE, false, SOMEBODY),
				() -> manager.systemQueue(SystemQueue.DEADLETTER).open(Access.PEEK, false, SOMEBODY),
				() -> manager.systemQueue(SystemQueue.JOURNAL).open(Access.RECEIVE, false, SOMEBODY),
				() -> manager.create(QueueAttributes.named("new"), SOMEBODY), () -> manager.delete(queue, SOMEBODY),
				() -> manager.change(queue, Settings.DEFAULT, SOMEBODY, 0x40000),
				() -> manager.openForMove(FormatName.parse("DIRECT=OS:x\\private$\\q;s"), SOMEBODY));
		attempts.forEach(attempt -> assertThat(refusal(attempt)).isEqualTo(MqStatus.ACCESS_DENIED));
		assertThat(denial.asked).containsExactly(3, 2, 3, 0xA, 3, 2, 0xC0, 4, 0x10000, 0x40000, 3);
		assertThat(manager.queues(QueueKind.SUBQUEUE)).isEmpty();
	}

	@Test
	void whatIsOpenCanBeSeen() throws Exception {
		put("one", "two");
		long cursor = open.createCursor();
		open.read(new ReadRequest(ReadRequest.Action.PEEK_CURRENT, 0, cursor, 0, 1, 0));
		receive(7);
		receive(8);
		receive(9, ReadRequest.FOR_EVER);
		queue.open(Access.PEEK, false, SOMEBODY);
		List<OpenQueueInfo> all = manager.openQueues();
		assertThat(all).hasSize(2);
		assertThat(all.get(0).access()).isEqualTo(Access.RECEIVE);
		assertThat(all.get(0).cursors()).hasSize(1);
		OpenQueueInfo.CursorInfo at = all.get(0).cursors().get(0);
		assertThat(at.handle()).isEqualTo(cursor);
		assertThat(at.lookupId()).hasValue(stored.first().getAsLong());
		assertThat(at.state()).isEqualTo(OpenQueueInfo.CursorState.READ);
		assertThat(at.gone()).isFalse();
		assertThat(all.get(0).reads()).extracting(OpenQueueInfo.ReadInfo::requestId).containsExactlyInAnyOrder(7L, 8L,
				9L);
		OpenQueueInfo.ReadInfo held = all.get(0).reads().stream().filter(read -> read.requestId() == 7).findAny()
				.orElseThrow();
		assertThat(held.lookupId()).hasValue(stored.first().getAsLong());
		assertThat(held.deadline()).hasValue(clock.millis() + 300_000);
		assertThat(all.get(1).client()).isEqualTo(SOMEBODY);
		assertThat(all.get(1).exclusive()).isFalse();
	}
}
