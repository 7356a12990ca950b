package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.Transactions;
import dev.quayside.queuemanager.services.Wire.Answer;
import dev.quayside.queuemanager.store.StoredMessage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/** Receives within a unit of work, and how they end ([MS-MQRR] 3.1.4.12 to 3.1.4.15, 3.1.6). */
class TransactionalReceiveTest extends WireTest {

	private final UnitOfWork unit = UnitOfWork.random();
	private WorkWire work;
	private String transactional;
	private byte[] handle;
	private Transactions transactions;

	@BeforeEach
	void open() throws Exception {
		work = new WorkWire(wire);
		transactional = "tx" + name;
		create(QueueAttributes.named(transactional).withTransactional(true));
		for (String label : new String[]{ "one", "two" }) {
			Messages.put(manager, transactional, 0, label);
		}
		handle = wire.open(transactional, Wire.RECEIVE_ACCESS);
		transactions = manager.server().manager().transactions();
	}

	private Answer receive(long request) throws Exception {
		return work.receive(handle, Wire.RECEIVE, 0, request, unit.bytes());
	}

	private Answer peek() throws Exception {
		return wire.read(handle, 0, Wire.PEEK_CURRENT, 0);
	}

	@Test
	void aUnitOfWorkTakesItsMessageWhenItIsCommitted() throws Exception {
		transactions.begin(unit, this);
		Answer one = receive(1);
		assertThat(one.label()).isEqualTo("one");
		assertThat(work.end(handle, Wire.ACK, 1)).isZero();
		assertThat(peek().label()).isEqualTo("two");
		assertThat(Messages.queue(manager, transactional).count()).as("still there").isEqualTo(2);
		transactions.commit(unit).toCompletableFuture().join();
		assertThat(Messages.queue(manager, transactional).count()).isEqualTo(1);
	}

	@Test
	void aUnitOfWorkThatIsRolledBackGivesItsMessageBackAndCounts() throws Exception {
		transactions.begin(unit, this);
		receive(1);
		work.end(handle, Wire.ACK, 1);
		transactions.abort(unit).toCompletableFuture().join();
		Answer again = peek();
		assertThat(again.label()).isEqualTo("one");
		byte[] target = work.openForMove(transactional + ";a").handle();
		assertThat(wire.close(target)).isZero();
		long context = work.openForMove(transactional + ";a").context();
		assertThat(work.move(handle, context, again.lookupId(), WorkWire.NONE)).isZero();
		byte[] moved = wire.open(WorkWire.name(transactional + ";a"), Wire.PEEK_ACCESS, 0);
		byte[] whole = wire.read(moved, 0, Wire.PEEK_CURRENT, 0).sections().get(0).data();
		assertThat(MessagePacket.parse(whole).remoteRead().orElseThrow().counters().aborts()).isEqualTo(1);
	}

	@Test
	void aNegativeAcknowledgementGivesTheMessageBack() throws Exception {
		transactions.begin(unit, this);
		receive(1);
		assertThat(work.end(handle, Wire.NACK, 1)).isZero();
		assertThat(peek().label()).isEqualTo("one");
		transactions.commit(unit).toCompletableFuture().join();
		assertThat(Messages.queue(manager, transactional).count()).isEqualTo(2);
	}

	/** A unit of work that was not begun begins with its first receive, and ends with its client. */
	@Test
	void aUnitOfWorkThatIsNotKnownBegins() throws Exception {
		try (Wire other = new Wire(manager.server().rpcPort())) {
			byte[] opened = other.open(transactional, Wire.RECEIVE_ACCESS);
			WorkWire otherWork = new WorkWire(other);
			assertThat(otherWork.receive(opened, Wire.RECEIVE, 0, 1, unit.bytes()).label()).isEqualTo("one");
			assertThat(otherWork.end(opened, Wire.ACK, 1)).isZero();
			assertThat(otherWork.receive(opened, Wire.RECEIVE, 0, 2, unit.bytes()).label()).isEqualTo("two");
			assertThat(transactions.contains(unit)).isTrue();
			assertThat(other.close(opened)).isZero();
			assertThat(peek().label()).as("not acknowledged").isEqualTo("two");
		}
		Await.until(() -> peek().label().equals("one"));
		assertThat(transactions.contains(unit)).isFalse();
	}

	@Test
	void aReceiveThatFailsBeginsNothing() throws Exception {
		assertThat(work.receive(handle, Wire.LOOKUP_RECEIVE_CURRENT, 1, 1, unit.bytes()).status())
				.isEqualTo(Wire.MESSAGE_NOT_FOUND);
		assertThat(transactions.contains(unit)).isFalse();
	}

	@Test
	void withoutAUnitOfWorkItIsAnOrdinaryReceive() throws Exception {
		assertThat(work.receive(handle, Wire.RECEIVE, 0, 1, WorkWire.NONE).label()).isEqualTo("one");
		assertThat(work.end(handle, Wire.ACK, 1)).isZero();
		assertThat(Messages.queue(manager, transactional).count()).isEqualTo(1);
		assertThat(work.receive(handle, Wire.PEEK_CURRENT, 0, 1, WorkWire.NONE).label()).isEqualTo("two");
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.LOOKUP_RECEIVE_CURRENT, Wire.LOOKUP_RECEIVE_NEXT, Wire.LOOKUP_RECEIVE_PREV })
	void lookupsReceiveWithinAUnitOfWork(int action) throws Exception {
		transactions.begin(unit, this);
		Messages.put(manager, transactional, 0, "three");
		long two = wire.lookup(handle, peek().lookupId(), Wire.LOOKUP_PEEK_NEXT, 0).lookupId();
		Answer taken = work.receive(handle, action, two, 1, unit.bytes());
		assertThat(taken.status()).isZero();
		assertThat(work.end(handle, Wire.ACK, 1)).isZero();
		transactions.commit(unit).toCompletableFuture().join();
		assertThat(wire.lookup(handle, taken.lookupId(), Wire.LOOKUP_PEEK_CURRENT, 0).status())
				.isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(ints = { Wire.PEEK_CURRENT, Wire.LOOKUP_PEEK_CURRENT, Wire.LOOKUP_PEEK_NEXT, Wire.LOOKUP_PEEK_PREV })
	void peeksArePartOfNoUnitOfWork(int action) throws Exception {
		long lookup = action == Wire.PEEK_CURRENT ? 0 : peek().lookupId();
		assertThat(work.receive(handle, action, lookup, 1, unit.bytes()).status()).isEqualTo(Wire.TRANSACTION_USAGE);
	}

	@Test
	void aQueueThatIsNotTransactionalHasNoUnitOfWork() throws Exception {
		put("plain");
		byte[] plain = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(work.receive(plain, Wire.RECEIVE, 0, 1, unit.bytes()).status()).isEqualTo(Wire.TRANSACTION_USAGE);
		assertThat(transactions.contains(unit)).isFalse();
	}

	@Test
	void parametersAreCheckedBeforeAnythingElse() throws Exception {
		put("plain");
		byte[] plain = wire.open(name, Wire.RECEIVE_ACCESS);
		assertThat(work.receive(plain, 0x77, 0, 1, unit.bytes()).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(work.receive(plain, Wire.RECEIVE, 5, 1, unit.bytes()).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(Wire.answer(wire.call(13, WorkWire.receiveStub(plain, 0, 99, Wire.RECEIVE, 0, 1, unit.bytes())))
				.status()).as("the cursor before the queue").isEqualTo(Wire.STATUS_INVALID_HANDLE);
	}

	@Test
	void aMessageIsRejectedIntoTheDeadLetterQueueWithItsReason() throws Exception {
		transactions.begin(unit, this);
		Messages.put(manager, transactional, 0, ownMessage());
		long last = wire.lookup(handle, -1, Wire.LOOKUP_PEEK_PREV, 0).lookupId();
		work.receive(handle, Wire.LOOKUP_RECEIVE_CURRENT, last, 1, unit.bytes());
		work.end(handle, Wire.ACK, 1);
		assertThat(work.setClass(handle, last, WorkWire.REJECTED)).isZero();
		transactions.commit(unit).toCompletableFuture().join();
		assertThat(wire.lookup(handle, last, Wire.LOOKUP_PEEK_CURRENT, 0).status()).isEqualTo(Wire.MESSAGE_NOT_FOUND);
		byte[] dead = wire.open(Stub.direct(3, 0x83, "OS:localhost\\system$;deadxact"), Wire.PEEK_ACCESS, 0);
		byte[] whole = wire.read(dead, 0, Wire.PEEK_CURRENT, 0).sections().get(0).data();
		MessagePacket message = MessagePacket.parse(whole);
		assertThat(message.properties().label()).isEqualTo("bad");
		assertThat(message.properties().messageClass()).isEqualTo(MessageClass.NACK_RECEIVE_REJECTED);
	}

	/** A transactional message that was sent from here, and is to come back if it fails. */
	private static StoredMessage ownMessage() {
		StoredMessage message = Messages.stored("bad",
				builder -> builder.transaction(new TransactionHeader(12, 1, 1, 0, Optional.empty())).journal(0x100));
		Guids.put(ByteBuffer.wrap(message.packet()).position(16), manager.server().id());
		return message.withNeedsWork(true);
	}

	@Test
	void onlyWhatAUnitOfWorkHasReceivedIsRejected() throws Exception {
		long one = peek().lookupId();
		assertThat(work.setClass(handle, one, WorkWire.REJECTED)).isEqualTo(Wire.TRANSACTION_USAGE);
		wire.read(handle, 0, Wire.RECEIVE, 1);
		assertThat(work.setClass(handle, one, WorkWire.REJECTED)).isEqualTo(Wire.TRANSACTION_USAGE);
		assertThat(work.setClass(handle, 1, WorkWire.REJECTED)).isEqualTo(Wire.MESSAGE_NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 0x8000, 0x8004, 0xC002, 0xC005, 0xFFFF })
	void aMessageGetsNoOtherClass(int messageClass) throws Exception {
		transactions.begin(unit, this);
		long one = receive(1).lookupId();
		assertThat(work.setClass(handle, one, messageClass)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(work.setClass(handle, one, 0)).isZero();
	}

	@Test
	void thereIsNothingToEnd() throws Exception {
		assertThat(work.end(handle, Wire.ACK, 1)).isEqualTo(Wire.INVALID_HANDLE);
		transactions.begin(unit, this);
		receive(7);
		assertThat(work.end(handle, Wire.ACK, 8)).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(work.end(handle, Wire.ACK, 7)).isZero();
		assertThat(work.end(handle, Wire.ACK, 7)).isEqualTo(Wire.INVALID_HANDLE);
	}

	@Test
	void aRequestIdIsUsedOnceAtATime() throws Exception {
		transactions.begin(unit, this);
		receive(7);
		assertThat(receive(7).status()).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(wire.read(handle, 0, Wire.RECEIVE, 7).status()).isEqualTo(Wire.INVALID_PARAMETER);
	}

	/** [MS-MQRR] 3.1.6.2: a receive that was not ended leaves its unit of work. */
	@Test
	void aQueueThatIsClosedGivesBackWhatWasNotAcknowledged() throws Exception {
		transactions.begin(unit, this);
		receive(1);
		work.end(handle, Wire.ACK, 1);
		receive(2);
		wire.close(handle);
		handle = wire.open(transactional, Wire.RECEIVE_ACCESS);
		assertThat(peek().label()).isEqualTo("two");
		transactions.commit(unit).toCompletableFuture().join();
		assertThat(Messages.queue(manager, transactional).count()).isEqualTo(1);
	}

	/** A token of version 1 with an address of {@code rest} bytes. */
	private byte[] token(int rest) {
		byte[] token = new byte[76 + rest];
		token[0] = 1;
		token[4] = 1;
		System.arraycopy(unit.bytes(), 0, token, 8, 16);
		token[32] = (byte) rest;
		return token;
	}

	@Test
	void aTransactionOfACoordinatorIsRecognisedAndRefused() throws Exception {
		assertThat(work.enlist(unit.bytes(), token(100))).isEqualTo(WorkWire.DTC_CONNECT);
		assertThat(transactions.contains(unit)).isFalse();
	}

	@Test
	void aTokenOfNothingCannotBeImported() throws Exception {
		byte[] noise = new byte[131_072];
		new Random(1).nextBytes(noise);
		assertThat(work.enlist(unit.bytes(), noise)).isEqualTo(WorkWire.TRANSACTION_IMPORT);
		assertThat(work.enlist(WorkWire.unit(9), token(100))).as("of another one")
				.isEqualTo(WorkWire.TRANSACTION_IMPORT);
		byte[] torn = token(100);
		torn[32] = 101;
		assertThat(work.enlist(unit.bytes(), torn)).isEqualTo(WorkWire.TRANSACTION_IMPORT);
		assertThat(work.enlist(unit.bytes(), new byte[75])).isEqualTo(WorkWire.TRANSACTION_IMPORT);
		assertThat(work.enlist(WorkWire.NONE, token(100))).isEqualTo(Wire.INVALID_PARAMETER);
		assertThat(work.enlist(unit.bytes(), new byte[0])).isEqualTo(Wire.INVALID_PARAMETER);
	}
}
