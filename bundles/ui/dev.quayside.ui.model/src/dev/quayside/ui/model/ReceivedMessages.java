package dev.quayside.ui.model;

import dev.quayside.admin.Message;

import java.util.ArrayList;
import java.util.List;

/** Messages that were taken, to be shown: bodies only as long as they fit into memory. Safe for use by several threads. */
public final class ReceivedMessages {

	static final long MAX_BYTES = 32L * 1024 * 1024;

	private final long maxBytes;
	private final List<Message> messages = new ArrayList<>();
	private long bytes;

	public ReceivedMessages() {
		this(MAX_BYTES);
	}

	ReceivedMessages(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/** Its body is left out where there are too many bytes already. */
	public synchronized void add(Message message) {
		int size = message.body().length;
		boolean isKept = bytes + size <= maxBytes;
		bytes += isKept ? size : 0;
		messages.add(new Message(message.summary(), isKept ? message.body() : new byte[0], new byte[0]));
	}

	public synchronized List<Message> all() {
		return List.copyOf(messages);
	}
}
