package dev.quayside.queuemanager.store;

import java.util.List;
import java.util.function.Consumer;

/** The queue manager under a {@link Load}: in this process or behind the wire. */
interface LoadTarget extends AutoCloseable {

	/** Sends messages that are called so; one that was sent before is only waited for. */
	void send(int sender, List<String> ids, Consumer<String> acknowledged) throws Exception;

	/** Messages of a sender that were sent in an earlier round and are not acknowledged yet. */
	List<String> unfinished(int sender);

	/** Whether so many messages wait that the senders should. */
	boolean isFull();

	/** For one thread. */
	LoadClient client() throws Exception;

	/** Whether a failure only says that the disk or the queue manager has gone, as it was meant to. */
	boolean isExpected(Exception failure);

	@Override
	void close();
}
