package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SaveMessagesTest {

	@TempDir
	private Path folder;
	private final FakeConnection connection = new FakeConnection().with(4);
	private final StrictMonitor monitor = new StrictMonitor();

	private SaveMessages save(Path target) {
		return new SaveMessages(connection, "private$\\orders", connection.ids(), target);
	}

	@Test
	void theQueueStaysAsItIs() {
		IStatus status = save(folder).run(monitor);
		assertThat(status.getMessage()).isEqualTo("4 messages saved in " + folder);
		assertThat(connection.ids()).hasSize(4);
		assertThat(folder.toFile().list()).hasSize(8);
		assertThat(connection.browsersOpen).isZero();
	}

	@Test
	void oneThatCannotBeReadDoesNotStopTheRest() {
		connection.broken.put(new LookupId(2), Samples.failure(Kind.NOT_FOUND, "Message 2 has gone"));
		IStatus status = save(folder).run(monitor);
		assertThat(status.isMultiStatus()).isTrue();
		assertThat(status.getMessage()).isEqualTo("3 messages saved in " + folder + ", 1 message not saved");
		assertThat(folder.toFile().list()).hasSize(6);
	}

	@Test
	void aConnectionThatBreaksSaysHowFarItCame() {
		connection.broken.put(new LookupId(3), Samples.failure(Kind.UNREACHABLE, "The connection broke"));
		IStatus status = save(folder).run(monitor);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).contains("The connection broke (2 of 4 messages saved)");
	}

	@Test
	void aFolderThatCannotBeMadeIsSaid() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		IStatus status = save(file).run(monitor);
		assertThat(status.getMessage()).startsWith("Cannot save messages (0 of 4 messages saved): ").contains("file");
	}
}
