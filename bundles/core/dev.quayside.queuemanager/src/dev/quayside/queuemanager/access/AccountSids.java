package dev.quayside.queuemanager.access;

import dev.quayside.msmq.security.Sid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * SIDs of the accounts of a queue manager: always the same for a name, and no other queue manager's. The domain is not in
 * it, for callers may give any.
 */
final class AccountSids {

	private static final int NT_AUTHORITY = 5;
	private static final long NOT_UNIQUE = 21;
	/** Numbers below are for accounts that every machine has. */
	private static final int FIRST = 1_000;

	private final Sid machine;

	AccountSids(UUID queueManager) {
		ByteBuffer hash = hash("machine " + queueManager);
		this.machine = new Sid(NT_AUTHORITY, List.of(NOT_UNIQUE, number(hash), number(hash), number(hash)));
	}

	/** Whether it is, or looks like, one of this queue manager. */
	boolean isOwn(Sid sid) {
		int length = machine.subAuthorities().size();
		return sid.authority() == machine.authority() && sid.subAuthorities().size() >= length
				&& sid.subAuthorities().subList(0, length).equals(machine.subAuthorities());
	}

	Sid of(String account) {
		long number = number(hash("account " + account.toUpperCase(Locale.ROOT)));
		return machine.child(Math.max(FIRST, number));
	}

	private static long number(ByteBuffer hash) {
		return Integer.toUnsignedLong(hash.getInt());
	}

	private static ByteBuffer hash(String text) {
		try {
			return ByteBuffer
					.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
