package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.queuemanager.store.MessageHistory;
import dev.quayside.queuemanager.store.StoreException;

import org.junit.jupiter.api.BeforeEach;

import java.util.concurrent.CompletionStage;

/** A transactional queue with a unit of work. */
abstract class UnitOfWorkCase extends EngineTest {

	final UnitOfWork work = UnitOfWork.random();
	final Object owner = new Object();

	@BeforeEach
	void transactional() throws Exception {
		open.close();
		queue = manager.create(QueueAttributes.named("t").withTransactional(true));
		stored = store.queue(queue.number());
		open = queue.open(true, false);
		manager.transactions().begin(work, owner);
	}

	CompletionStage<QueueMessage> receiveWithin(UnitOfWork in, long requestId) {
		return open.read(request(ReadRequest.Action.RECEIVE, requestId, 0).within(in));
	}

	/** Receives within the unit of work and says that it came. */
	String take(long requestId) {
		String label = label(receiveWithin(work, requestId));
		done(open.endTransactional(requestId, true));
		return label;
	}

	void commit() {
		done(manager.transactions().commit(work));
	}

	void abort() {
		done(manager.transactions().abort(work));
	}

	MessageHistory history() throws StoreException {
		return stored.read(stored.first().getAsLong(), false).history();
	}

	OpenQueue sub(String name) throws Exception {
		return manager.openForMove(FormatName.direct("x", QueuePath.parse("private$\\t;" + name)), QueueClient.OWN);
	}
}
