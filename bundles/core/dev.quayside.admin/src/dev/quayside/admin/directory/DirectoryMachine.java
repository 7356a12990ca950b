package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine with MSMQ: {@code mSMQConfiguration} and its computer object.
 *
 * @param name
 *            of the computer
 * @param dnsName
 *            for a connection
 * @param queueManagerId
 *            its objectGUID
 * @param osType
 *            in words
 * @param sites
 *            their names; GUIDs of those that are not known
 * @param quota
 *            kilobytes; absent: no limit
 * @param disabled
 *            whether its computer object is
 */
public record DirectoryMachine(String name, Optional<String> dnsName, String dn, UUID queueManagerId,
		Reading<String> version, Reading<String> osType, List<String> sites, Reading<Long> quota,
		Reading<Long> journalQuota, Reading<Boolean> routing, Reading<Boolean> foreign, Reading<Boolean> disabled) {

	public DirectoryMachine {
		sites = List.copyOf(sites);
	}
}
