package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class PurgeQueueTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private Path folder;
	private final FakeConnection connection = new FakeConnection().with(4);
	private final StrictMonitor monitor = new StrictMonitor();

	@Test
	void itSaysHowManyThereWere() {
		PurgeQueue purge = new PurgeQueue(connection, QUEUE, Optional.empty());
		assertThat(purge.purged().isUnknown()).isTrue();
		IStatus status = purge.run(monitor);
		assertThat(status.isOK()).isTrue();
		assertThat(status.getMessage()).isEqualTo("4 messages deleted");
		assertThat(purge.purged().optional()).contains(4L);
		assertThat(connection.ids()).isEmpty();
	}

	@Test
	void whatIsSavedIsExactlyWhatIsDeleted() {
		LookupId late = new LookupId(99);
		connection.before = id -> {
			if (folder.resolve("4.json").toFile().exists()) {
				connection.messages.putIfAbsent(late, Samples.message(99, "late"));
			}
		};
		PurgeQueue purge = new PurgeQueue(connection, QUEUE, Optional.of(folder));
		IStatus status = purge.run(monitor);
		assertThat(status.getMessage()).isEqualTo("4 messages deleted, saved in " + folder);
		assertThat(purge.purged().optional()).contains(4L);
		assertThat(connection.ids()).containsExactly(late);
		assertThat(folder.toFile().list()).hasSize(8);
		assertThat(monitor.fraction()).isBetween(0.99, 1.01);
	}

	@Test
	void aCancelWhileSavingDeletesNothing() {
		connection.before = id -> monitor.setCanceled(id.value() == 3);
		PurgeQueue purge = new PurgeQueue(connection, QUEUE, Optional.of(folder));
		IStatus status = purge.run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(status.getMessage()).isEqualTo("Cancelled: 0 messages deleted");
		assertThat(purge.purged().isUnknown()).isTrue();
		assertThat(connection.ids()).hasSize(4);
		assertThat(connection.browsersOpen).isZero();
	}

	@Test
	void aRefusalIsAnErrorWithTheAdvice() {
		connection.purgeFailure = Samples.failure(Kind.DENIED, "Not allowed");
		PurgeQueue purge = new PurgeQueue(connection, QUEUE, Optional.empty());
		IStatus status = purge.run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).isEqualTo("Not allowed (0 messages deleted). Try something else");
		assertThat(purge.purged().isUnknown()).isTrue();
		assertThat(OperationRecord.of(purge, status, Samples.SENT).outcome())
				.isEqualTo(OperationRecord.Outcome.FAILED);
	}

	@Test
	void aPurgeWithoutAnswerMayHaveBeenDone() {
		connection.purgeFailure = Samples.failure(Kind.UNREACHABLE, "Nobody answers");
		IStatus status = new PurgeQueue(connection, QUEUE, Optional.empty()).run(monitor);
		assertThat(status.getMessage())
				.startsWith("Nobody answers (it is not known whether messages were deleted). ");
	}

	@Test
	void aMessageThatIsHeldIsSaidAndTheRestGoes() {
		connection.before = id -> {
			if (folder.resolve("4.json").toFile().exists()) {
				connection.broken.put(new LookupId(2), Samples.failure(Kind.BUSY, "Somebody holds message 2"));
			}
		};
		PurgeQueue purge = new PurgeQueue(connection, QUEUE, Optional.of(folder));
		IStatus status = purge.run(monitor);
		assertThat(status.getMessage()).contains("3 messages deleted").contains("1 message not deleted");
		assertThat(purge.purged().optional()).contains(3L);
	}
}
