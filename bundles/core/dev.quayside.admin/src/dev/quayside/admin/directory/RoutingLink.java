package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A routing link between two sites: {@code mSMQSiteLink}.
 *
 * @param site
 *            name of the first one
 * @param otherSite
 *            name of the second one
 * @param gates
 *            machines that all messages between the two sites pass
 */
public record RoutingLink(String name, String dn, UUID id, Optional<String> site, Optional<String> otherSite,
		Reading<Integer> cost, List<String> gates, Optional<String> description) {

	public RoutingLink {
		gates = List.copyOf(gates);
	}
}
