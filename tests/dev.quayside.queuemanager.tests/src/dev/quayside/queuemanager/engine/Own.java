package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.TransactionHeader;
import dev.quayside.queuemanager.services.Messages;
import dev.quayside.queuemanager.store.StoredMessage;

import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Messages that the queue manager of the tests has sent itself. */
final class Own {

	private Own() {}

	static StoredMessage message(UUID source, String label, UnaryOperator<MessageBuilder> more) {
		FormatName destination = FormatName.direct("localhost", QueuePath.privateQueue("q"));
		MessageBuilder builder = new MessageBuilder(source, destination).label(label)
				.sentTime(Messages.ARRIVED - 10);
		return Messages.stored(more.apply(builder).build().encode());
	}

	static StoredMessage message(String label, UnaryOperator<MessageBuilder> more) {
		return message(new UUID(0, 42), label, more);
	}

	static StoredMessage transactional(String label) {
		return message(label, builder -> builder
				.transaction(new TransactionHeader(TransactionHeader.flags(1, true, true), 1L << 32, 1, 0,
						Optional.empty())));
	}
}
