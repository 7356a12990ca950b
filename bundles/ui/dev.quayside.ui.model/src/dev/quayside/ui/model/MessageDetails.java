package dev.quayside.ui.model;

import dev.quayside.admin.MessageSummary;

import java.util.List;
import java.util.Optional;

/** The properties of a message as names and values. */
public final class MessageDetails {

	/** One line. */
	public record Detail(String name, String value) {}

	public static final List<ColumnSpec<Detail>> COLUMNS = List.of(ColumnSpec.text("Property", 20, Detail::name),
			ColumnSpec.text("Value", 80, Detail::value));

	private MessageDetails() {}

	public static List<Detail> of(MessageSummary message) {
		return List.of(new Detail("Label", Words.oneLine(message.label())), //
				new Detail("Message id", message.messageId()), //
				new Detail("Lookup id", message.lookupId().toString()), //
				new Detail("Class", MessageClasses.detail(message.messageClass())), //
				new Detail("Priority", Integer.toString(message.priority())), //
				new Detail("Delivery", message.delivery().toString()), //
				new Detail("Journaling", message.journaling()), //
				new Detail("Acknowledgement", message.acknowledgement()), //
				new Detail("Sent", Words.time(Optional.of(message.times().sent()))), //
				new Detail("Arrived", Words.time(message.times().arrived())), //
				new Detail("Expires",
						message.times().expiry().isPresent() ? Words.time(message.times().expiry()) : "never"),
				new Detail("Body size", Words.count(message.bodySize()) + " bytes"), //
				new Detail("Body type", Words.bodyType(message.bodyType())), //
				new Detail("Sender", message.senderId().orElse("none")), //
				new Detail("Authenticated", message.authenticated() ? "yes" : "no"), //
				new Detail("Correlation id", message.correlationId().orElse("none")), //
				new Detail("Destination queue", message.routes().destinationQueue().orElse("none")), //
				new Detail("Response queue", message.routes().responseQueue().orElse("none")), //
				new Detail("Administration queue", message.routes().adminQueue().orElse("none")), //
				new Detail("Source queue manager", message.sourceMachineId().toString()), //
				new Detail("Transaction id", message.transactionId().orElse("none")));
	}
}
