package dev.quayside.queuemanager.store;

import java.util.List;
import java.util.UUID;

/**
 * What a store file holds, and what is wrong with it.
 *
 * @param cutOff
 *            whether the last write was cut off, as when the power goes: the version before counts, and nothing that was
 *            acknowledged is missing
 * @param fileBytes
 *            bytes on disk
 * @param chunks
 *            pieces of the file that the newest version needs
 * @param chunkBytes
 *            bytes of those; the others are free
 * @param messageBytes
 *            bytes of the packets of all messages
 * @param largeBodies
 *            bodies that are kept apart
 * @param values
 *            small values of all tables
 * @param damage
 *            a sentence for each damage, the first ones of many; empty: all is as it was written
 * @param damages
 *            how many there are
 */
public record StoreReport(UUID queueManagerId, int format, boolean cutOff, long fileBytes, long chunks, long chunkBytes,
		int queues,
		long messages, long messageBytes, long largeBodies, long values, List<String> damage, long damages) {

	public boolean isIntact() {
		return damages == 0;
	}
}
