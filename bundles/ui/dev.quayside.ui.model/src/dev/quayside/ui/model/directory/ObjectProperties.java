package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.model.PropertyRow;
import dev.quayside.ui.model.PropertyRows;
import dev.quayside.ui.model.QueueForm;
import dev.quayside.ui.model.Words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Objects of a directory as the Properties view shows them. */
public final class ObjectProperties {

	/** More members of a list than anybody reads there. */
	private static final int MAX_LINES = 1000;
	private static final String NOT_SET = "not set";
	private static final String DN = "Distinguished name";

	private ObjectProperties() {}

	/** @param object a row of one of the tables; of anything else there is nothing to say */
	public static List<PropertyRow> of(Object object) {
		if (object instanceof MachineRow row) {
			return machine(row);
		} else if (object instanceof PublicQueue queue) {
			return queue(queue);
		} else if (object instanceof AliasRow row) {
			return alias(row);
		} else if (object instanceof DistributionList list) {
			return list(list);
		} else if (object instanceof SiteRow row) {
			return site(row);
		} else if (object instanceof ServerSettings server) {
			return server(server);
		} else if (object instanceof LinkRow row) {
			return link(row);
		} else if (object instanceof ForestSetting setting) {
			return setting(setting);
		} else if (object instanceof CertificateAccount account) {
			PropertyRows rows = new PropertyRows("Account");
			AccountColumns.EXPORT.forEach(spec -> add(rows, spec.title(), spec.text().apply(account)));
			return rows.all();
		}
		return List.of();
	}

	private static void add(PropertyRows rows, String name, String value) {
		rows.add(name, value.isEmpty() ? "none" : Words.oneLine(value));
	}

	private static List<PropertyRow> machine(MachineRow row) {
		DirectoryMachine machine = row.machine();
		PropertyRows rows = new PropertyRows("Machine");
		add(rows, "Name", machine.name());
		add(rows, "DNS name", machine.dnsName().orElse(""));
		rows.add("Disabled", words(machine.disabled().map(ObjectProperties::yes), NOT_SET));
		rows.add("System", machine.osType(), Words::oneLine);
		rows.add("Version", machine.version(), Words::oneLine);
		rows.add("Foreign", words(machine.foreign().map(ObjectProperties::yes), NOT_SET));
		rows.add("Routing", words(machine.routing().map(ObjectProperties::yes), NOT_SET));
		rows.add("Quota", words(machine.quota().map(ObjectProperties::kilobytes), "no limit"));
		rows.add("Journal quota", words(machine.journalQuota().map(ObjectProperties::kilobytes), "no limit"));
		machine.sites().forEach(site -> add(rows, "Site", site));
		rows.group("Its id");
		add(rows, "In the directory", machine.queueManagerId().toString());
		if (row.finding().isEmpty()) {
			rows.add("Of the machine itself",
					Words.UNKNOWN + " (nobody has asked: Directory > Find Duplicate Ids…)");
		} else {
			row.finding().ifPresent(finding -> {
				rows.add("Of the machine itself", finding.answeredId(), Object::toString);
				finding.settingsIds().forEach(id -> rows.add("At a site", id.toString()));
				rows.add("Finding", IdFindings.words(row.finding()));
				add(rows, "Evidence", finding.evidence());
				add(rows, "What to do", IdFindings.advice(finding.state()));
			});
		}
		rows.group("Object");
		add(rows, DN, machine.dn());
		return rows.all();
	}

	private static List<PropertyRow> queue(PublicQueue queue) {
		PropertyRows rows = new PropertyRows("Public queue");
		add(rows, "Path", queue.pathName());
		add(rows, "Label", queue.label());
		rows.add("Transactional", yes(queue.transactional()));
		rows.add("Quota", words(queue.quota().map(ObjectProperties::kilobytes), "no limit"));
		rows.add("Journal", yes(queue.journal()));
		rows.add("Journal quota", words(queue.journalQuota().map(ObjectProperties::kilobytes), "no limit"));
		rows.add("Authenticated messages only", yes(queue.authenticated()));
		rows.add("Encrypted messages", queue.privacy(), Words::oneLine);
		rows.add("Base priority", Integer.toString(queue.basePriority()));
		add(rows, "Type", QueueForm.type(Optional.of(queue.type())));
		add(rows, "Multicast address", queue.multicastAddress().orElse(""));
		rows.group("Names");
		add(rows, "Format name", queue.formatName());
		add(rows, "Direct name", queue.directName());
		add(rows, DN, queue.dn());
		return rows.all();
	}

	private static List<PropertyRow> alias(AliasRow row) {
		PropertyRows rows = new PropertyRows("Alias");
		add(rows, "Name", row.alias().name());
		rows.add("Stands for", row.alias().formatName(), Words::oneLine);
		row.problem().ifPresent(problem -> add(rows, "Problem", problem + ": who sends by it gets an error"));
		add(rows, "Description", row.alias().description().orElse(""));
		return object(rows, row.alias().dn(), row.alias().id().toString());
	}

	private static List<PropertyRow> list(DistributionList list) {
		PropertyRows rows = new PropertyRows("Distribution list");
		add(rows, "Name", list.name());
		add(rows, "Format name", list.formatName());
		if (list.members().stream().anyMatch(member -> member.dn().equalsIgnoreCase(list.dn()))) {
			rows.add("Holds itself", "yes: it is passed once, and its other members are reached");
		}
		rows.group("Members");
		list.members().stream().limit(MAX_LINES).forEach(member -> add(rows, kind(member.kind()), member.dn() + "  "
				+ words(member.formatName(), "none")));
		rest(rows, list.members().size());
		rows.group("Stands for");
		list.queues().optional().ifPresent(queues -> {
			queues.stream().limit(MAX_LINES).forEach(queue -> add(rows, "Queue", queue));
			rest(rows, queues.size());
		});
		list.queues().unknownReason().ifPresent(reason -> {
			add(rows, "Queues", Words.UNKNOWN + " (" + reason + ")");
			rows.add("What breaks", "Who sends to the list gets an error: queue managers cannot resolve it either");
		});
		return object(rows, list.dn(), list.id().toString());
	}

	private static void rest(PropertyRows rows, int size) {
		if (size > MAX_LINES) {
			rows.add("And more", Words.count(size - MAX_LINES) + " that are not shown");
		}
	}

	private static String kind(String objectClass) {
		return switch (objectClass) {
			case "mSMQQueue" -> "Public queue";
			case "msMQ-Custom-Recipient" -> "Alias";
			case "group", "msMQ-Group" -> "List";
			default -> objectClass;
		};
	}

	private static List<PropertyRow> site(SiteRow row) {
		PropertyRows rows = new PropertyRows("Site");
		add(rows, "Name", row.site().name());
		rows.add("Foreign", yes(row.site().foreign()));
		rows.group("Servers");
		if (row.servers().isEmpty()) {
			rows.add("Servers", "none");
		}
		row.servers().forEach(server -> add(rows, server.server(), services(server)));
		rows.group("Routing links");
		if (row.site().links().isEmpty()) {
			rows.add("Links", "none: messages reach other sites directly");
		}
		for (int i = 0; i < row.ends().size(); i++) {
			DirectorySite.Link link = row.site().links().get(i);
			add(rows, "To " + EnterpriseColumns.site(row.ends().get(i)), "cost " + EnterpriseColumns.cost(link)
					+ (link.gates().isEmpty() ? "" : ", by way of " + EnterpriseColumns.names(link.gates())));
		}
		return object(rows, row.site().dn(), row.site().id().toString());
	}

	private static String services(ServerSettings server) {
		return "routing: " + words(server.routing().map(ObjectProperties::yes), NOT_SET) + ", directory service: "
				+ words(server.directory().map(ObjectProperties::yes), NOT_SET) + ", dependent clients: "
				+ words(server.dependentClients().map(ObjectProperties::yes), NOT_SET);
	}

	private static List<PropertyRow> server(ServerSettings server) {
		PropertyRows rows = new PropertyRows("Server");
		add(rows, "Server", server.server());
		add(rows, "Site", server.site());
		rows.add("Routing", words(server.routing().map(ObjectProperties::yes), NOT_SET));
		rows.add("Directory service", words(server.directory().map(ObjectProperties::yes), NOT_SET));
		rows.add("Dependent clients", words(server.dependentClients().map(ObjectProperties::yes), NOT_SET));
		rows.add("Services", server.services(), bits -> String.format(Locale.ROOT, "0x%x", bits));
		rows.add("Queue manager", server.queueManagerId(), Object::toString);
		rows.group("Object");
		add(rows, DN, server.dn());
		return rows.all();
	}

	private static List<PropertyRow> link(LinkRow row) {
		RoutingLink link = row.link();
		PropertyRows rows = new PropertyRows("Routing link");
		add(rows, "Name", link.name());
		rows.add("Site", row.site(), Words::oneLine);
		rows.add("Other site", row.otherSite(), Words::oneLine);
		if (row.isBroken()) {
			rows.add("What breaks", "Messages are not routed by it. Remove the link in the tools of MSMQ");
		}
		rows.add("Cost", link.cost(), String::valueOf);
		if (link.gates().isEmpty()) {
			rows.add("Site gates", "none: any server of the site routes");
		}
		link.gates().forEach(gate -> add(rows, "Site gate", LinkRow.name(gate)));
		add(rows, "Description", link.description().orElse(""));
		return object(rows, link.dn(), link.id().toString());
	}

	private static List<PropertyRow> setting(ForestSetting setting) {
		PropertyRows rows = new PropertyRows("Forest");
		rows.add(setting.name(), setting.words());
		rows.add("What it means", setting.meaning());
		return object(rows, setting.of().dn(), setting.of().id().toString());
	}

	private static List<PropertyRow> object(PropertyRows rows, String dn, String id) {
		rows.group("Object");
		add(rows, "Id", id);
		add(rows, DN, dn);
		return rows.all();
	}

	private static String words(Reading<String> reading, String absent) {
		return Words.oneLine(reading.optional()
				.orElse(reading.unknownReason().map(reason -> Words.UNKNOWN + " (" + reason + ")").orElse(absent)));
	}

	private static String yes(boolean value) {
		return value ? "yes" : "no";
	}

	private static String kilobytes(long value) {
		return Words.count(value) + " KB";
	}
}
