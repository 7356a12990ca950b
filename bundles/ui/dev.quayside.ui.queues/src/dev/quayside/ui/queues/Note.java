package dev.quayside.ui.queues;

import dev.quayside.ui.common.InManager;
import dev.quayside.ui.common.Manager;

/** A line in the tree that is no queue: what is going on, or what went wrong. */
record Note(Manager manager, String text, String detail, boolean isError) implements InManager {}
