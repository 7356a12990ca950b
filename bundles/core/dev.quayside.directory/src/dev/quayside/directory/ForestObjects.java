package dev.quayside.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.EnterpriseSettings;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.QueueAlias;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.msmq.Guids;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Settings of the forest and its sites, routing links and aliases ([MS-MQDSSM] 2.2.1 and 2.2.2). */
final class ForestObjects {

	private static final String[] LINK = { "cn", "objectGUID", "mSMQSite1", "mSMQSite2", "mSMQCost", "mSMQSiteGates",
			"description" };
	private static final String[] SETTINGS = { "mSMQQMID", "mSMQServices", "mSMQRoutingService", "mSMQDsService",
			"mSMQDependentClientService" };

	private final Context context;

	ForestObjects(Context context) {
		this.context = context;
	}

	Optional<EnterpriseSettings> enterprise(IProgressMonitor monitor) throws DirectoryException {
		String dn = "CN=MsmqServices,CN=Services," + context.forest().configurationDn();
		return context.servers().read(context.home(), LdapQuery.object(dn, "objectGUID", "mSMQLongLived",
				"mSMQNameStyle", "mSMQCSPName", "mSMQVersion"), monitor)
				.map(entry -> new EnterpriseSettings(entry.dn(), MsmqObjects.guid(entry, "objectGUID"),
						entry.number("mSMQLongLived"), nameStyle(entry), answer(entry), entry.number("mSMQVersion")));
	}

	/** A Boolean by its schema, 0, 1 or 2 by [MS-MQDSSM] 3.1.6.11.3.2; 2 leaves it to the queue managers. */
	private static Reading<Boolean> nameStyle(LdapEntry entry) {
		return switch (entry.text("mSMQNameStyle").orElse("")) {
			case "0" -> Reading.known(false);
			case "1" -> Reading.known(true);
			case "2" -> Reading.absent();
			default -> entry.truth("mSMQNameStyle");
		};
	}

	private static Reading<Boolean> answer(LdapEntry entry) {
		Optional<String> text = entry.text("mSMQCSPName");
		return text.map(value -> value.equalsIgnoreCase("Y") || value.equalsIgnoreCase("N")
				? Reading.known(value.equalsIgnoreCase("Y"))
				: Reading.<Boolean>unknown("'" + value + "' is neither Y nor N")).orElseGet(Reading::absent);
	}

	void routingLinks(Consumer<RoutingLink> consumer, IProgressMonitor monitor) throws DirectoryException {
		search(new Context.Place(context.home(), "CN=Services," + context.forest().configurationDn()), "mSMQSiteLink",
				entry -> consumer.accept(link(entry)), monitor, LINK);
	}

	private static RoutingLink link(LdapEntry entry) {
		List<String> gates = entry.texts("mSMQSiteGates").stream()
				.map(gate -> DistinguishedNames.first(DistinguishedNames.parent(gate))).toList();
		return new RoutingLink(name(entry), entry.dn(), MsmqObjects.guid(entry, "objectGUID"),
				entry.text("mSMQSite1").map(DistinguishedNames::first),
				entry.text("mSMQSite2").map(DistinguishedNames::first), entry.number("mSMQCost").map(Long::intValue),
				gates, entry.text("description"));
	}

	/** {@code CN=MSMQ Settings,CN=computer,CN=Servers,CN=site,…}. */
	void settings(Consumer<ServerSettings> consumer, IProgressMonitor monitor) throws DirectoryException {
		search(new Context.Place(context.home(), "CN=Sites," + context.forest().configurationDn()), "mSMQSettings",
				entry -> {
					String server = DistinguishedNames.parent(entry.dn());
					String site = DistinguishedNames.parent(DistinguishedNames.parent(server));
					consumer.accept(new ServerSettings(DistinguishedNames.first(server), DistinguishedNames.first(site),
							entry.dn(), id(entry), entry.number("mSMQServices"), entry.truth("mSMQRoutingService"),
							entry.truth("mSMQDsService"), entry.truth("mSMQDependentClientService")));
				}, monitor, SETTINGS);
	}

	private static Reading<UUID> id(LdapEntry entry) {
		Optional<byte[]> id = entry.bytes("mSMQQMID");
		return id.isEmpty()
				? Reading.absent()
				: id.get().length == Guids.SIZE
						? Reading.known(MsmqObjects.guid(id.get()))
						: Reading.unknown("mSMQQMID has " + id.get().length + " bytes");
	}

	void aliases(AccountQuery.Scope scope, Consumer<QueueAlias> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		search(context.place(scope), ObjectChange.Kind.ALIAS.objectClass(), entry -> consumer.accept(alias(entry)),
				monitor, "cn", "objectGUID", Aliases.FORMAT_NAME, "description");
	}

	private static QueueAlias alias(LdapEntry entry) {
		return new QueueAlias(name(entry), entry.dn(), MsmqObjects.guid(entry, "objectGUID"),
				entry.text(Aliases.FORMAT_NAME).map(Reading::known).orElseGet(Reading::absent),
				entry.text("description"));
	}

	private static String name(LdapEntry entry) {
		return entry.text("cn").orElseGet(() -> DistinguishedNames.first(entry.dn()));
	}

	private void search(Context.Place place, String objectClass, Consumer<LdapEntry> consumer,
			IProgressMonitor monitor, String... attributes) throws DirectoryException {
		context.search(place, LdapQuery.below(place.base(), Filters.equal("objectClass", objectClass), attributes),
				consumer, monitor);
	}
}
