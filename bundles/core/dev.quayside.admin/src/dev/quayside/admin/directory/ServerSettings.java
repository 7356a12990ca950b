package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.UUID;

/**
 * What a site says of one of its MSMQ servers: {@code mSMQSettings}, a copy of parts of the machine's
 * {@code mSMQConfiguration}.
 *
 * @param queueManagerId
 *            of the machine, as it was when this was written
 * @param services
 *            bits: 1 routing, 2, 4 and 8 controllers of the old directory, 16 remote access
 */
public record ServerSettings(String server, String site, String dn, Reading<UUID> queueManagerId,
		Reading<Long> services, Reading<Boolean> routing, Reading<Boolean> directory,
		Reading<Boolean> dependentClients) {}
