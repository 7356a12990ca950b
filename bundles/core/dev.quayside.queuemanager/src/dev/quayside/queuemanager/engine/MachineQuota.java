package dev.quayside.queuemanager.engine;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The quotas of the queue manager ([MS-MQDMPR] 3.1.1.1), kept in the store. All queues are counted only when a figure that
 * leaves out what was deleted since reaches the quota.
 */
final class MachineQuota {

	static final String TABLE = "manager";
	private static final String ALL = "quota";
	private static final String JOURNALS = "journalQuota";

	/** Bytes of all queues, with what is on its way in. */
	interface Bytes {

		long count() throws StoreException;
	}

	private final MessageStore store;
	private final Bytes actual;
	private volatile long kilobytes;
	private volatile long journalKilobytes;
	private long known = Long.MAX_VALUE / 2;

	MachineQuota(MessageStore store, Bytes actual) throws StoreException {
		this.store = store;
		this.actual = actual;
		Map<String, byte[]> values = store.table(TABLE);
		kilobytes = read(values.get(ALL));
		journalKilobytes = read(values.get(JOURNALS));
	}

	private static long read(byte[] value) {
		return value == null
				? QueueAttributes.UNLIMITED
				: Long.parseLong(new String(value, StandardCharsets.US_ASCII));
	}

	long kilobytes() {
		return kilobytes;
	}

	long journalKilobytes() {
		return journalKilobytes;
	}

	/** On disk when it returns. */
	void set(long all, long journals) throws StoreException {
		Stages.await(store.apply(List.of(put(ALL, all), put(JOURNALS, journals)), true));
		kilobytes = all;
		journalKilobytes = journals;
	}

	private static StoreChange put(String key, long value) {
		return new StoreChange.Put(TABLE, key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
	}

	/** Whether a message of this size, which its queue counts already, is within the quota. */
	boolean admit(int size) throws StoreException {
		return kilobytes == QueueAttributes.UNLIMITED || admit(size, kilobytes * 1024);
	}

	private synchronized boolean admit(int size, long limit) throws StoreException {
		if (known + size <= limit) {
			known += size;
			return true;
		}
		known = actual.count();
		return known <= limit;
	}
}
