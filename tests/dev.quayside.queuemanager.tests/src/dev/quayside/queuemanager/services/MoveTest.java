package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.RemoteReadHeaders;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.services.Wire.Answer;
import dev.quayside.queuemanager.services.WorkWire.Target;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** R_OpenQueueForMove and R_MoveMessage ([MS-MQRR] 3.1.4.10, 3.1.4.11). */
class MoveTest extends WireTest {

	private WorkWire work;
	private byte[] handle;

	@BeforeEach
	void open() throws Exception {
		work = new WorkWire(wire);
		handle = wire.open(name, Wire.RECEIVE_ACCESS);
	}

	private long first(byte[] opened) throws Exception {
		return wire.read(opened, 0, Wire.PEEK_CURRENT, 0).lookupId();
	}

	private List<String> labels(String queue) throws Exception {
		byte[] opened = wire.open(WorkWire.name(queue), Wire.PEEK_ACCESS, 0);
		long cursor = wire.createCursor(opened);
		List<String> labels = new ArrayList<>();
		Answer answer = wire.read(opened, cursor, Wire.PEEK_CURRENT, 0);
		while (answer.status() == 0) {
			labels.add(answer.label());
			answer = wire.read(opened, cursor, Wire.PEEK_NEXT, 0);
		}
		wire.close(opened);
		return labels;
	}

	@Test
	void aMessageMovesToASubqueueAndBack() throws Exception {
		put("one", "two");
		Target poison = work.openForMove(name + ";poison");
		assertThat(work.move(handle, poison.context(), first(handle), WorkWire.NONE)).isZero();
		assertThat(labels(name)).containsExactly("two");
		assertThat(labels(name + ";poison")).containsExactly("one");
		byte[] source = wire.open(WorkWire.name(name + ";poison"), Wire.RECEIVE_ACCESS, 0);
		Target back = work.openForMove(name);
		assertThat(work.move(source, back.context(), first(source), WorkWire.NONE)).isZero();
		assertThat(labels(name)).as("at its old place").containsExactly("one", "two");
	}

	@Test
	void aMessageMovesBetweenSubqueuesOfOneQueue() throws Exception {
		put("one");
		Target a = work.openForMove(name + ";a");
		work.move(handle, a.context(), first(handle), WorkWire.NONE);
		byte[] source = wire.open(WorkWire.name(name + ";a"), Wire.RECEIVE_ACCESS, 0);
		assertThat(work.move(source, work.openForMove(name + ";b").context(), first(source), WorkWire.NONE)).isZero();
		assertThat(labels(name + ";b")).containsExactly("one");
	}

	@Test
	void aMovedMessageTellsItsSubqueueAndItsMoves() throws Exception {
		put("one");
		Target poison = work.openForMove(name + ";Poison");
		work.move(handle, poison.context(), first(handle), WorkWire.NONE);
		byte[] source = wire.open(WorkWire.name(name + ";poison"), Wire.RECEIVE_ACCESS, 0);
		byte[] whole = wire.read(source, 0, Wire.PEEK_CURRENT, 0).sections().get(0).data();
		RemoteReadHeaders headers = MessagePacket.parse(whole).remoteRead().orElseThrow();
		assertThat(headers.subqueue()).isEqualToIgnoringCase("poison");
		assertThat(headers.counters().moves()).isEqualTo(1);
		assertThat(headers.counters().aborts()).isZero();
		assertThat(headers.counters().lastMove()).isBetween(1_600_000_000L, 0xFFFFFFFFL);
	}

	@Test
	void theTargetMustBeOpenForMoving() throws Exception {
		put("one");
		Target target = work.openForMove(name + ";a");
		assertThat(work.move(handle, target.context() ^ 1, first(handle), WorkWire.NONE))
				.isEqualTo(Wire.INVALID_HANDLE);
		assertThat(work.move(handle, 0, first(handle), WorkWire.NONE)).isEqualTo(Wire.INVALID_HANDLE);
		wire.close(target.handle());
		assertThat(work.move(handle, target.context(), first(handle), WorkWire.NONE)).isEqualTo(Wire.INVALID_HANDLE);
	}

	@Test
	void aContextOfAnotherClientIsNone() throws Exception {
		put("one");
		try (Wire other = new Wire(manager.server().rpcPort())) {
			Target target = new WorkWire(other).openForMove(name + ";a");
			assertThat(work.move(handle, target.context(), first(handle), WorkWire.NONE))
					.isEqualTo(Wire.INVALID_HANDLE);
		}
	}

	@Test
	void queuesThatAreNotRelatedAreNot() throws Exception {
		put("one");
		String other = name + "other";
		create(QueueAttributes.named(other));
		for (String target : List.of(other, other + ";a", name)) {
			assertThat(work.move(handle, work.openForMove(target).context(), first(handle), WorkWire.NONE)).as(target)
					.isEqualTo(WorkWire.STATUS_INVALID_PARAMETER);
		}
	}

	@Test
	void aUnitOfWorkNeedsATransactionalTarget() throws Exception {
		put("one");
		Target target = work.openForMove(name + ";a");
		assertThat(work.move(handle, target.context(), first(handle), WorkWire.unit(1)))
				.isEqualTo(Wire.TRANSACTION_USAGE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, -1, 0x7FFFFFFFFFFFFFFFL })
	void aMessageThatNeverWasIsNotFound(long lookupId) throws Exception {
		Target target = work.openForMove(name + ";a");
		assertThat(work.move(handle, target.context(), lookupId, WorkWire.NONE)).isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	@Test
	void aMessageThatSomebodyReceivesIsLocked() throws Exception {
		put("one");
		Target target = work.openForMove(name + ";a");
		long one = wire.read(handle, 0, Wire.RECEIVE, 1).lookupId();
		assertThat(work.move(handle, target.context(), one, WorkWire.NONE)).isEqualTo(WorkWire.MESSAGE_LOCKED);
	}

	@Test
	void aPeekerMovesNothing() throws Exception {
		put("one");
		byte[] peeking = wire.open(name, Wire.PEEK_ACCESS);
		Target target = work.openForMove(name + ";a");
		assertThat(work.move(peeking, target.context(), first(peeking), WorkWire.NONE))
				.isEqualTo(Wire.STATUS_ACCESS_DENIED);
	}

	@Test
	void aUnitOfWorkThatNeverWasIsOutOfSequence() throws Exception {
		createTransactional("tx" + name);
		Messages.put(manager, "tx" + name, 0, "one");
		byte[] source = wire.open("tx" + name, Wire.RECEIVE_ACCESS);
		Target target = work.openForMove("tx" + name + ";a");
		assertThat(work.move(source, target.context(), first(source), WorkWire.unit(1)))
				.isEqualTo(WorkWire.TRANSACTION_SEQUENCE);
	}

	private static void createTransactional(String queue) throws Exception {
		create(QueueAttributes.named(queue).withTransactional(true));
	}

	@Test
	void aMoveInAUnitOfWorkIsTrueWhenItIsCommitted() throws Exception {
		createTransactional("tx" + name);
		Messages.put(manager, "tx" + name, 0, "one");
		Messages.put(manager, "tx" + name, 0, "two");
		byte[] source = wire.open("tx" + name, Wire.RECEIVE_ACCESS);
		Target target = work.openForMove("tx" + name + ";a");
		UnitOfWork unit = UnitOfWork.random();
		manager.server().manager().transactions().begin(unit, this);
		long one = first(source);
		assertThat(work.move(source, target.context(), one, unit.bytes())).isZero();
		assertThat(labels("tx" + name)).containsExactly("two");
		assertThat(labels("tx" + name + ";a")).isEmpty();
		assertThat(work.move(source, target.context(), one, WorkWire.NONE)).isEqualTo(WorkWire.MESSAGE_LOCKED);
		manager.server().manager().transactions().commit(unit).toCompletableFuture().join();
		assertThat(labels("tx" + name + ";a")).containsExactly("one");
	}

	@Test
	void aMoveInAUnitOfWorkIsUndoneWhenItIsRolledBack() throws Exception {
		createTransactional("tx" + name);
		Messages.put(manager, "tx" + name, 0, "one");
		byte[] source = wire.open("tx" + name, Wire.RECEIVE_ACCESS);
		Target target = work.openForMove("tx" + name + ";a");
		UnitOfWork unit = UnitOfWork.random();
		manager.server().manager().transactions().begin(unit, this);
		assertThat(work.move(source, target.context(), first(source), unit.bytes())).isZero();
		manager.server().manager().transactions().abort(unit).toCompletableFuture().join();
		assertThat(labels("tx" + name)).containsExactly("one");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 2, 5, 0x20, 0xFFFFFFFFL })
	void onlyMoveAccessOpensForMoving(long access) {
		assertThat(wire.fault(11, Wire.openStub(direct(), access, 0))).isEqualTo(Wire.INVALID_PARAMETER);
	}

	@Test
	void aTargetThatIsNotThereIsAFault() {
		assertThat(wire.fault(11, Wire.openStub(WorkWire.name("nosuch"), 4, 0))).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(wire.fault(11, Wire.openStub(WorkWire.name("nosuch;a"), 4, 0))).isEqualTo(Wire.QUEUE_NOT_FOUND);
		assertThat(wire.fault(11, Wire.openStub(direct(), 4, 2))).isEqualTo(Wire.INVALID_PARAMETER);
	}

	/** [MS-MQRR] 3.1.4.11: it can be the target of moves, and be closed. */
	@Test
	void aHandleForMovingReadsNothing() throws Exception {
		put("one");
		byte[] target = work.openForMove(name).handle();
		assertThat(wire.read(target, 0, Wire.PEEK_CURRENT, 1).status()).isEqualTo(Wire.INVALID_HANDLE);
		assertThat(wire.read(target, 0, Wire.RECEIVE, 1).status()).isEqualTo(Wire.INVALID_HANDLE);
		assertThat(Wire.status(wire.call(4, Stub.of(target)))).isEqualTo(Wire.INVALID_HANDLE);
		assertThat(wire.purge(target)).isEqualTo(Wire.STATUS_ACCESS_DENIED);
		assertThat(work.move(target, work.openForMove(name + ";a").context(), first(handle), WorkWire.NONE))
				.isEqualTo(Wire.STATUS_ACCESS_DENIED);
		assertThat(wire.close(target)).isZero();
	}

	@Test
	void contextsAreRandom() throws Exception {
		long one = work.openForMove(name + ";a").context();
		long other = work.openForMove(name + ";a").context();
		assertThat(Long.bitCount(one ^ other)).isBetween(8, 56);
	}
}
