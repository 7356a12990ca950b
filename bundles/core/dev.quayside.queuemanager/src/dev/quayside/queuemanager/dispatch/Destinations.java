package dev.quayside.queuemanager.dispatch;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.transfer.RareWarnings;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;

import java.util.Optional;

/** Which queue messages with a name go to: one that is here, or an outgoing one, which is made where it is missing. */
record Destinations(QueueManager manager, Peers peers) {

	private static final RareWarnings WARNINGS = new RareWarnings(System.getLogger(Dispatcher.class.getName()));
	/** Whoever sends to ever new names must not fill the disk with queues. */
	static final int MAX_OUTGOING = 1000;
	/** Of those so many at most for acknowledgements, which strangers cause. */
	static final int MAX_FOR_ACKNOWLEDGEMENTS = 500;

	/**
	 * @param room
	 *            for outgoing queues, if one is to be made
	 * @return empty if there is no way, or no room
	 */
	Optional<Queue> find(FormatName name, int room) throws MqException, StoreException {
		if (name instanceof FormatName.Direct direct) {
			boolean binary = direct.protocol() == FormatName.Direct.Protocol.OS
					|| direct.protocol() == FormatName.Direct.Protocol.TCP;
			return !binary ? Optional.empty() : peers.isHere(direct.host()) ? here(name) : outgoing(name, room);
		}
		if (name instanceof FormatName.PrivateQueue queue && !queue.queueManager().equals(manager.id())) {
			return outgoing(name, room);
		}
		return here(name);
	}

	private Optional<Queue> here(FormatName name) {
		return manager.find(name).filter(queue -> queue.kind().isDestination());
	}

	private Optional<Queue> outgoing(FormatName name, int room) throws MqException, StoreException {
		Optional<Queue> existing = manager.outgoing(name, false);
		if (existing.isPresent()) {
			return existing;
		}
		if (manager.queues(QueueKind.OUTGOING).size() >= room) {
			WARNINGS.say(() -> "No outgoing queue for " + name.text() + ": there are " + room + " already");
			return Optional.empty();
		}
		return manager.outgoing(name, true);
	}
}
