package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.model.RowColumn;
import dev.quayside.ui.model.Words;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What MSMQ keeps for a whole forest, as tables. */
public final class EnterpriseColumns {

	private static final int MAX_NAMED = 20;

	public static final List<RowColumn<AliasRow>> ALIASES = List.of(
			RowColumn.text("Alias", 28, row -> Words.oneLine(row.alias().name())),
			RowColumn.text("Stands for", 50, row -> text(row.alias().formatName())),
			RowColumn.text("Problem", 40, row -> Words.oneLine(row.problem().orElse(""))),
			RowColumn.text("Description", 30, row -> Words.oneLine(row.alias().description().orElse(""))),
			RowColumn.text("Id", 40, row -> row.alias().id().toString()),
			RowColumn.text("Distinguished name", 60, row -> Words.oneLine(row.alias().dn())));

	public static final List<RowColumn<DistributionList>> LISTS = List.of(
			RowColumn.text("Distribution list", 28, list -> Words.oneLine(list.name())),
			RowColumn.number("Members", 12, list -> Words.count(list.members().size()),
					list -> list.members().size()),
			RowColumn.number("Queues", 12, list -> Words.count(queues(list)),
					list -> queues(list).optional().orElse(-1L)),
			RowColumn.text("Problem", 40, list -> Words.oneLine(list.queues().unknownReason().orElse(""))),
			RowColumn.text("Format name", 46, DistributionList::formatName),
			RowColumn.text("Class", 16, list -> Words.oneLine(list.objectClass())),
			RowColumn.text("Distinguished name", 60, list -> Words.oneLine(list.dn())));

	public static final List<RowColumn<SiteRow>> SITES = List.of(
			RowColumn.text("Site", 28, row -> Words.oneLine(row.site().name())),
			RowColumn.text("Servers", 40, row -> names(row.servers().stream().map(ServerSettings::server).toList())),
			RowColumn.text("Links to (cost)", 40, row -> links(row)),
			RowColumn.text("Foreign", 10, row -> row.site().foreign() ? "yes" : ""),
			RowColumn.text("Id", 40, row -> row.site().id().toString()),
			RowColumn.text("Distinguished name", 60, row -> Words.oneLine(row.site().dn())));

	public static final List<RowColumn<ServerSettings>> SERVERS = List.of(
			RowColumn.text("Server", 22, server -> Words.oneLine(server.server())),
			RowColumn.text("Site", 26, server -> Words.oneLine(server.site())),
			RowColumn.text("Routing", 10, server -> yes(server.routing())),
			RowColumn.text("Directory service", 18, server -> yes(server.directory())),
			RowColumn.text("Dependent clients", 18, server -> yes(server.dependentClients())),
			RowColumn.text("Queue manager", 40, server -> text(server.queueManagerId().map(Object::toString))),
			RowColumn.text("Distinguished name", 60, server -> Words.oneLine(server.dn())));

	public static final List<RowColumn<LinkRow>> LINKS = List.of(
			RowColumn.text("Site", 30, row -> site(row.site())),
			RowColumn.text("Other site", 30, row -> site(row.otherSite())),
			RowColumn.number("Cost", 10, row -> Words.count(row.link().cost().map(Integer::longValue)),
					row -> row.link().cost().optional().orElse(Integer.MAX_VALUE)),
			RowColumn.text("Site gates", 36, row -> names(row.link().gates())),
			RowColumn.text("Description", 30, row -> Words.oneLine(row.link().description().orElse(""))),
			RowColumn.text("Name", 34, row -> Words.oneLine(row.link().name())),
			RowColumn.text("Distinguished name", 60, row -> Words.oneLine(row.link().dn())));

	public static final List<RowColumn<ForestSetting>> SETTINGS = List.of(
			RowColumn.text("Setting", 36, ForestSetting::name), RowColumn.text("Value", 44, ForestSetting::words),
			RowColumn.text("What it means", 80, ForestSetting::meaning));

	private EnterpriseColumns() {}

	private static Reading<Long> queues(DistributionList list) {
		return list.queues().map(found -> (long) found.size());
	}

	/** A site that has gone keeps its place in the line, with a question mark. */
	static String site(Reading<String> site) {
		return site.optional().map(Words::oneLine)
				.orElse(Words.UNKNOWN + " (" + Words.oneLine(site.unknownReason().orElse("none")) + ")");
	}

	private static String links(SiteRow row) {
		List<DirectorySite.Link> links = row.site().links();
		return IntStream.range(0, links.size()).limit(MAX_NAMED)
				.mapToObj(i -> site(row.ends().get(i)) + " (" + cost(links.get(i)) + ')')
				.collect(Collectors.joining(", ")) + more(links.size());
	}

	static String cost(DirectorySite.Link link) {
		return link.cost().optional().map(String::valueOf).orElse(Words.UNKNOWN);
	}

	static String names(List<String> names) {
		return names.stream().limit(MAX_NAMED).map(LinkRow::name).collect(Collectors.joining(", "))
				+ more(names.size());
	}

	private static String more(int size) {
		return size > MAX_NAMED ? " and " + (size - MAX_NAMED) + " more" : "";
	}

	private static String text(Reading<String> reading) {
		return reading.optional().map(Words::oneLine).orElse(reading.isUnknown() ? Words.UNKNOWN : "");
	}

	private static String yes(Reading<Boolean> reading) {
		return reading.optional().map(value -> value ? "yes" : "").orElse(reading.isUnknown() ? Words.UNKNOWN : "");
	}
}
