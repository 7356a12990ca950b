package dev.quayside.msmq.directory;

import dev.quayside.msmq.Guids;
import dev.quayside.msmq.packet.PacketException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a queue manager is told when somebody has changed one of its objects in the directory: version 2 of the change
 * notification, which says where to look and carries no data ([MS-MQCN] 2.2.4, 2.2.5).
 *
 * @param object
 *            that was changed: a public queue, or the queue manager
 * @param domainController
 *            through which, by name
 */
public record ChangeNotification(Event event, UUID object, String domainController) {

	/** Number of the private queue {@code notify_queue$} that takes notifications ([MS-MQCN] 1.9). */
	public static final int NOTIFY_QUEUE_NUMBER = 3;
	/** A notification that comes later is of no use ([MS-MQCN] 3.3.5.3). */
	public static final int SECONDS_TO_REACH_QUEUE = 300;

	private static final byte VERSION = 2;
	private static final int HEADER = 2;
	private static final int MAX_NAME = 256;
	private static final int MAX_BYTES = 2048;
	/** The grammar of the specification has a stray blank in one tag. */
	private static final Pattern BODY = Pattern.compile("\\s*<Notification>\\s*<Event>([1-4])</Event>\\s*"
			+ "<ObjectGuid>([0-9A-Fa-f-]{36})</ObjectGuid ?>\\s*<DomainController>([!-~]{1,256}?)</DomainController>\\s*"
			+ "</Notification>\\s*");

	/** What happened, in the order of the numbers on the wire, from 1. */
	public enum Event {
		QUEUE_CREATED,
		QUEUE_CHANGED,
		QUEUE_DELETED,
		MACHINE_CHANGED
	}

	public ChangeNotification {
		if (domainController.length() > MAX_NAME || !domainController.matches("[!-~&&[^<>&]]+")) {
			throw new IllegalArgumentException("'" + domainController + "' is no name of a domain controller");
		}
	}

	/** The body of the message, with the unused byte behind it that [MS-MQCN] 3.3.5.3 wants. */
	public byte[] encode() {
		byte[] text = ("<Notification><Event>" + (event.ordinal() + 1) + "</Event><ObjectGuid>" + Guids.text(object)
				+ "</ObjectGuid><DomainController>" + domainController + "</DomainController></Notification>")
				.getBytes(StandardCharsets.UTF_16LE);
		return ByteBuffer.allocate(HEADER + text.length + 1).put(VERSION).put((byte) 1).put(text).array();
	}

	/**
	 * @throws PacketException
	 *             if it is no notification, or one of version 1
	 */
	public static ChangeNotification decode(byte[] body) throws PacketException {
		if (body.length < HEADER || body.length > MAX_BYTES) {
			throw new PacketException("A change notification has " + HEADER + " to " + MAX_BYTES + " bytes, not "
					+ body.length);
		}
		if (body[0] != VERSION || body[1] != 1) {
			throw new PacketException("Change notification of version " + body[0] + " with " + body[1]
					+ " updates: expected version 2 with 1");
		}
		int end = body.length - (body.length - HEADER) % 2;
		String text = new String(Arrays.copyOfRange(body, HEADER, end), StandardCharsets.UTF_16LE).replaceAll("\0+$",
				"");
		Matcher parts = BODY.matcher(text);
		if (!parts.matches()) {
			throw new PacketException("The change notification has another text than [MS-MQCN] 2.2.5 says");
		}
		UUID object = Guids.parse(parts.group(2))
				.orElseThrow(() -> new PacketException("The object of the change notification is no GUID"));
		try {
			return new ChangeNotification(Event.values()[Integer.parseInt(parts.group(1)) - 1], object,
					parts.group(3));
		} catch (IllegalArgumentException e) {
			throw new PacketException(e.getMessage());
		}
	}
}
