package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.ServerSettings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A site of a forest.
 *
 * @param servers
 *            what it says of its servers
 * @param ends
 *            of its links, in their order, the names of the other sites; unknown, with the reason, where that has gone
 */
public record SiteRow(DirectorySite site, List<ServerSettings> servers, List<Reading<String>> ends) {

	public SiteRow {
		Objects.requireNonNull(site);
		servers = List.copyOf(servers);
		ends = List.copyOf(ends);
	}

	/** @param sites names of all sites that there are, in lower case */
	public static SiteRow of(DirectorySite site, List<ServerSettings> servers, Set<String> sites) {
		return new SiteRow(site, servers,
				site.links().stream().map(link -> LinkRow.end(Optional.of(link.to()), sites)).toList());
	}
}
