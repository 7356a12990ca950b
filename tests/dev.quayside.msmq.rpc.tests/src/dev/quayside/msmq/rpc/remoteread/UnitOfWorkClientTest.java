package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.FakeChannel;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer.Type;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a client sends to move, and within a unit of work ([MS-MQRR] 3.2.4.2, 3.2.4.4.2, 3.2.4.5, 3.2.4.6). */
class UnitOfWorkClientTest {

	private static final FormatName NAME = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");
	private static final FormatName SUBQUEUE = FormatName.parse("DIRECT=OS:srv01\\private$\\orders;bad");
	private static final ContextHandle HANDLE = new ContextHandle(0, new UUID(1, 2));
	private static final ContextHandle TARGET = new ContextHandle(0, new UUID(5, 6));
	private static final CallOptions OPTIONS = CallOptions.defaults();
	private static final UUID CLIENT = new UUID(3, 4);
	private static final UnitOfWork UNIT = new UnitOfWork(7, 8);

	private final List<Object> sent = new ArrayList<>();
	private Returned<RemoteRead.Received> answer = Returned.failed(MqStatus.IO_TIMEOUT);
	private Returned<Void> outcome = Returned.ok(null);
	private final FakeChannel channel = new FakeChannel().on(RemoteRead.OPEN_QUEUE, in -> HANDLE)
			.on(RemoteRead.OPEN_QUEUE_FOR_MOVE, in -> noted(in, new OpenedForMove(42, TARGET)))
			.on(RemoteRead.START_TRANSACTIONAL_RECEIVE, in -> noted(in, answer))
			.on(RemoteRead.END_TRANSACTIONAL_RECEIVE, in -> noted(in, outcome))
			.on(RemoteRead.MOVE_MESSAGE, in -> noted(in, outcome))
			.on(RemoteRead.ENLIST_TRANSACTION, in -> noted(in, outcome))
			.on(RemoteRead.SET_USER_ACKNOWLEDGEMENT_CLASS, in -> noted(in, outcome))
			.on(RemoteRead.CLOSE_QUEUE, in -> noted(in, Returned.ok(ContextHandle.NULL)));
	private RemoteQueue queue;

	private <T> T noted(Object in, T result) {
		sent.add(in);
		return result;
	}

	@BeforeEach
	void open() throws Exception {
		queue = RemoteQueue.open(channel, NAME, RemoteRead.Access.RECEIVE, false, CLIENT, OPTIONS);
	}

	@Test
	void aReceiveWithinAUnitOfWorkNamesIt() {
		assertThat(catchThrowableOfType(MqException.class,
				() -> queue.within(UNIT).read(ReceiveAction.RECEIVE, 3, 1500, 9, 10, OPTIONS)).status())
				.isEqualTo(MqStatus.IO_TIMEOUT);
		assertThat(sent).containsExactly(
				new TransactionalRequest(new RemoteRead.ReceiveRequest(HANDLE, 0, 3, 0, 1500, 9, 10, 10), UNIT));
	}

	@Test
	void itIsEndedAsItWasBegun() throws Exception {
		queue.within(UNIT).end(9, true, OPTIONS);
		queue.within(UNIT).end(10, false, OPTIONS);
		assertThat(sent).containsExactly(new RemoteRead.EndRequest(HANDLE, true, 9),
				new RemoteRead.EndRequest(HANDLE, false, 10));
	}

	/** [MS-MQRR] 3.2.4.4.2. */
	@Test
	void aMessageThatCannotBeReadIsGivenBack() {
		answer = Returned.ok(
				new RemoteRead.Received(1, 1, List.of(new SectionBuffer(Type.FULL_PACKET, 3, new byte[3]))));
		RemoteQueue within = queue.within(UNIT);
		assertThatThrownBy(() -> within.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, 1, 17, 10, OPTIONS))
				.isInstanceOf(RpcProtocolException.class);
		assertThat(sent).last().isEqualTo(new RemoteRead.EndRequest(HANDLE, false, 17));
	}

	@Test
	void requestIdsAreSharedWithTheQueueItself() {
		assertThat(queue.newRequestId()).isNotEqualTo(queue.within(UNIT).newRequestId());
	}

	@Test
	void aTargetIsOpenedForMoving() throws Exception {
		MoveTarget target = MoveTarget.open(channel, SUBQUEUE, CLIENT, OPTIONS);
		assertThat(sent).containsExactly(new RemoteRead.OpenRequest(QueueFormat.of(SUBQUEUE), 4, 0, CLIENT, true,
				new RemoteRead.OpenRequest.Version(6, 1, 7601), true));
		target.close(OPTIONS);
		assertThat(sent).last().isEqualTo(TARGET);
	}

	@Test
	void aTargetThatIsRefusedSaysWhy() {
		channel.on(RemoteRead.OPEN_QUEUE_FOR_MOVE, in -> {
			throw new RpcFaultException(new FaultStatus(MqStatus.QUEUE_NOT_FOUND.code()));
		});
		assertThat(catchThrowableOfType(MqException.class, () -> MoveTarget.open(channel, SUBQUEUE, CLIENT, OPTIONS)))
				.hasMessageContaining("orders;bad").hasMessageContaining("MQ_ERROR_QUEUE_NOT_FOUND");
	}

	@Test
	void aMoveGoesToTheContextOfItsTarget() throws Exception {
		MoveTarget target = MoveTarget.open(channel, SUBQUEUE, CLIENT, OPTIONS);
		sent.clear();
		queue.move(5, target, OPTIONS);
		queue.within(UNIT).move(6, target, OPTIONS);
		assertThat(sent).containsExactly(new MoveRequest(HANDLE, 42, 5, UnitOfWork.NONE),
				new MoveRequest(HANDLE, 42, 6, UNIT));
	}

	@Test
	void aRejectionNamesTheMessage() throws Exception {
		queue.within(UNIT).reject(5, OPTIONS);
		assertThat(sent).containsExactly(new UserAcknowledgement(HANDLE, 5, 0xC004));
	}

	@Test
	void anEnlistmentCarriesItsToken() throws Exception {
		queue.enlist(UNIT, new byte[]{ 1, 2, 3 }, OPTIONS);
		EnlistRequest request = (EnlistRequest) sent.get(0);
		assertThat(request.unit()).isEqualTo(UNIT);
		assertThat(request.token()).containsExactly(1, 2, 3);
		assertThat(request.queue()).isEqualTo(QueueFormat.of(NAME));
	}

	@Test
	void aFailureIsARefusalWithItsStatus() throws Exception {
		outcome = Returned.failed(MqStatus.MESSAGE_NOT_FOUND);
		MoveTarget target = MoveTarget.open(channel, SUBQUEUE, CLIENT, OPTIONS);
		for (ThrowingCallable call : List.<ThrowingCallable>of(
				() -> queue.move(5, target, OPTIONS), () -> queue.reject(5, OPTIONS),
				() -> queue.within(UNIT).end(5, true, OPTIONS), () -> queue.enlist(UNIT, new byte[1], OPTIONS))) {
			assertThat(catchThrowableOfType(MqException.class, call).status()).isEqualTo(MqStatus.MESSAGE_NOT_FOUND);
		}
	}
}
