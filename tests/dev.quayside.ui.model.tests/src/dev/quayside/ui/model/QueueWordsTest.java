package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.QueueType;
import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

class QueueWordsTest {

	private static QueueSummary queue(Reading<Long> count) {
		return new QueueSummary(new QueueAddress(QueueManagerAddress.parse("server"), "private$\\orders"),
				"private$\\orders", Reading.absent(), Reading.known(QueueType.PRIVATE), Reading.known(true),
				Reading.known("local"), Reading.known("local connection"), count, Reading.known(4096L),
				Reading.known(0L), Reading.known(0L), Reading.known(List.of()));
	}

	@Test
	void theGroupOfAPrivateQueueNeedNotBeSaidAgain() {
		assertThat(QueueWords.shortName("PRIVATE$\\orders")).isEqualTo("orders");
		assertThat(QueueWords.shortName("system$;deadletter")).isEqualTo("system$;deadletter");
		assertThat(QueueWords.purpose("SYSTEM$;deadxact")).contains("Dead letters of transactional queues");
		assertThat(QueueWords.purpose("private$\\orders")).isEmpty();
	}

	@Test
	void theDetailsSayWhatIsKnown() {
		assertThat(QueueWords.details(queue(Reading.known(10_000L))))
				.isEqualTo("private$\\orders\nMessages: 10,000\nBytes: 4.0 KB\nIn its journal: 0\nTransactional");
	}

	@Test
	void theLocalQueueManagerSaysWhereItListensAndWhomItLetsIn() {
		assertThat(QueueWords.local(new Local(0))).isEqualTo("RPC port 2103, transfer port 1801\nEndpoint mapper off\n"
				+ "Authentication not required: whoever can log on to this machine has full control");
		assertThat(QueueWords.local(new Local(135))).contains("Endpoint mapper on port 135");
	}

	private record Local(int endpointMapperPort) implements LocalQueueManager {

		@Override
		public UUID id() {
			return new UUID(1, 2);
		}

		@Override
		public int rpcPort() {
			return 2103;
		}

		@Override
		public int transferPort() {
			return 1801;
		}

		@Override
		public QueueManagerAddress address() {
			return QueueManagerAddress.parse("localhost");
		}

		@Override
		public OpenHandles handles() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {
			// there is nothing
		}
	}

	@Test
	void anUnknownCountHasItsReason() {
		QueueSummary queue = queue(Reading.unknown("MQ_ERROR_ACCESS_DENIED (0xC00E0025)"));
		assertThat(QueueWords.details(queue)).contains("Messages: ? (MQ_ERROR_ACCESS_DENIED (0xC00E0025))");
		assertThat(QueueWords.problem(queue)).contains(
				"The number of messages is not known: MQ_ERROR_ACCESS_DENIED (0xC00E0025)");
		assertThat(QueueWords.problem(queue(Reading.known(1L)))).isEmpty();
	}

	@Test
	void aFailureSaysWhatHappenedAndWhatToTry() {
		QueueManagerException failure = new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
				"Nobody listens at server:2103", "Check the port", null);
		assertThat(QueueWords.brief(failure)).isEqualTo("Cannot be reached");
		assertThat(QueueWords.failure(failure)).isEqualTo("Nobody listens at server:2103\n\nTry this: Check the port");
	}
}
