package dev.quayside.admin;

import java.util.UUID;

/** What a queue manager says about itself. */
public record MachineSummary(String host, Reading<UUID> queueManagerId, Reading<String> version,
		Reading<Boolean> connected, Reading<String> directoryServer, Reading<Long> bytesInAllQueues,
		Reading<Integer> privateQueues, Reading<Integer> activeQueues) {}
