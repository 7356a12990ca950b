package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Whether a machine is the queue manager that the directory takes it for.
 *
 * @param host
 *            that was asked
 * @param directoryId
 *            objectGUID of its {@code mSMQConfiguration}
 * @param answeredId
 *            what the machine itself says; absent if it was not asked
 * @param settingsIds
 *            what its {@code mSMQSettings} say
 * @param evidence
 *            for people, without full stop
 */
public record QueueManagerIdFinding(String machine, String host, UUID directoryId, Reading<UUID> answeredId,
		List<UUID> settingsIds, State state, String evidence) {

	/** What was found, the worst first. */
	public enum State {

		/** Another machine has the same id: one is a copy of the other. */
		DUPLICATE,

		/** It answers with an id that the directory does not know: in a workgroup, or set up anew. */
		OTHER,

		/** It is right, but a site still has another id for it. */
		STALE_SETTINGS,

		/** It did not answer, or was not asked. */
		UNKNOWN,

		AGREES;

		/** As in JSON. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		public boolean isProblem() {
			return this != AGREES && this != UNKNOWN;
		}
	}

	public QueueManagerIdFinding {
		settingsIds = List.copyOf(settingsIds);
	}
}
