package dev.quayside.rpc.security.kerberos;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Authenticators that were seen lately ([RFC 4120] 3.2.3, [MS-KILE] 3.1.1.1). When it is full it forgets the oldest: three
 * legs, and keys that the acceptor chooses, let nobody gain from a repeated authenticator all the same.
 */
final class ReplayCache {

	static final int MAX_ENTRIES = 65_536;

	private final Duration memory;
	private final Map<ByteBuffer, Instant> seen = new LinkedHashMap<>();

	/**
	 * @param memory
	 *            how long an authenticator could be accepted after it was seen
	 */
	ReplayCache(Duration memory) {
		this.memory = memory;
	}

	/** Whether these encrypted bytes are new. */
	synchronized boolean add(byte[] authenticator, Instant now) {
		Iterator<Instant> oldest = seen.values().iterator();
		while (oldest.hasNext() && (oldest.next().plus(memory).isBefore(now) || seen.size() >= MAX_ENTRIES)) {
			oldest.remove();
		}
		return seen.putIfAbsent(digest(authenticator), now) == null;
	}

	synchronized int size() {
		return seen.size();
	}

	private static ByteBuffer digest(byte[] bytes) {
		try {
			return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
