package dev.quayside.queuemanager.access;

import dev.quayside.msmq.security.DescriptorException;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueClient;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The security descriptors of queues. */
public final class QueueDescriptors {

	private static final System.Logger LOG = System.getLogger(QueueDescriptors.class.getName());

	private final SecurityDescriptor usual;
	/** What was read last for a queue: every message that comes asks for it. */
	private final Map<Queue, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

	private record Known(byte[] bytes, SecurityDescriptor descriptor) {}

	/**
	 * @param usual
	 *            of queues that have no descriptor of their own
	 */
	public QueueDescriptors(DefaultAccess usual) {
		this.usual = usual.queue(Sid.ADMINISTRATORS);
	}

	/** Of a queue; journals and subqueues have that of their queue. */
	public SecurityDescriptor of(Queue queue) {
		Queue guarded = queue.parent().orElse(queue);
		byte[] bytes = guarded.attributes().settings().securityOrNull();
		if (bytes == null) {
			return usual;
		}
		Known last = known.get(guarded);
		if (last == null || last.bytes() != bytes) {
			last = new Known(bytes, read(guarded, bytes));
			known.put(guarded, last);
		}
		return last.descriptor();
	}

	private static SecurityDescriptor read(Queue guarded, byte[] bytes) {
		try {
			return SecurityDescriptor.read(bytes);
		} catch (DescriptorException e) {
			LOG.log(System.Logger.Level.ERROR, "Only administrators may use " + guarded.path().text()
					+ ", for its permissions cannot be read", e);
			return DefaultAccess.MSMQ4.queue(Sid.ADMINISTRATORS);
		}
	}

	/** Of a queue that a client makes. */
	public SecurityDescriptor ofNew(QueueClient client) {
		return DefaultAccess.MSMQ4.queue(client.owner());
	}
}
