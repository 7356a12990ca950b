package dev.quayside.msmq;

import java.util.Locale;
import java.util.Optional;

/** The queues that every queue manager has ([MS-MQMQ] 2.1.1, 2.2.7). */
public enum SystemQueue {

	JOURNAL(1),
	DEADLETTER(2),
	DEADXACT(3);

	private final int suffix;

	SystemQueue(int suffix) {
		this.suffix = suffix;
	}

	/** The suffix nibble of QUEUE_FORMAT. */
	public int suffix() {
		return suffix;
	}

	public static Optional<SystemQueue> ofSuffix(int suffix) {
		return suffix >= 1 && suffix <= 3 ? Optional.of(values()[suffix - 1]) : Optional.empty();
	}

	/** The queue with this name in any case. */
	public static Optional<SystemQueue> parse(String name) {
		for (SystemQueue queue : values()) {
			if (queue.name().equalsIgnoreCase(name)) {
				return Optional.of(queue);
			}
		}
		return Optional.empty();
	}

	/** The name in lower case. */
	public String path() {
		return name().toLowerCase(Locale.ROOT);
	}
}
