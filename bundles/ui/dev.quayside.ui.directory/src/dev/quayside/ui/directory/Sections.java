package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.QueueAlias;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.model.directory.AliasRow;
import dev.quayside.ui.model.directory.EnterpriseColumns;
import dev.quayside.ui.model.directory.ForestSetting;
import dev.quayside.ui.model.directory.LinkRow;
import dev.quayside.ui.model.directory.SiteRow;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All that MSMQ keeps for a forest, beside machines and public queues. */
final class Sections {

	static final Section<AliasRow> ALIASES = new Section<>("aliases", "queue", "Aliases", true,
			EnterpriseColumns.ALIASES, row -> row.alias().id(), "No queue has an alias in %s",
			(connection, scope, consumer, monitor) -> connection.objects().aliases(scope,
					alias -> consumer.accept(row(connection.objects(), alias)), monitor));

	static final Section<DistributionList> LISTS = new Section<>("lists", "group", "Distribution lists", true,
			EnterpriseColumns.LISTS, DistributionList::id, "No group of %s has queues or aliases among its members",
			(connection, scope, consumer, monitor) -> connection.objects().distributionLists(scope, monitor)
					.forEach(consumer));

	static final Section<SiteRow> SITES = new Section<>("sites", "directory", "Sites", false,
			EnterpriseColumns.SITES, row -> row.site().id(), "%s has no sites",
			(connection, scope, consumer, monitor) -> sites(connection, consumer, monitor));

	static final Section<ServerSettings> SERVERS = new Section<>("servers", "manager", "Servers of sites", false,
			EnterpriseColumns.SERVERS, ServerSettings::dn, "No site of %s has MSMQ servers",
			(connection, scope, consumer, monitor) -> connection.objects().settings(consumer, monitor));

	static final Section<LinkRow> LINKS = new Section<>("links", "move", "Routing links", false,
			EnterpriseColumns.LINKS, row -> row.link().id(),
			"%s has no routing links: messages go from site to site directly",
			(connection, scope, consumer, monitor) -> links(connection, consumer, monitor));

	static final Section<ForestSetting> SETTINGS = new Section<>("settings", "settings", "Settings of the forest",
			false, EnterpriseColumns.SETTINGS, ForestSetting::name, "%s has no settings of MSMQ",
			(connection, scope, consumer, monitor) -> connection.objects().enterprise(monitor)
					.ifPresent(settings -> ForestSetting.of(settings).forEach(consumer)));

	static final List<Section<?>> ALL = List.of(ALIASES, LISTS, SITES, SERVERS, LINKS, SETTINGS);

	private Sections() {}

	private static AliasRow row(DirectoryObjects objects, QueueAlias alias) {
		Optional<String> problem = alias.formatName().optional().isPresent()
				? objects.aliasRefusal(alias.name(), Optional.of(alias.dn()), alias.formatName().optional().get())
				: Optional.of(alias.formatName().unknownReason().orElse("It stands for nothing"));
		return new AliasRow(alias, problem);
	}

	private static void sites(DirectoryConnection connection, Consumer<SiteRow> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		Map<String, List<ServerSettings>> servers = new HashMap<>();
		connection.objects().settings(found -> servers
				.computeIfAbsent(found.site().toLowerCase(Locale.ROOT), site -> new ArrayList<>()).add(found), monitor);
		List<DirectorySite> sites = new ArrayList<>();
		connection.sites(sites::add, monitor);
		Set<String> names = sites.stream().map(Sections::key).collect(Collectors.toSet());
		sites.forEach(site -> consumer
				.accept(SiteRow.of(site, servers.getOrDefault(key(site), List.of()), names)));
	}

	private static String key(DirectorySite site) {
		return site.name().toLowerCase(Locale.ROOT);
	}

	private static void links(DirectoryConnection connection, Consumer<LinkRow> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		Set<String> sites = new HashSet<>();
		connection.sites(site -> sites.add(key(site)), monitor);
		connection.objects().routingLinks(link -> consumer.accept(LinkRow.of(link, sites)), monitor);
	}
}
