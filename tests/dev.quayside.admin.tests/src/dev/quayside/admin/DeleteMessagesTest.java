package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class DeleteMessagesTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private Path folder;
	private final FakeConnection connection = new FakeConnection().with(3);
	private final List<ItemResult> results = new ArrayList<>();
	private final StrictMonitor monitor = new StrictMonitor();

	private DeleteMessages delete(Optional<Path> save, long... ids) {
		List<LookupId> list = new ArrayList<>();
		for (long id : ids) {
			list.add(new LookupId(id));
		}
		return new DeleteMessages(connection, QUEUE, list, save, results::add);
	}

	@Test
	void itDeletesThoseAndNoOthers() {
		IStatus status = delete(Optional.empty(), 1, 3).run(monitor);
		assertThat(status.isOK()).isTrue();
		assertThat(status.getMessage()).isEqualTo("2 messages deleted");
		assertThat(connection.ids()).containsExactly(new LookupId(2));
		assertThat(results).allMatch(ItemResult::isDone).hasSize(2);
		assertThat(monitor.fraction()).isBetween(0.99, 1.01);
	}

	@Test
	void oneThatFailsDoesNotStopTheRest() {
		connection.broken.put(new LookupId(2), Samples.failure(Kind.BUSY, "Somebody holds message 2"));
		IStatus status = delete(Optional.empty(), 1, 2, 3).run(monitor);
		assertThat(status.isMultiStatus()).isTrue();
		assertThat(status.getMessage()).isEqualTo("2 messages deleted, 1 message not deleted");
		assertThat(status.getChildren()).singleElement().extracting(IStatus::getMessage).asString()
				.isEqualTo("Somebody holds message 2. Try something else");
		assertThat(results).extracting(ItemResult::isDone).containsExactly(true, false, true);
		assertThat(results.get(1).status()).isEqualTo("BUSY");
		assertThat(OperationRecord.of(delete(Optional.empty(), 1), status, Samples.SENT).outcome())
				.isEqualTo(OperationRecord.Outcome.PARTLY_DONE);
	}

	@Test
	void aConnectionThatBreaksEndsIt() {
		connection.broken.put(new LookupId(2), Samples.failure(Kind.UNREACHABLE, "Gone"));
		IStatus status = delete(Optional.empty(), 1, 2, 3).run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).startsWith("Gone (1 of 3 messages deleted). ");
		assertThat(results).hasSize(1);
		assertThat(connection.ids()).containsExactly(new LookupId(2), new LookupId(3));
	}

	@Test
	void itSavesAllBeforeItDeletesTheFirst() {
		connection.before = id -> {
			if (connection.messages.size() < 3) {
				assertThat(folder.resolve("1.body")).exists();
				assertThat(folder.resolve("3.json")).exists();
			}
		};
		IStatus status = delete(Optional.of(folder), 1, 3).run(monitor);
		assertThat(status.getMessage()).isEqualTo("2 messages deleted, saved in " + folder);
		assertThat(connection.ids()).containsExactly(new LookupId(2));
		assertThat(connection.browsersOpen).isZero();
		assertThat(monitor.fraction()).isBetween(0.99, 1.01);
	}

	@Test
	void whatIsNotThereToSaveIsAResultAndDoesNotStopTheRest() {
		IStatus status = delete(Optional.of(folder), 1, 42, 3).run(monitor);
		assertThat(status.getMessage()).contains("2 messages deleted").contains("1 message not deleted");
		assertThat(results).hasSize(3);
		assertThat(connection.ids()).containsExactly(new LookupId(2));
	}

	@Test
	void nothingIsDeletedWhenAFileCannotBeWritten() throws Exception {
		Files.createDirectory(folder.resolve("3.body"));
		Files.writeString(folder.resolve("3.body").resolve("in the way"), "");
		IStatus status = delete(Optional.of(folder), 1, 3).run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).contains("Cannot save messages (0 of ").contains("3.body");
		assertThat(connection.ids()).hasSize(3);
		assertThat(results).isEmpty();
	}

	@Test
	void aCutBodyIsNeverTakenForSaved() {
		LookupId id = new LookupId(2);
		connection.messages.put(id, new Message(Samples.summary(2, 1000), new byte[10], new byte[10]));
		IStatus status = delete(Optional.of(folder), 2).run(monitor);
		assertThat(status.getMessage()).contains("is not complete: 10 of 1000 bytes");
		assertThat(connection.messages).containsKey(id);
	}

	@Test
	void aCancelSaysHowFarItCame() {
		connection.before = id -> monitor.setCanceled(id.value() == 2);
		IStatus status = delete(Optional.empty(), 1, 2, 3).run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(status.getMessage()).isEqualTo("Cancelled: 1 of 3 messages deleted");
		assertThat(connection.ids()).containsExactly(new LookupId(2), new LookupId(3));
	}

	@Test
	void itTellsWhatWhereAndAsWhom() {
		DeleteMessages delete = delete(Optional.empty(), 1, 2);
		assertThat(delete.name()).isEqualTo("Delete 2 messages");
		assertThat(delete.where()).isEqualTo("private$\\orders on localhost:2103");
		assertThat(delete.identity()).isEqualTo("anonymous");
	}

	@Test
	void changesToOneQueueRunOneAfterTheOther() {
		DeleteMessages delete = delete(Optional.empty(), 1);
		assertThat(delete.rule().isConflicting(new PurgeQueue(connection, QUEUE, Optional.empty()).rule())).isTrue();
		assertThat(delete.rule().isConflicting(new PurgeQueue(connection, "other", Optional.empty()).rule())).isFalse();
	}
}
