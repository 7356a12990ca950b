package dev.quayside.ui.queuemanager;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.common.QueueNode;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where test messages go.
 *
 * @param formatName
 *            what is proposed to the user
 * @param transferPort
 *            empty: 1801
 * @param remark
 *            what the user should know about it; may be empty
 * @param isTransactional
 *            empty: not known
 */
record Destination(String formatName, OptionalInt transferPort, String remark, Optional<Boolean> isTransactional) {

	private static final Pattern DIRECT = Pattern.compile("(?i)DIRECT=(OS|TCP):([^\\\\]+)\\\\.+");
	private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

	/** The queue that was selected. */
	static Destination of(QueueNode queue) {
		QueueManagerAddress address = queue.manager().address();
		String host = queue.manager().isLocal() ? "OS:localhost" : protocol(address.host()) + address.host();
		return new Destination("DIRECT=" + host + "\\" + queue.name(), address.transferPort(), "",
				queue.summary().transactional().optional());
	}

	/** Names and addresses are written differently ([MS-MQMQ] 2.1.2). */
	private static String protocol(String host) {
		return IP_ADDRESS.matcher(host).matches() ? "TCP:" : "OS:";
	}

	/** The first queue of the local queue manager. */
	static Destination local() {
		Optional<QueueManagerAddress> address = LocalControl.get().running().map(LocalQueueManager::address);
		return new Destination("DIRECT=OS:localhost\\" + LocalControl.FIRST_QUEUE,
				address.map(QueueManagerAddress::transferPort).orElse(OptionalInt.empty()),
				address.isPresent() ? "" : "The local queue manager does not run.", Optional.empty());
	}

	/** Why nothing can be sent there, or empty. */
	Optional<String> refusal(String name, boolean asTransactional) {
		Matcher direct = DIRECT.matcher(name.strip());
		if (!direct.matches()) {
			return Optional
					.of("Name the queue as DIRECT=OS:host\\private$\\queue or DIRECT=TCP:address\\private$\\queue");
		}
		if (name.strip().equals(formatName) && !remark.isEmpty()) {
			return Optional.of(remark);
		}
		if (name.strip().equals(formatName) && isTransactional.filter(is -> is != asTransactional).isPresent()) {
			return Optional.of(asTransactional
					? "This queue is not transactional: it takes no transactional messages"
					: "This queue takes transactional messages only");
		}
		int port = transferPort.orElse(QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		return Connections.get().all().stream().filter(Manager::isReadOnly)
				.filter(manager -> manager.address().sendPort() == port
						&& (manager.address().host().equalsIgnoreCase(direct.group(2))
								|| manager.isLocal() && direct.group(2).equalsIgnoreCase("localhost")))
				.findAny().map(manager -> manager.title() + " is marked as read-only");
	}
}
