package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.QueueAlias;

import java.util.Objects;
import java.util.Optional;

/**
 * An alias of a queue.
 *
 * @param problem
 *            why nobody can send by it, a sentence; empty: somebody may
 */
public record AliasRow(QueueAlias alias, Optional<String> problem) {

	public AliasRow {
		Objects.requireNonNull(alias);
		Objects.requireNonNull(problem);
	}
}
