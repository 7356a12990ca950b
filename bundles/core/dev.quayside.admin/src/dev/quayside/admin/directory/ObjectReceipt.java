package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a change to one object.
 *
 * @param id
 *            objectGUID of what was changed or is there now
 * @param backup
 *            file that was written first
 * @param sentence
 *            for people, without full stop
 * @param server
 *            that has it now; empty: that of the connection
 * @param notified
 *            whether the queue manager has accepted the notification, which is not yet that it has acted on it; absent where
 *            none was to be sent
 */
public record ObjectReceipt(ObjectChange change, Instant when, Outcome outcome, Optional<UUID> id,
		Optional<Path> backup, String sentence, Optional<DirectoryException> failure, Optional<String> server,
		Reading<Boolean> notified) {

	public boolean isDone() {
		return outcome == Outcome.DONE || outcome == Outcome.UNCHANGED;
	}

	/** The same with what became of the notification. */
	public ObjectReceipt withNotified(Reading<Boolean> result) {
		return new ObjectReceipt(change, when, outcome, id, backup, sentence, failure, server, result);
	}
}
