package dev.quayside.admin;

/** Which queues to list beside the private and the public ones. */
public record QueueListing(boolean system, boolean outgoing, boolean journals) {

	public static final QueueListing PRIVATE = new QueueListing(false, false, false);
}
