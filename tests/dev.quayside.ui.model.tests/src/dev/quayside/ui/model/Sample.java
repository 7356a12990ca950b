package dev.quayside.ui.model;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageSummary;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** Messages to show. */
final class Sample {

	static final long BSTR = 8;
	static final long BYTES = 0;
	static final Instant SENT = Instant.parse("2026-11-21T09:00:00Z");

	private Sample() {}

	/** The message with this lookup id, labelled with it. */
	static MessageSummary summary(long lookupId) {
		return summary(lookupId, "order " + lookupId, BSTR, 20);
	}

	static MessageSummary summary(long lookupId, String label, long bodyType, long bodySize) {
		return new MessageSummary(new LookupId(lookupId), "{0f0e5c1e-0000-0000-0000-000000000000}\\" + lookupId, label,
				3, "NORMAL", Delivery.RECOVERABLE, "none", "none",
				new MessageSummary.Times(SENT, Optional.of(SENT.plusSeconds(1)), Optional.empty()), bodyType, bodySize,
				Optional.empty(), false, Optional.empty(),
				new MessageSummary.Routes(Optional.empty(), Optional.empty(), Optional.empty()),
				UUID.fromString("0f0e5c1e-0000-0000-0000-000000000000"), Optional.empty());
	}

	/** Messages with the lookup ids from first to last. */
	static List<MessageSummary> summaries(long first, long last) {
		return LongStream.rangeClosed(first, last).mapToObj(Sample::summary).toList();
	}

	static Message message(long bodyType, byte[] body) {
		return new Message(summary(1, "sample", bodyType, body.length), body, new byte[0]);
	}

	/** As MSMQ's own components send text. */
	static Message text(String text) {
		return message(BSTR, text.getBytes(StandardCharsets.UTF_16LE));
	}
}
