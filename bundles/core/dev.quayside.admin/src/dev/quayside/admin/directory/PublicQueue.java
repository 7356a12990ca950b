package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.Optional;
import java.util.UUID;

/**
 * A public queue as the directory describes it; absent attributes have the values of [MS-MQDSSM] 3.1.6.11.2.
 *
 * @param machine
 *            where it is
 * @param name
 *            whole, also where it is too long for its object
 * @param quota
 *            kilobytes; absent: no limit
 * @param privacy
 *            {@code none}, {@code optional} or {@code body}
 */
public record PublicQueue(String machine, String name, String dn, UUID id, UUID type, String label,
		boolean transactional, boolean journal, boolean authenticated, Reading<String> privacy, int basePriority,
		Reading<Long> quota, Reading<Long> journalQuota, Optional<String> multicastAddress) {

	/** {@code MACHINE\name}. */
	public String pathName() {
		return machine + '\\' + name;
	}

	/** {@code PUBLIC=guid}. */
	public String formatName() {
		return "PUBLIC=" + id;
	}

	/** {@code DIRECT=OS:machine\name}: who reads by it needs no directory. */
	public String directName() {
		return "DIRECT=OS:" + pathName();
	}
}
