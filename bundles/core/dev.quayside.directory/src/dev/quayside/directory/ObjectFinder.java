package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.msmq.Guids;

import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds machines, queues and aliases by what people call them. */
final class ObjectFinder {

	private static final String CONFIGURATION = "mSMQConfiguration";
	private static final String PUBLIC = "PUBLIC=";

	private final Context context;

	ObjectFinder(Context context) {
		this.context = context;
	}

	/**
	 * Distinguished names that were found.
	 *
	 * @param gap
	 *            where nothing was: what of the forest was not searched
	 */
	private record Found(List<String> dns, Optional<String> gap) {

		static Found named(String... dns) {
			return new Found(List.of(dns), Optional.empty());
		}
	}

	/** Looks in the whole forest, and where that has a gap in the domain as well. */
	private Found everywhere(String objectClass, ExprNode filter, IProgressMonitor monitor) throws DirectoryException {
		Context.Place domain = context.place(AccountQuery.Scope.DOMAIN);
		Context.Place forest;
		try {
			forest = context.place(AccountQuery.Scope.FOREST);
		} catch (DirectoryException e) {
			return new Found(dns(domain, objectClass, filter, new ArrayList<>(), monitor), Optional.of(e.getMessage()));
		}
		List<String> elsewhere = new ArrayList<>();
		List<String> found = dns(forest, objectClass, filter, elsewhere, monitor);
		Optional<String> gap = found.isEmpty() ? context.gap(forest, elsewhere, monitor) : Optional.empty();
		return new Found(gap.isEmpty() ? found : dns(domain, objectClass, filter, elsewhere, monitor), gap);
	}

	/** The {@code mSMQConfiguration} of a machine. */
	LdapEntry machine(String machine, IProgressMonitor monitor) throws DirectoryException {
		Found candidates;
		Optional<UUID> id = Guids.parse(machine.strip());
		if (id.isPresent()) {
			candidates = everywhere(CONFIGURATION, Filters.equal("objectGUID", Guids.bytes(id.get())), monitor);
		} else if (DistinguishedNames.isOne(machine)) {
			candidates = Found.named(machine, DistinguishedNames.child("msmq", machine));
		} else {
			ExprNode name = Filters.any(List.of(Filters.equal("sAMAccountName", machine + '$'),
					Filters.equal("dNSHostName", machine)));
			Found computers = everywhere("computer", name, monitor);
			candidates = new Found(computers.dns().stream()
					.map(computer -> DistinguishedNames.child("msmq", computer)).toList(), computers.gap());
		}
		List<LdapEntry> found = new ArrayList<>();
		for (String dn : candidates.dns()) {
			read(dn, CONFIGURATION, monitor, MsmqObjects.MACHINE).ifPresent(found::add);
		}
		return one("machine with MSMQ", machine, found, candidates.gap());
	}

	/** A public queue. */
	LdapEntry queue(String queue, IProgressMonitor monitor) throws DirectoryException {
		String objectClass = ObjectChange.Kind.PUBLIC_QUEUE.objectClass();
		String text = queue.strip();
		Optional<UUID> id = Guids.parse(text.regionMatches(true, 0, PUBLIC, 0, PUBLIC.length())
				? text.substring(PUBLIC.length())
				: text);
		List<LdapEntry> found = new ArrayList<>();
		Optional<String> gap = Optional.empty();
		if (id.isPresent()) {
			Found named = everywhere(objectClass, Filters.equal("objectGUID", Guids.bytes(id.get())), monitor);
			gap = named.gap();
			for (String dn : named.dns()) {
				read(dn, objectClass, monitor, MsmqObjects.QUEUE).ifPresent(found::add);
			}
		} else if (DistinguishedNames.isOne(text)) {
			read(text, objectClass, monitor, MsmqObjects.QUEUE).ifPresent(found::add);
		} else {
			int backslash = text.indexOf('\\');
			if (backslash < 1) {
				throw new DirectoryException(Kind.INVALID, "'" + queue + "' names no public queue",
						"Name it as MACHINE\\queue, by its id, or by its DN", null);
			}
			found.addAll(queues(machine(text.substring(0, backslash), monitor).dn(), text.substring(backslash + 1),
					monitor));
		}
		return one("public queue", queue, found, gap);
	}

	/** Queues of a machine that are called so; names of old objects need not have the hash of their name. */
	List<LdapEntry> queues(String configuration, String name, IProgressMonitor monitor) throws DirectoryException {
		List<LdapEntry> found = new ArrayList<>();
		LdapQuery query = new LdapQuery(configuration, SearchScope.ONELEVEL,
				Filters.equal("objectClass", ObjectChange.Kind.PUBLIC_QUEUE.objectClass()),
				List.of(MsmqObjects.QUEUE));
		context.servers().search(context.home(), query, entry -> {
			if (MsmqObjects.queue(entry).name().equalsIgnoreCase(name)) {
				found.add(entry);
			}
		}, monitor);
		return found;
	}

	/** The DN of an alias. */
	String alias(String alias, IProgressMonitor monitor) throws DirectoryException {
		String objectClass = ObjectChange.Kind.ALIAS.objectClass();
		List<LdapEntry> found = new ArrayList<>();
		List<String> dns = DistinguishedNames.isOne(alias)
				? List.of(alias)
				: dns(context.place(AccountQuery.Scope.DOMAIN), objectClass, Filters.equal("cn", alias),
						new ArrayList<>(), monitor);
		for (String dn : dns) {
			read(dn, objectClass, monitor).ifPresent(found::add);
		}
		return one("queue alias", alias, found, Optional.empty()).dn();
	}

	private Optional<LdapEntry> read(String dn, String objectClass, IProgressMonitor monitor, String... attributes)
			throws DirectoryException {
		List<String> wanted = new ArrayList<>(List.of(attributes));
		wanted.add("objectClass");
		return context.servers().read(context.home(), LdapQuery.object(dn, wanted.toArray(String[]::new)), monitor)
				.filter(entry -> entry.texts("objectClass").stream().anyMatch(objectClass::equalsIgnoreCase));
	}

	/** @param elsewhere gets parts that were not searched */
	private List<String> dns(Context.Place place, String objectClass, ExprNode filter, List<String> elsewhere,
			IProgressMonitor monitor) throws DirectoryException {
		List<String> found = new ArrayList<>();
		elsewhere.addAll(context.servers().search(place.endpoint(), LdapQuery.below(place.base(),
				Filters.all(Filters.equal("objectClass", objectClass), filter), "objectGUID"),
				entry -> found.add(entry.dn()), monitor));
		return found;
	}

	private static LdapEntry one(String what, String name, List<LdapEntry> found, Optional<String> gap)
			throws DirectoryException {
		if (found.isEmpty() && gap.isPresent()) {
			throw new DirectoryException(Kind.NOT_FOUND, "The " + what + " " + name
					+ " was not found, but not everything was searched: " + gap.get(),
					"Try again later, or connect to the domain that it is in", null);
		}
		if (found.isEmpty()) {
			throw new DirectoryException(Kind.NOT_FOUND, "There is no " + what + " " + name + ", or it may not be seen",
					"Check the name", null);
		}
		if (found.size() > 1) {
			throw new DirectoryException(Kind.INVALID, name + " is not unique: "
					+ String.join("; ", found.stream().limit(5).map(LdapEntry::dn).toList()), "Name it by its DN",
					null);
		}
		return found.get(0);
	}
}
