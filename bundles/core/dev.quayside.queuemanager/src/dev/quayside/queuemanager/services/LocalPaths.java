package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.PathName;
import dev.quayside.msmq.QueuePath;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Path names of private queues of this machine ([MS-MQMP] 3.1.4.5): the computer is {@code .} or a name of it. */
final class LocalPaths {

	private final Set<String> names = new HashSet<>(Set.of(".", "localhost"));

	/**
	 * @param computer
	 *            name in the paths that are told
	 */
	LocalPaths(String computer) {
		names.add(computer.toLowerCase(Locale.ROOT));
		try {
			String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
			names.add(host);
			names.add(host.split("\\.", 2)[0]);
		} catch (UnknownHostException e) {
			System.getLogger(LocalPaths.class.getName()).log(System.Logger.Level.DEBUG,
					"The name of this machine cannot be looked up", e);
		}
	}

	/**
	 * The path on this machine.
	 *
	 * @param local
	 *            address that the client came to
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_QUEUE_PATHNAME, if it is not that of a private queue here
	 */
	QueuePath.Application privateQueue(String text, InetAddress local) throws MqException {
		PathName name;
		try {
			name = PathName.parse(text);
		} catch (NameException e) {
			throw illegal(e.getMessage());
		}
		String computer = name.computer().toLowerCase(Locale.ROOT);
		if (!names.contains(computer) && !computer.equals(local.getHostAddress())) {
			throw illegal("the computer is neither . nor this one");
		}
		if (name.path() instanceof QueuePath.Application queue && queue.isPrivate() && !queue.journal()
				&& queue.subqueue().isEmpty()) {
			return queue;
		}
		throw illegal("that is no private queue");
	}

	private static MqException illegal(String problem) {
		return new MqException(MqStatus.ILLEGAL_QUEUE_PATHNAME, problem);
	}
}
