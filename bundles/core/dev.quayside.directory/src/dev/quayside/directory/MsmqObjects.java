package dev.quayside.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.directory.DirectoryQueueName;

import org.apache.directory.api.ldap.model.message.SearchScope;
import org.eclipse.core.runtime.IProgressMonitor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Machines, public queues and sites ([MS-MQDSSM] 2.2.1 and 2.2.2). */
final class MsmqObjects {

	static final String[] MACHINE = { "objectGUID", "mSMQComputerTypeEx", "mSMQOSType", "mSMQSites",
			"mSMQQuota",
			"mSMQJournalQuota", "mSMQRoutingServices", "mSMQForeign" };
	static final String[] QUEUE = { "objectGUID", "cn", "mSMQQueueNameExt", "mSMQQueueType", "mSMQLabelEx",
			"mSMQTransactional", "mSMQJournal", "mSMQAuthenticate", "mSMQPrivacyLevel", "mSMQBasePriority",
			"mSMQQueueQuota", "mSMQQueueJournalQuota", "MSMQ-MulticastAddress" };
	private static final long DISABLED = 2;
	/** Of quotas: none ([MS-MQDSSM] 3.1.6.11.2). */
	private static final long UNLIMITED = -1;
	private static final Map<Long, String> SYSTEMS = Map.of(0L, "none", 0x100L, "foreign", 0x200L, "Windows 95", 0x300L,
			"Windows client", 0x400L, "Windows server", 0x500L, "Windows enterprise server");
	private static final List<String> PRIVACY = List.of("none", "optional", "body");

	private final Context context;

	MsmqObjects(Context context) {
		this.context = context;
	}

	void machines(AccountQuery.Scope scope, Consumer<DirectoryMachine> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		Map<UUID, String> sites = siteNames(monitor);
		Context.Place place = context.place(scope);
		List<LdapEntry> found = new ArrayList<>();
		search(place, "mSMQConfiguration", found::add, monitor, MACHINE);
		for (LdapEntry entry : found) {
			DirectoryMachine machine = machine(place, entry, sites, monitor);
			consumer.accept(place.isCatalog() ? ofCatalog(machine) : machine);
		}
	}

	/** One machine by the entry of its configuration. */
	DirectoryMachine machine(LdapEntry entry, IProgressMonitor monitor) throws DirectoryException {
		return machine(context.place(AccountQuery.Scope.DOMAIN), entry, siteNames(monitor), monitor);
	}

	private DirectoryMachine machine(Context.Place place, LdapEntry entry, Map<UUID, String> sites,
			IProgressMonitor monitor) throws DirectoryException {
		LdapEntry computer = context.servers().read(place.endpoint(),
				LdapQuery.object(DistinguishedNames.parent(entry.dn()), "cn", "dNSHostName", "userAccountControl"),
				monitor).orElse(entry);
		return machine(entry, computer, sites);
	}

	/** A global catalog lacks some attributes ([MS-ADA2]): what is not there may be set nevertheless. */
	private static DirectoryMachine ofCatalog(DirectoryMachine machine) {
		return new DirectoryMachine(machine.name(), machine.dnsName(), machine.dn(), machine.queueManagerId(),
				notAbsent(machine.version()), machine.osType(), machine.sites(), notAbsent(machine.quota()),
				notAbsent(machine.journalQuota()), machine.routing(), machine.foreign(), machine.disabled());
	}

	private static <T> Reading<T> notAbsent(Reading<T> reading) {
		return reading instanceof Reading.Absent<T>
				? Reading.unknown("A global catalog does not have it: ask a domain controller of its domain")
				: reading;
	}

	private void search(Context.Place place, String objectClass, Consumer<LdapEntry> consumer,
			IProgressMonitor monitor, String... attributes) throws DirectoryException {
		context.search(place, LdapQuery.below(place.base(), Filters.equal("objectClass", objectClass), attributes),
				consumer, monitor);
	}

	private static DirectoryMachine machine(LdapEntry entry, LdapEntry computer, Map<UUID, String> sites) {
		String name = computer == entry
				? DistinguishedNames.first(DistinguishedNames.parent(entry.dn()))
				: computer.text("cn").orElse(computer.dn());
		Reading<Boolean> disabled = computer == entry
				? Reading.unknown("The computer object may not be seen")
				: computer.number("userAccountControl").map(flags -> (flags & DISABLED) != 0);
		return new DirectoryMachine(name, computer.text("dNSHostName"), entry.dn(), guid(entry, "objectGUID"),
				text(entry, "mSMQComputerTypeEx"),
				entry.number("mSMQOSType")
						.map(type -> SYSTEMS.getOrDefault(type, String.format(Locale.ROOT, "0x%x", type))),
				entry.values("mSMQSites").stream().map(MsmqObjects::guid)
						.map(id -> sites.getOrDefault(id, id.toString())).toList(),
				quota(entry, "mSMQQuota"), quota(entry, "mSMQJournalQuota"), entry.truth("mSMQRoutingServices"),
				entry.truth("mSMQForeign"), disabled);
	}

	void queues(AccountQuery.Scope scope, Consumer<PublicQueue> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		search(context.place(scope), "mSMQQueue", entry -> consumer.accept(queue(entry)), monitor, QUEUE);
	}

	static PublicQueue queue(LdapEntry entry) {
		Reading<Long> level = entry.number("mSMQPrivacyLevel");
		Reading<String> privacy = level instanceof Reading.Absent
				? Reading.known(PRIVACY.get(1))
				: level instanceof Reading.Known<Long> known
						? known.value() >= 0 && known.value() < PRIVACY.size()
								? Reading.known(PRIVACY.get(known.value().intValue()))
								: Reading.unknown("The level " + known.value() + " means nothing")
						: Reading.unknown(level.unknownReason().orElse(""));
		return new PublicQueue(
				DistinguishedNames.first(DistinguishedNames.parent(DistinguishedNames.parent(entry.dn()))), name(entry),
				entry.dn(), guid(entry, "objectGUID"),
				entry.bytes("mSMQQueueType").map(MsmqObjects::guid).orElse(Guids.NIL),
				entry.text("mSMQLabelEx").orElse(""), is(entry, "mSMQTransactional"), is(entry, "mSMQJournal"),
				is(entry, "mSMQAuthenticate"), privacy,
				entry.number("mSMQBasePriority").optional().orElse(0L).intValue(),
				quota(entry, "mSMQQueueQuota"), quota(entry, "mSMQQueueJournalQuota"),
				entry.text("MSMQ-MulticastAddress"));
	}

	private static String name(LdapEntry entry) {
		return new DirectoryQueueName(entry.text("cn").orElseGet(() -> DistinguishedNames.first(entry.dn())),
				entry.text("mSMQQueueNameExt")).queue();
	}

	void sites(Consumer<DirectorySite> consumer, IProgressMonitor monitor) throws DirectoryException {
		Map<String, LdapEntry> sites = new LinkedHashMap<>();
		search(sitesPlace(), "site", entry -> sites.put(entry.dn().toLowerCase(Locale.ROOT), entry), monitor, "cn",
				"objectGUID", "mSMQSiteForeign");
		Map<String, List<DirectorySite.Link>> links = new HashMap<>();
		search(new Context.Place(context.home(), "CN=Services," + context.forest().configurationDn()), "mSMQSiteLink",
				entry -> link(entry, sites, links), monitor, "mSMQSite1", "mSMQSite2", "mSMQCost", "mSMQSiteGates");
		sites.forEach((key, entry) -> consumer
				.accept(new DirectorySite(entry.text("cn").orElse(entry.dn()), entry.dn(), guid(entry, "objectGUID"),
						is(entry, "mSMQSiteForeign"), links.getOrDefault(key, List.of()))));
	}

	private Context.Place sitesPlace() {
		return new Context.Place(context.home(), "CN=Sites," + context.forest().configurationDn());
	}

	private static void link(LdapEntry entry, Map<String, LdapEntry> sites,
			Map<String, List<DirectorySite.Link>> links) {
		String one = entry.text("mSMQSite1").orElse("");
		String other = entry.text("mSMQSite2").orElse("");
		Reading<Integer> cost = entry.number("mSMQCost").map(Long::intValue);
		List<String> gates = entry.texts("mSMQSiteGates").stream()
				.map(gate -> DistinguishedNames.first(DistinguishedNames.parent(gate))).toList();
		for (List<String> ends : List.of(List.of(one, other), List.of(other, one))) {
			links.computeIfAbsent(ends.get(0).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
					.add(new DirectorySite.Link(DistinguishedNames.first(ends.get(1)), cost, gates));
		}
	}

	private Map<UUID, String> siteNames(IProgressMonitor monitor) throws DirectoryException {
		Map<UUID, String> names = new HashMap<>();
		context.servers().search(sitesPlace().endpoint(),
				new LdapQuery(sitesPlace().base(), SearchScope.ONELEVEL, Filters.equal("objectClass", "site"),
						List.of("cn", "objectGUID")),
				entry -> names.put(guid(entry, "objectGUID"), entry.text("cn").orElse(entry.dn())), monitor);
		return names;
	}

	private static Reading<String> text(LdapEntry entry, String attribute) {
		return entry.text(attribute).map(Reading::known).orElseGet(Reading::absent);
	}

	private static Reading<Long> quota(LdapEntry entry, String attribute) {
		Reading<Long> quota = entry.number(attribute);
		return quota instanceof Reading.Known<Long> known && known.value() == UNLIMITED
				? Reading.absent()
				: quota.map(value -> value < 0 ? Integer.toUnsignedLong(value.intValue()) : value);
	}

	static boolean is(LdapEntry entry, String attribute) {
		return entry.truth(attribute).optional().orElse(false);
	}

	static UUID guid(LdapEntry entry, String attribute) {
		return entry.bytes(attribute).map(MsmqObjects::guid).orElse(Guids.NIL);
	}

	static UUID guid(byte[] bytes) {
		return bytes.length == Guids.SIZE ? Guids.get(ByteBuffer.wrap(bytes)) : Guids.NIL;
	}
}
