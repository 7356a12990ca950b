package dev.quayside.admin.remote;

import dev.quayside.admin.Delivery;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Message;
import dev.quayside.admin.MessageSummary;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.certificate.UserCertificate;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.MessageProperties;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.packet.UserHeader;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What of a packet an administrator wants to see. */
final class Summaries {

	private Summaries() {}

	static Message message(RemoteMessage message) {
		return new Message(summary(message), message.packet().body().toByteArray(), message.packet().body().bytes(),
				message.packet().security().map(SecurityHeader::certificate).filter(bytes -> bytes.length > 0)
						.map(bytes -> HexFormat.of().formatHex(UserCertificate.digestOf(bytes))));
	}

	static MessageSummary summary(RemoteMessage message) {
		MessagePacket packet = message.packet();
		UserHeader user = packet.user();
		MessageProperties properties = packet.properties();
		Instant sent = Instant.ofEpochSecond(user.sentTime());
		Optional<Instant> expiry = user.timeToBeReceived() == BaseHeader.INFINITE
				? Optional.empty()
				: Optional.of(sent.plusSeconds(user.timeToBeReceived()));
		MessageSummary.Times times = new MessageSummary.Times(sent,
				Optional.of(Instant.ofEpochSecond(message.arrived())),
				expiry);
		UUID self = Guids.NIL;
		MessageSummary.Routes routes = new MessageSummary.Routes(user.destination().text(user.source(), self),
				user.responseName(self), user.admin().text(user.source(), self));
		return new MessageSummary(new LookupId(message.lookupId()), packet.id().toString(), properties.label(),
				packet.base().priority(), properties.messageClass().toString(), delivery(packet), journaling(user),
				acknowledgement(properties), times, properties.bodyType(), properties.bodySize(),
				packet.security().flatMap(SecurityHeader::sid),
				packet.security().map(header -> header.has(SecurityHeader.AUTHENTICATED | SecurityHeader.SIGNED))
						.orElse(false),
				properties.correlation().isNone() ? Optional.empty() : Optional.of(properties.correlation().toString()),
				routes, user.source(),
				packet.transaction().map(header -> "{" + user.source() + "}\\" + header.index()));
	}

	private static Delivery delivery(MessagePacket packet) {
		if (packet.transaction().isPresent()) {
			return Delivery.TRANSACTIONAL;
		}
		return packet.user().isRecoverable() ? Delivery.RECOVERABLE : Delivery.EXPRESS;
	}

	private static String journaling(UserHeader user) {
		List<String> words = new ArrayList<>();
		if (user.has(UserHeader.NEGATIVE_JOURNAL)) {
			words.add("deadletter");
		}
		if (user.has(UserHeader.POSITIVE_JOURNAL)) {
			words.add("journal");
		}
		return words.isEmpty() ? "none" : String.join(",", words);
	}

	private static String acknowledgement(MessageProperties properties) {
		List<String> words = new ArrayList<>();
		add(words, properties, MessageProperties.POSITIVE_ARRIVAL, "positive-arrival");
		add(words, properties, MessageProperties.POSITIVE_RECEIVE, "positive-receive");
		add(words, properties, MessageProperties.NEGATIVE_ARRIVAL, "negative-arrival");
		add(words, properties, MessageProperties.NEGATIVE_RECEIVE, "negative-receive");
		return words.isEmpty() ? "none" : String.join(",", words);
	}

	private static void add(List<String> words, MessageProperties properties, int flag, String word) {
		if (properties.has(flag)) {
			words.add(word);
		}
	}
}
