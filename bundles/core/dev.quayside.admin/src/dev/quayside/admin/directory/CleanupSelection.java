package dev.quayside.admin.directory;

import java.util.Set;
import java.util.TreeSet;

/**
 * What is to go.
 *
 * @param certificates
 *            their indices
 * @param orphanDigests
 *            digests without certificate, in lower-case hex
 * @param whole
 *            both attributes are cleared, with whatever else they hold
 */
public record CleanupSelection(Set<Integer> certificates, Set<String> orphanDigests, boolean whole) {

	public static final CleanupSelection NOTHING = new CleanupSelection(Set.of(), Set.of(), false);

	public CleanupSelection {
		certificates = Set.copyOf(certificates);
		orphanDigests = Set.copyOf(orphanDigests);
	}

	/** What either of them chooses. */
	public CleanupSelection and(CleanupSelection other) {
		Set<Integer> indices = new TreeSet<>(certificates);
		indices.addAll(other.certificates);
		Set<String> orphans = new TreeSet<>(orphanDigests);
		orphans.addAll(other.orphanDigests);
		return new CleanupSelection(indices, orphans, whole || other.whole);
	}
}
