package dev.quayside.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What a store holds, and what is wrong with it.
 *
 * @param data
 *            folder of the queue manager
 * @param format
 *            number of the file format
 * @param cutOff
 *            whether the last write was cut off, as when the power goes: the version before counts, and nothing that was
 *            acknowledged is missing
 * @param size
 *            of the file and of what is in it
 * @param damages
 *            0: everything is as it was written
 * @param damage
 *            a sentence for each damage, the first hundred
 */
public record StoreCheck(Path data, UUID queueManagerId, int format, boolean cutOff, Size size,
		long damages, List<String> damage) {

	/**
	 * How much there is.
	 *
	 * @param chunks
	 *            pieces of the file that are needed
	 * @param bytesInChunks
	 *            bytes of those; the others of the file are free
	 * @param queues
	 *            of every kind, journals and outgoing ones included
	 * @param bytesInMessages
	 *            of their packets
	 * @param largeBodies
	 *            bodies that are kept apart from their messages
	 * @param values
	 *            small values, such as sequences of senders
	 */
	public record Size(long bytesInFile, long chunks, long bytesInChunks, int queues, long messages,
			long bytesInMessages, long largeBodies, long values) {}

	public boolean isIntact() {
		return damages == 0;
	}
}
