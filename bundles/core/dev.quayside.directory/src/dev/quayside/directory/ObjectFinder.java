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

	/** The whole forest if it can be searched, otherwise the domain. */
	private Context.Place place() throws DirectoryException {
		try {
			return context.place(AccountQuery.Scope.FOREST);
		} catch (DirectoryException e) {
			return context.place(AccountQuery.Scope.DOMAIN);
		}
	}

	/** The {@code mSMQConfiguration} of a machine. */
	LdapEntry machine(String machine, IProgressMonitor monitor) throws DirectoryException {
		List<String> candidates = new ArrayList<>();
		Optional<UUID> id = Guids.parse(machine.strip());
		if (id.isPresent()) {
			candidates.addAll(dns(place(), CONFIGURATION, Filters.equal("objectGUID", Guids.bytes(id.get())), monitor));
		} else if (DistinguishedNames.isOne(machine)) {
			candidates.add(machine);
			candidates.add(DistinguishedNames.child("msmq", machine));
		} else {
			ExprNode name = Filters.any(List.of(Filters.equal("sAMAccountName", machine + '$'),
					Filters.equal("dNSHostName", machine)));
			dns(place(), "computer", name, monitor)
					.forEach(computer -> candidates.add(DistinguishedNames.child("msmq", computer)));
		}
		List<LdapEntry> found = new ArrayList<>();
		for (String dn : candidates) {
			read(dn, CONFIGURATION, monitor, MsmqObjects.MACHINE).ifPresent(found::add);
		}
		return one("machine with MSMQ", machine, found);
	}

	/** A public queue. */
	LdapEntry queue(String queue, IProgressMonitor monitor) throws DirectoryException {
		String objectClass = ObjectChange.Kind.PUBLIC_QUEUE.objectClass();
		String text = queue.strip();
		Optional<UUID> id = Guids.parse(text.regionMatches(true, 0, PUBLIC, 0, PUBLIC.length())
				? text.substring(PUBLIC.length())
				: text);
		List<LdapEntry> found = new ArrayList<>();
		if (id.isPresent()) {
			for (String dn : dns(place(), objectClass, Filters.equal("objectGUID", Guids.bytes(id.get())), monitor)) {
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
		return one("public queue", queue, found);
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
				: dns(context.place(AccountQuery.Scope.DOMAIN), objectClass, Filters.equal("cn", alias), monitor);
		for (String dn : dns) {
			read(dn, objectClass, monitor).ifPresent(found::add);
		}
		return one("queue alias", alias, found).dn();
	}

	private Optional<LdapEntry> read(String dn, String objectClass, IProgressMonitor monitor, String... attributes)
			throws DirectoryException {
		List<String> wanted = new ArrayList<>(List.of(attributes));
		wanted.add("objectClass");
		return context.servers().read(context.home(), LdapQuery.object(dn, wanted.toArray(String[]::new)), monitor)
				.filter(entry -> entry.texts("objectClass").stream().anyMatch(objectClass::equalsIgnoreCase));
	}

	private List<String> dns(Context.Place place, String objectClass, ExprNode filter, IProgressMonitor monitor)
			throws DirectoryException {
		List<String> found = new ArrayList<>();
		context.servers().search(place.endpoint(), LdapQuery.below(place.base(),
				Filters.all(Filters.equal("objectClass", objectClass), filter), "objectGUID"),
				entry -> found.add(entry.dn()), monitor);
		return found;
	}

	private static LdapEntry one(String what, String name, List<LdapEntry> found) throws DirectoryException {
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
