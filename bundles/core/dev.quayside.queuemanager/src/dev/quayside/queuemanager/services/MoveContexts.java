package dev.quayside.queuemanager.services;

import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.rpc.server.ServerAssociation;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The random values that stand for queues that are open for moving ([MS-MQRR] 3.1.4.11). A value is valid in the
 * association group where the queue was opened, and for its client. Safe for use by several threads.
 */
final class MoveContexts {

	private record Entry(OpenQueue target, int group) {}

	private final SecureRandom random = new SecureRandom();
	private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
	private final Map<OpenQueue, Long> contexts = new ConcurrentHashMap<>();

	/** A value for an open queue, not 0. */
	long add(OpenQueue target, ServerAssociation association) {
		Entry entry = new Entry(target, association.group());
		long context = random.nextLong();
		while (context == 0 || entries.putIfAbsent(context, entry) != null) {
			context = random.nextLong();
		}
		contexts.put(target, context);
		return context;
	}

	/** What a value stands for, towards whoever has this queue open. */
	Optional<OpenQueue> find(long context, OpenQueue source, ServerAssociation association) {
		return Optional.ofNullable(entries.get(context)).filter(entry -> entry.group() == association.group())
				.map(Entry::target).filter(target -> target.client().account().equals(source.client().account())
						&& target.client().domain().equals(source.client().domain()));
	}

	/** The queue was closed. */
	void remove(OpenQueue target) {
		Long context = contexts.remove(target);
		if (context != null) {
			entries.remove(context);
		}
	}
}
