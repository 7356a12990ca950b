package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.QueueType;
import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;

class QueueKindTest {

	private static QueueKind kind(String path, Reading<QueueType> type, Reading<String> location) {
		return QueueKind.of(new QueueSummary(new QueueAddress(QueueManagerAddress.parse("srv"), path), path,
				Reading.absent(), type, Reading.absent(), location, Reading.absent(), Reading.absent(),
				Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent()));
	}

	@Test
	void theNameTellsTheKind() {
		Reading<QueueType> unknown = Reading.unknown("denied");
		Reading<String> somewhere = Reading.unknown("denied");
		assertThat(kind("PRIVATE$\\orders", unknown, somewhere)).isEqualTo(QueueKind.PRIVATE);
		assertThat(kind("system$;deadletter", unknown, somewhere)).isEqualTo(QueueKind.SYSTEM);
		assertThat(kind("orders", unknown, somewhere)).isEqualTo(QueueKind.PUBLIC);
		assertThat(kind("DIRECT=OS:other\\private$\\orders", unknown, somewhere)).isEqualTo(QueueKind.OUTGOING);
	}

	@Test
	void whatTheQueueManagerSaysDecidesWhereTheNameDoesNot() {
		assertThat(kind("PUBLIC=0f0e5c1e-0000-0000-0000-000000000000", Reading.known(QueueType.PUBLIC),
				Reading.known("local"))).isEqualTo(QueueKind.PUBLIC);
		assertThat(kind("PUBLIC=0f0e5c1e-0000-0000-0000-000000000000", Reading.known(QueueType.PUBLIC),
				Reading.known("remote"))).isEqualTo(QueueKind.OUTGOING);
	}
}
