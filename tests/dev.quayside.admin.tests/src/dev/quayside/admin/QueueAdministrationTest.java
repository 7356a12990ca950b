package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.QueueManagerException.Kind;

import org.eclipse.core.runtime.IStatus;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Making, changing, deleting queues, and actions. */
class QueueAdministrationTest {

	private static final String QUEUE = "private$\\orders";

	private final FakeConnection connection = new FakeConnection();

	@Test
	void eachSaysWhatWasDone() {
		CreateQueue create = new CreateQueue(connection, QUEUE, QueueSettings.NONE);
		assertThat(create.run(new StrictMonitor()).getMessage()).isEqualTo("Queue private$\\orders made");
		assertThat(create.created()).isPresent();
		ChangeQueue change = new ChangeQueue(connection, QUEUE, QueueSettings.NONE);
		assertThat(change.run(new StrictMonitor()).getMessage()).isEqualTo("Queue private$\\orders changed");
		assertThat(change.changed()).isPresent();
		assertThat(new DeleteQueue(connection, QUEUE).run(new StrictMonitor()).getMessage())
				.isEqualTo("Queue private$\\orders deleted");
		assertThat(new RunAction(connection, QueueAction.PAUSE, QUEUE).run(new StrictMonitor()).getMessage())
				.isEqualTo("Pause done: private$\\orders on localhost:2103");
		assertThat(new RunAction(connection, QueueAction.TIDY).run(new StrictMonitor()).getMessage())
				.isEqualTo("Tidy done: The queue manager on localhost:2103");
		assertThat(connection.requests).containsExactly("create " + QUEUE, "change " + QUEUE, "delete " + QUEUE,
				"Pause " + QUEUE, "Tidy The queue manager");
	}

	@Test
	void aRefusalSaysThatNothingWasDone() {
		connection.purgeFailure = Samples.failure(Kind.DENIED, "Refused");
		IStatus status = new DeleteQueue(connection, QUEUE).run(new StrictMonitor());
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).isEqualTo("Refused (it was not deleted). Try something else");
	}

	@Test
	void anAnswerThatDoesNotComeSaysNothing() {
		connection.purgeFailure = Samples.failure(Kind.UNREACHABLE, "Gone");
		assertThat(new DeleteQueue(connection, QUEUE).run(new StrictMonitor()).getMessage())
				.isEqualTo("Gone (it is not known whether it was deleted). Try something else");
	}

	@Test
	void settingsOutOfRangeAreRefused() {
		assertThat(label("x".repeat(124)).label()).isPresent();
		assertThatThrownBy(() -> label("x".repeat(125))).hasMessage(
				"The label of a queue has at most 124 characters, not 125");
		assertThatThrownBy(() -> label("a\0b")).hasMessage("The label of a queue cannot hold a NUL");
		assertThatThrownBy(() -> quota(-1)).hasMessageContaining("out of range");
		assertThatThrownBy(() -> quota(1L << 32)).hasMessageContaining("out of range");
		assertThat(quota(QueueSettings.UNLIMITED).isEmpty()).isFalse();
	}

	private static QueueSettings label(String label) {
		return new QueueSettings(Optional.empty(), Optional.of(label), OptionalLong.empty(), Optional.empty(),
				OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
				Optional.empty());
	}

	private static QueueSettings quota(long quota) {
		return new QueueSettings(Optional.empty(), Optional.empty(), OptionalLong.of(quota), Optional.empty(),
				OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
				Optional.empty());
	}

	@Test
	void aMissingCapabilityHasItsReason() {
		Capabilities capabilities = new Capabilities(Map.of(Capability.MANAGE_QUEUES, "Not over TCP"));
		assertThat(capabilities.has(Capability.MANAGE_QUEUES)).isFalse();
		assertThat(capabilities.whyNot(Capability.MANAGE_QUEUES)).contains("Not over TCP");
		assertThat(capabilities.has(Capability.MOVE)).isTrue();
		assertThat(List.of(Capability.values())).allMatch(capability -> !capability.toString().isBlank());
	}
}
