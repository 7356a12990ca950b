package dev.quayside.rpc.server;

import java.util.Iterator;
import java.util.List;

/** What a client of good will sends on one connection, in steps. */
interface Conversation {

	/**
	 * The fragments of the next step, in the order of the wire.
	 *
	 * @param answers
	 *            what the server has sent since the last step
	 * @return empty at the end, or where the answers leave nothing to say
	 */
	List<byte[]> next(List<byte[]> answers);

	/** One that does not depend on the answers. */
	static Conversation of(List<List<byte[]>> steps) {
		Iterator<List<byte[]>> rest = steps.iterator();
		return answers -> rest.hasNext() ? rest.next() : List.of();
	}
}
