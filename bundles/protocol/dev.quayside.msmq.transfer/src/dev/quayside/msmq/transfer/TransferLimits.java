package dev.quayside.msmq.transfer;

import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.SessionHeader;

/**
 * What a listener bears at once.
 *
 * @param connections
 *            in all, each with a thread and now and then a second one; when they are used up, the oldest that has no
 *            session yet makes room
 * @param connectionsPerAddress
 *            likewise for one client address
 * @param packetBytes
 *            of all packets that come in or are not stored yet; whoever sends more waits
 */
public record TransferLimits(int connections, int connectionsPerAddress, int packetBytes) {

	private static final int LEAST_BYTES = 16 * 1024 * 1024;
	private static final int MOST_BYTES = 256 * 1024 * 1024;

	/** Packets may take an eighth of the heap, as the store holds copies. */
	public static final TransferLimits DEFAULT = new TransferLimits(512, 256,
			(int) Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8)));

	public TransferLimits {
		int largest = BaseHeader.MAX_PACKET + SessionHeader.SIZE;
		if (packetBytes < largest) {
			throw new IllegalArgumentException(
					packetBytes + " bytes for packets: expected at least the largest packet, " + largest);
		}
	}
}
