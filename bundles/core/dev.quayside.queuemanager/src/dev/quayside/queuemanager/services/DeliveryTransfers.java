package dev.quayside.queuemanager.services;

import dev.quayside.queuemanager.delivery.IncomingTransfer;
import dev.quayside.queuemanager.engine.Queue;

import java.util.List;
import java.util.function.IntFunction;

/** What has come by the binary protocol. */
public final class DeliveryTransfers implements Transfers {

	private final IntFunction<List<IncomingTransfer>> transfers;
	private final QueueNaming names;

	/**
	 * @param transfers
	 *            of transactional messages to a queue, by its number
	 * @param computer
	 *            name in the format names that are told
	 */
	public DeliveryTransfers(IntFunction<List<IncomingTransfer>> transfers, String computer) {
		this.transfers = transfers;
		this.names = new QueueNaming(computer);
	}

	@Override
	public List<Incoming> incoming(Queue queue) {
		return transfers.apply(queue.number()).stream()
				.map(from -> new Incoming(names.format(queue), from.sender(), from.sequenceId(),
						from.sequenceNumber(), from.lastAccess().getEpochSecond(), from.rejected()))
				.toList();
	}
}
