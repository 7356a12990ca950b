package dev.quayside.admin;

import java.util.List;
import java.util.function.Consumer;

/** Keeps every change that was made, the newest last, across restarts. Safe for use by several threads. */
public interface OperationJournal {

	void add(OperationRecord entry);

	List<OperationRecord> entries();

	/** Calls the listener after each new entry, on the thread that added it; run the result to stop. */
	Runnable onAdded(Consumer<OperationRecord> listener);
}
