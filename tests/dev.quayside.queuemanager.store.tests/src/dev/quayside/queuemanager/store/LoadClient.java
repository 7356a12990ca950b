package dev.quayside.queuemanager.store;

import java.util.Optional;

/**
 * What one thread of a {@link Load} does with a queue manager. Between {@link #begin} and {@link #commit} or {@link #abort}
 * all of it belongs to that unit of work.
 */
interface LoadClient extends AutoCloseable {

	/** So long a reader waits for a message. */
	long PATIENCE_MILLIS = 5;

	/** A message that was read. */
	record Taken(String queue, long requestId, long lookupId, String id) {}

	/** The next message, which the reader has now; none if there is none for a moment. */
	Optional<Taken> receive(String queue) throws Exception;

	Optional<Taken> peek(String queue) throws Exception;

	/** Takes what was received. */
	void end(Taken taken) throws Exception;

	/** What was taken goes to a dead-letter queue. */
	void reject(Taken taken) throws Exception;

	/** Whether it could be moved: another one may have it. */
	boolean move(Taken seen, String target) throws Exception;

	void begin() throws Exception;

	void commit() throws Exception;

	void abort() throws Exception;

	@Override
	void close();
}
