package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.EnlistRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.OpenRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcFaultException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

/** Internal transactions, and queues that are opened to be purged ([MS-MQMP] 3.1.4.13 to 3.1.4.18, 3.1.4.22). */
class QmCommTransactionsTest extends QmCommTest {

	private static final int CONTEXT_MISMATCH = 0x1C00001A;

	private final UnitOfWork unit = UnitOfWork.random();

	private static QueueManager engine() {
		return manager.server().manager();
	}

	private static int fault(ThrowingCallable call) {
		return catchThrowableOfType(RpcFaultException.class, call).status().code();
	}

	@Test
	void aTransactionIsBegunAndCommitted() throws Exception {
		Returned<ContextHandle> begun = channel.call(QmComm.ENLIST_INTERNAL_TRANSACTION, unit, OPTIONS);
		assertThat(engine().transactions().contains(unit)).isTrue();
		Returned<ContextHandle> ended = channel.call(QmComm.COMMIT_TRANSACTION, begun.orThrow(""), OPTIONS);
		assertThat(ended.orThrow("")).isEqualTo(ContextHandle.NULL);
		assertThat(engine().transactions().contains(unit)).isFalse();
		assertThat(fault(() -> channel.call(QmComm.COMMIT_TRANSACTION, begun.value(), OPTIONS)))
				.isEqualTo(CONTEXT_MISMATCH);
	}

	@Test
	void aTransactionIsRolledBack() throws Exception {
		QmCommClient.Transaction transaction = client.begin(unit, OPTIONS);
		transaction.abort(OPTIONS);
		assertThat(engine().transactions().contains(unit)).isFalse();
		assertThat(fault(() -> transaction.abort(OPTIONS))).isEqualTo(CONTEXT_MISMATCH);
	}

	@Test
	void aUnitOfWorkIsBegunOnce() throws Exception {
		QmCommClient.Transaction transaction = client.begin(unit, OPTIONS);
		assertThat(refusal(() -> client.begin(unit, OPTIONS)).code()).as("MQ_ERROR_TRANSACTION_SEQUENCE")
				.isEqualTo(0xC00E0051);
		transaction.commit(OPTIONS);
		client.begin(unit, OPTIONS).abort(OPTIONS);
	}

	@Test
	void aUnitOfWorkHasAnIdentifier() {
		assertThat(refusal(() -> client.begin(UnitOfWork.NONE, OPTIONS))).isEqualTo(MqStatus.INVALID_PARAMETER);
	}

	/** [MS-MQMP] 3.1.7.3. */
	@Test
	void aTransactionEndsWithItsClient() throws Exception {
		client.begin(unit, OPTIONS);
		rpc.close();
		Await.until(() -> !engine().transactions().contains(unit));
	}

	@Test
	void externalTransactionsAreRefused() throws Exception {
		EnlistRequest request = new EnlistRequest(unit, new byte[131_072]);
		assertThat(channel.call(QmComm.ENLIST_TRANSACTION, request, OPTIONS).status())
				.isEqualTo(MqStatus.TRANSACTION_ENLIST);
		client.begin(unit, OPTIONS);
		assertThat(channel.call(QmComm.ENLIST_TRANSACTION, request, OPTIONS).status()).isEqualTo(MqStatus.OK);
	}

	private Returned<Opened> open(long access, long shareMode, OpenRequest.Remote remote) throws Exception {
		return channel.call(QmComm.OPEN_QUEUE,
				new OpenRequest(QueueFormat.of(format()), access, shareMode, remote, 7, UUID.randomUUID(), "client"),
				OPTIONS);
	}

	@Test
	void aQueueIsPurged() throws Exception {
		put("one", "two");
		client.purge(format(), UUID.randomUUID(), OPTIONS);
		assertThat(queue.count()).isZero();
		assertThat(queue.clients()).isEmpty();
	}

	@Test
	void whatIsOpenForPeekingIsNotPurged() throws Exception {
		put("one");
		ContextHandle handle = open(QmComm.Access.PEEK, 0, OpenRequest.Remote.NONE).orThrow("").handle();
		assertThat(channel.call(QmComm.PURGE_QUEUE, handle, OPTIONS).status()).isEqualTo(MqStatus.STATUS_ACCESS_DENIED);
		assertThat(queue.count()).isEqualTo(1);
		assertThat(channel.call(QmComm.CLOSE_HANDLE, handle, OPTIONS).orThrow("")).isEqualTo(ContextHandle.NULL);
		assertThat(fault(() -> channel.call(QmComm.PURGE_QUEUE, handle, OPTIONS))).isEqualTo(CONTEXT_MISMATCH);
	}

	@Test
	void aQueueIsSharedOrNot() throws Exception {
		open(QmComm.Access.RECEIVE, 1, OpenRequest.Remote.NONE).orThrow("");
		assertThat(open(QmComm.Access.RECEIVE, 0, OpenRequest.Remote.NONE).status())
				.isEqualTo(MqStatus.SHARING_VIOLATION);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 3, 0x21, 0x80, 0x100, 0xFFFFFFFFL })
	void anAccessThatThereIsNotIsInvalid(long access) throws Exception {
		assertThat(open(access, 0, OpenRequest.Remote.NONE).status().isError()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "2, 0, 0xC00E0045", "1, 2, 0xC00E0006", "0x81, 0, 0xC00E0003" })
	void whatCannotBeOpenedIsRefused(String access, long shareMode, String status) throws Exception {
		assertThat(open(Long.decode(access), shareMode, OpenRequest.Remote.NONE).status())
				.isEqualTo(MqStatus.parse(status).orElseThrow());
	}

	@Test
	void queuesOfOthersAreNotOpened() throws Exception {
		assertThat(open(1, 0, new OpenRequest.Remote(1, 0, 0)).status()).isEqualTo(MqStatus.INVALID_PARAMETER);
	}

	/** [MS-MQMP] 3.1.4: handles of another kind. */
	@Test
	void aHandleOfATransactionIsNoQueue() throws Exception {
		ContextHandle handle = channel.call(QmComm.ENLIST_INTERNAL_TRANSACTION, unit, OPTIONS).orThrow("");
		assertThat(fault(() -> channel.call(QmComm.PURGE_QUEUE, handle, OPTIONS))).isEqualTo(CONTEXT_MISMATCH);
		assertThat(fault(() -> channel.call(QmComm.CLOSE_HANDLE, ContextHandle.NULL, OPTIONS)))
				.isEqualTo(CONTEXT_MISMATCH);
	}
}
