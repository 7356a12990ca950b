package dev.quayside.admin.remote;

import dev.quayside.admin.ItemResult;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.ReceiveRequest;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.rpc.remoteread.MoveTarget;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes messages out of queues over RemoteRead. */
record MessageChanges(Calls calls) {

	Message receive(RemoteQueue open, ReceiveRequest request, int maxBody, MonitorWatch watch)
			throws QueueManagerException, MqException, RpcException {
		long requestId = open.newRequestId();
		CallOptions waiting = watch.within(request.timeout().plus(calls.settings().callTimeout()));
		RemoteMessage message;
		try {
			message = request.lookupId().isPresent()
					? open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, request.lookupId().get().value(), requestId,
							maxBody, waiting)
					: open.read(ReceiveAction.RECEIVE, 0, request.timeout().toMillis(), requestId, maxBody, waiting);
		} catch (RpcCancelledException | RpcTimeoutException e) {
			Calls.quietly(() -> open.cancel(requestId, Calls.LAST_CALL));
			throw e;
		}
		Optional<RpcClient> client = calls.link().current();
		try {
			open.end(requestId, !request.giveBack(), watch.finishing());
		} catch (RpcConnectException | RpcTimeoutException | RpcCancelledException e) {
			if (!(e instanceof RpcCancelledException)) {
				calls.link().drop(client);
			}
			throw new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"Message " + new LookupId(message.lookupId()) + " was read from " + open.name().text() + ", and "
							+ (request.giveBack() ? "giving it back" : "taking it") + " was not confirmed: "
							+ e.getMessage(),
					"Look whether the message is still in the queue", e);
		}
		return Summaries.message(message);
	}

	void delete(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		calls.run("Cannot delete from " + queue + " on " + calls.settings().address(), monitor,
				watch -> calls.using(queue, watch, open -> {
					MessageWindow.run(ids, id -> one("delete", id, () -> delete(open, id, watch)), consumer, monitor);
					return null;
				}));
	}

	private static void delete(RemoteQueue open, LookupId id, MonitorWatch watch) throws MqException, RpcException {
		long requestId = open.newRequestId();
		open.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, id.value(), requestId, 0, watch.options());
		open.end(requestId, true, watch.finishing());
	}

	void move(String queue, String target, List<LookupId> ids, Consumer<ItemResult> consumer,
			IProgressMonitor monitor) throws QueueManagerException {
		FormatName to = QueueNames.formatName(calls.settings().address(), target);
		String what = "Cannot move from " + queue + " to " + target + " on " + calls.settings().address();
		calls.run(what, monitor, watch -> calls.using(queue, watch, open -> {
			MoveTarget place = MoveTarget.open(calls.link().remoteRead(watch.options()), to, RemoteConnection.CLIENT,
					watch.options());
			try {
				MessageWindow.run(ids,
						id -> related(one("move", id, () -> open.move(id.value(), place, watch.finishing()))), consumer,
						monitor);
				return null;
			} finally {
				Calls.quietly(() -> place.close(Calls.LAST_CALL));
			}
		}));
	}

	/** The protocol has one word for queues that do not belong together ([MS-MQRR] 3.1.4.10). */
	private static ItemResult related(ItemResult result) {
		boolean isUnrelated = result.failure()
				.filter(e -> e.status().equals(MqStatus.STATUS_INVALID_PARAMETER.toString())).isPresent();
		if (!isUnrelated) {
			return result;
		}
		QueueManagerException e = result.failure().get();
		return ItemResult.failed(result.lookupId(), new QueueManagerException(QueueManagerException.Kind.INVALID,
				e.getMessage(), "Messages move between a queue and its own subqueues only", e.status(), e));
	}

	void reject(String queue, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
			throws QueueManagerException {
		String what = "Cannot reject messages of " + queue + " on " + calls.settings().address();
		QueueObjects objects = new QueueObjects(calls.link());
		calls.run(what, monitor, watch -> calls.using(queue, watch, open -> {
			QmCommClient transactions = objects.client(watch.options());
			Optional<String> whyNot = objects.whyNot(watch.options());
			if (whyNot.isPresent()) {
				throw new QueueManagerException(QueueManagerException.Kind.FAILED, what + ": " + whyNot.get(),
						"Delete the messages instead, or have a program on the machine reject them", null);
			}
			MessageWindow.run(ids, id -> one("reject", id, () -> reject(transactions, open, id, watch)), consumer,
					monitor);
			return null;
		}));
	}

	/**
	 * In a unit of work of its own, so that one that fails does not stop the rest. One that cannot be committed could be
	 * tried again; until then it would hold the message.
	 */
	private static void reject(QmCommClient transactions, RemoteQueue open, LookupId id, MonitorWatch watch)
			throws MqException, RpcException {
		QmCommClient.Transaction transaction = transactions.begin(UnitOfWork.random(), watch.options());
		boolean committed = false;
		try {
			RemoteQueue within = open.within(transaction.unit());
			long requestId = within.newRequestId();
			within.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, id.value(), requestId, 0, watch.options());
			within.end(requestId, true, watch.options());
			within.reject(id.value(), watch.options());
			transaction.commit(watch.finishing());
			committed = true;
		} finally {
			if (!committed) {
				Calls.quietly(() -> transaction.abort(Calls.LAST_CALL));
			}
		}
	}

	/** What is done with one message. */
	interface Change {

		void run() throws MqException, RpcException;
	}

	/** A refusal is the result for this message; what the connection does to it ends it all. */
	static ItemResult one(String verb, LookupId id, Change change) throws RpcException {
		try {
			change.run();
			return ItemResult.done(id);
		} catch (MqException e) {
			return ItemResult.failed(id,
					Failures.of(new MqException(e.status(), "Cannot " + verb + " message " + id)));
		}
	}
}
