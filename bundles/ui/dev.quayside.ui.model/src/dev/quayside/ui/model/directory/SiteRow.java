package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.ServerSettings;

import java.util.List;
import java.util.Objects;

/** A site of a forest with what it says of its servers. */
public record SiteRow(DirectorySite site, List<ServerSettings> servers) {

	public SiteRow {
		Objects.requireNonNull(site);
		servers = List.copyOf(servers);
	}
}
