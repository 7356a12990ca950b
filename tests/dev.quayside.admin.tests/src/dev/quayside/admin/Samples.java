package dev.quayside.admin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Objects to test with. */
final class Samples {

	static final UUID SOURCE = UUID.fromString("0f0e5c1e-0000-4000-8000-000000000001");
	static final Instant SENT = Instant.parse("2026-11-21T09:00:00Z");
	static final ConnectionSettings SETTINGS = ConnectionSettings
			.anonymous(QueueManagerAddress.parse("localhost:2103"));

	private Samples() {}

	static Message message(long id, String text) {
		byte[] body = text.getBytes(StandardCharsets.UTF_16LE);
		return new Message(summary(id, body.length), body, body);
	}

	static MessageSummary summary(long id, long bodySize) {
		return new MessageSummary(new LookupId(id), "{" + SOURCE + "}\\" + id, "label " + id, 3, "NORMAL",
				Delivery.RECOVERABLE, "none", "none",
				new MessageSummary.Times(SENT, Optional.of(SENT.plusMillis(1500)), Optional.empty()), 8, bodySize,
				Optional.empty(), false, Optional.empty(),
				new MessageSummary.Routes(Optional.empty(), Optional.empty(), Optional.empty()), SOURCE,
				Optional.empty());
	}

	static QueueSummary queue(String path) {
		return new QueueSummary(new QueueAddress(SETTINGS.address(), path), path, Reading.absent(),
				Reading.known(QueueType.PRIVATE), Reading.known(false), Reading.absent(), Reading.absent(),
				Reading.known(0L), Reading.known(0L), Reading.known(0L), Reading.known(0L),
				Reading.known(List.of()));
	}

	static QueueManagerException failure(QueueManagerException.Kind kind, String message) {
		return new QueueManagerException(kind, message, "Try something else", null);
	}
}
