package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** What deletes and purges say when somebody interferes. */
class InterruptedChangesTest {

	private static final QueueManagerException BROKEN = new QueueManagerException(Kind.UNREACHABLE,
			"Nobody listens at server", "Check the port", null);
	private static final QueueManagerException DENIED = new QueueManagerException(Kind.DENIED, "Access denied", "",
			null);

	@TempDir
	private Path folder;
	private final Set<Long> queue = new TreeSet<>(Set.of(1L, 2L, 3L));
	private QueueManagerException atPurge;
	private int deletesLeft = Integer.MAX_VALUE;

	private IStatus delete(Optional<Path> save, long... ids) {
		List<LookupId> wanted = Arrays.stream(ids).mapToObj(LookupId::new).toList();
		return new DeleteMessages(new Connection(), "private$\\orders", wanted, save, result -> {})
				.run(new NullProgressMonitor());
	}

	private IStatus purge() {
		return new PurgeQueue(new Connection(), "private$\\orders", Optional.empty()).run(new NullProgressMonitor());
	}

	@Test
	void aMessageThatSomebodyElseTookDoesNotKeepTheRestFromBeingSavedAndDeleted() {
		IStatus status = delete(Optional.of(folder), 1, 7, 3);
		assertThat(queue).containsExactly(2L);
		assertThat(status.getMessage()).isEqualTo(
				"2 messages deleted, saved in " + folder + ", 1 message not deleted");
		assertThat(folder.resolve("1.body")).exists();
		assertThat(folder.resolve("7.body")).doesNotExist();
	}

	@Test
	void aConnectionThatBreaksLeavesNoDoubtHowManyAreDeleted() {
		deletesLeft = 2;
		IStatus status = delete(Optional.empty(), 1, 2, 3);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage())
				.isEqualTo("Nobody listens at server (2 of 3 messages deleted). Check the port");
	}

	@Test
	void aPurgeWithoutAnswerMayHaveBeenDone() {
		atPurge = BROKEN;
		assertThat(purge().getMessage()).isEqualTo(
				"Nobody listens at server (it is not known whether messages were deleted). Check the port");
	}

	@Test
	void aPurgeThatWasRefusedWasNotDone() {
		atPurge = DENIED;
		assertThat(purge().getMessage()).isEqualTo("Access denied (0 messages deleted)");
	}

	private static MessageSummary summary(long id) {
		return new MessageSummary(new LookupId(id), "{}\\" + id, "label", 3, "NORMAL", Delivery.EXPRESS, "none", "none",
				new MessageSummary.Times(Instant.EPOCH, Optional.empty(), Optional.empty()), 0, 0, Optional.empty(),
				false, Optional.empty(),
				new MessageSummary.Routes(Optional.empty(), Optional.empty(), Optional.empty()), new UUID(0, 0),
				Optional.empty());
	}

	private final class Connection implements QueueManagerConnection {

		@Override
		public ConnectionSettings settings() {
			return ConnectionSettings.anonymous(QueueManagerAddress.parse("server"));
		}

		@Override
		public MachineSummary machine(IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void queues(QueueListing listing, Consumer<QueueSummary> consumer, IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public QueueSummary queue(String name, IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Message receive(String name, ReceiveRequest request, int maxBody, IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public MessageBrowser browse(String name, IProgressMonitor monitor) {
			return new Browser();
		}

		@Override
		public void delete(String name, List<LookupId> ids, Consumer<ItemResult> consumer, IProgressMonitor monitor)
				throws QueueManagerException {
			for (LookupId id : ids) {
				if (deletesLeft-- == 0) {
					throw BROKEN;
				}
				queue.remove(id.value());
				consumer.accept(ItemResult.done(id));
			}
		}

		@Override
		public Reading<Long> purge(String name, IProgressMonitor monitor) throws QueueManagerException {
			throw atPurge;
		}

		@Override
		public void close() {
			// nothing is open
		}
	}

	private final class Browser implements MessageBrowser {

		@Override
		public QueueAddress queue() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int messages(PageRequest page, int maxBody, Consumer<Message> consumer, IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Message message(LookupId id, int maxBody, IProgressMonitor monitor) throws QueueManagerException {
			if (!queue.contains(id.value())) {
				throw new QueueManagerException(Kind.NOT_FOUND, "Gone", "", null);
			}
			return new Message(summary(id.value()), new byte[0], new byte[0]);
		}

		@Override
		public void close() {
			// nothing is open
		}
	}
}
