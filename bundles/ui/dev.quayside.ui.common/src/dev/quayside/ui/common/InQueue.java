package dev.quayside.ui.common;

/** What commands find selected where a queue is meant: the queue itself, or messages of it. */
public interface InQueue {

	QueueNode queue();
}
