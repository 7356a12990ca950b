package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.List;
import java.util.UUID;

/**
 * A site with its routing links.
 *
 * @param links
 *            to other sites
 */
public record DirectorySite(String name, String dn, UUID id, boolean foreign, List<Link> links) {

	/**
	 * A routing link.
	 *
	 * @param to
	 *            name of the other site
	 */
	public record Link(String to, Reading<Integer> cost, List<String> gates) {

		public Link {
			gates = List.copyOf(gates);
		}
	}

	public DirectorySite {
		links = List.copyOf(links);
	}
}
