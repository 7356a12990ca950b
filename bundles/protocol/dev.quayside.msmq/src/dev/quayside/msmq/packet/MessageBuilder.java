package dev.quayside.msmq.packet;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.NameException;

import java.util.Optional;
import java.util.UUID;

/** Puts a new user message together. */
public final class MessageBuilder {

	private final UUID source;
	private final PacketQueue destination;
	private final byte[] address;
	private long ordinal = 1;
	private int priority = 3;
	private int userFlags = UserHeader.PROPERTIES;
	private long timeToReachQueue = BaseHeader.INFINITE;
	private long timeToBeReceived = BaseHeader.INFINITE;
	private long sentTime;
	private PacketQueue admin = PacketQueue.NONE;
	private PacketQueue response = PacketQueue.NONE;
	private int acknowledge;
	private MessageClass messageClass = MessageClass.NORMAL;
	private MessageId correlation = MessageId.NONE;
	private long bodyType;
	private byte[] body = new byte[0];
	private String label = "";
	private Optional<TransactionHeader> transaction = Optional.empty();
	private Optional<SecurityHeader> security = Optional.empty();

	/**
	 * @throws NameException
	 *             if a message cannot be addressed to such a queue
	 */
	public MessageBuilder(UUID source, FormatName destination) {
		this(source, queue(destination), address(destination));
	}

	/**
	 * @param address
	 *            of the queue manager of the destination; zero for direct names
	 */
	public MessageBuilder(UUID source, PacketQueue destination, UUID address) {
		this.source = source;
		this.destination = destination;
		this.address = Guids.bytes(address);
	}

	private static PacketQueue queue(FormatName name) {
		return name instanceof FormatName.PrivateQueue queue && !queue.journal()
				? new PacketQueue.Numbered(3, queue.number())
				: PacketQueue.of(name);
	}

	private static UUID address(FormatName name) {
		return name instanceof FormatName.PrivateQueue queue ? queue.queueManager() : Guids.NIL;
	}

	/** Running number of the source, unsigned 32 bit. */
	public MessageBuilder ordinal(long value) {
		ordinal = value;
		return this;
	}

	/** 0 to 7. */
	public MessageBuilder priority(int value) {
		if (value < 0 || value > 7) {
			throw new IllegalArgumentException("Priority " + value + " is out of range: expected 0 to 7");
		}
		priority = value;
		return this;
	}

	public MessageBuilder recoverable() {
		userFlags |= UserHeader.RECOVERABLE;
		return this;
	}

	/** Journaling at the source: {@link UserHeader#NEGATIVE_JOURNAL}, {@link UserHeader#POSITIVE_JOURNAL}. */
	public MessageBuilder journal(int flags) {
		userFlags |= flags & (UserHeader.NEGATIVE_JOURNAL | UserHeader.POSITIVE_JOURNAL);
		return this;
	}

	/** Makes it transactional, hence recoverable and of priority 0. */
	public MessageBuilder transaction(TransactionHeader header) {
		transaction = Optional.of(header);
		userFlags |= UserHeader.TRANSACTION;
		return recoverable().priority(0);
	}

	public MessageBuilder security(SecurityHeader header) {
		security = Optional.of(header);
		userFlags |= UserHeader.SECURITY;
		return this;
	}

	/** Seconds from the sent time. */
	public MessageBuilder timeToReachQueue(long seconds) {
		timeToReachQueue = seconds;
		return this;
	}

	/** Seconds from the sent time. */
	public MessageBuilder timeToBeReceived(long seconds) {
		timeToBeReceived = seconds;
		return this;
	}

	/** Seconds since 1970. */
	public MessageBuilder sentTime(long seconds) {
		sentTime = seconds;
		return this;
	}

	/** Where acknowledgements go, and which are asked for: flags of {@link MessageProperties}. */
	public MessageBuilder admin(FormatName queue, int flags) {
		admin = PacketQueue.of(queue);
		acknowledge = flags;
		return this;
	}

	public MessageBuilder response(FormatName queue) {
		response = PacketQueue.of(queue);
		return this;
	}

	/** As a packet names it, without a check. */
	public MessageBuilder response(PacketQueue queue) {
		response = queue;
		return this;
	}

	public MessageBuilder messageClass(MessageClass value) {
		messageClass = value;
		return this;
	}

	public MessageBuilder correlation(MessageId id) {
		correlation = id;
		return this;
	}

	/** At most 249 characters. */
	public MessageBuilder label(String text) {
		label = text;
		return this;
	}

	/** A body with its VARTYPE. */
	public MessageBuilder body(long type, byte[] bytes) {
		bodyType = type;
		body = bytes;
		return this;
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the label or the whole packet is too long
	 */
	public MessagePacket build() {
		UserHeader user = new UserHeader(source, address, timeToBeReceived, sentTime, ordinal, userFlags,
				destination,
				admin, response, Optional.empty());
		MessageProperties properties = new MessageProperties(acknowledge, messageClass, correlation, bodyType, 0,
				body.length, body.length, MessageProperties.Crypto.NONE, label, new byte[0]);
		MessagePacket packet = new MessagePacket(new BaseHeader(priority, 0, timeToReachQueue), user, transaction,
				security,
				properties, new MessagePacket.Slice(body, 0, body.length), OptionalHeaders.NONE, Optional.empty());
		int size = packet.encode().length;
		if (size > BaseHeader.MAX_PACKET) {
			throw new IllegalArgumentException(
					"The message has " + size + " bytes with its headers; at most " + BaseHeader.MAX_PACKET
							+ " can be sent");
		}
		return packet;
	}
}
