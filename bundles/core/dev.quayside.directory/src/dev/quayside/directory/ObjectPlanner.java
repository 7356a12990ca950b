package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectAttributes;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectChange.Owner;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldif.Ldif;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.directory.DirectoryQueueName;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Works out changes of public queues and aliases; makes none. */
final class ObjectPlanner {

	private static final String PERMISSIONS = "The directory gives it the permissions that it gives new queues: "
			+ "grant those who are to send and receive what they need.";

	/** Lists that a warning names. */
	private static final int MAX_NAMED = 10;

	private final Context context;
	private final ObjectFinder finder;

	ObjectPlanner(Context context, ObjectFinder finder) {
		this.context = context;
		this.finder = finder;
	}

	ObjectChange createQueue(String machine, String name, QueueSettings settings, IProgressMonitor monitor)
			throws DirectoryException {
		LdapEntry configuration = finder.machine(machine, monitor);
		DirectoryQueueName kept;
		try {
			kept = DirectoryQueueName.of(name);
		} catch (NameException e) {
			throw new DirectoryException(Kind.INVALID, "No public queue can have that name: " + e.getMessage(), "", e);
		}
		String host = DistinguishedNames.first(DistinguishedNames.parent(configuration.dn()));
		if (!finder.queues(configuration.dn(), name, monitor).isEmpty()) {
			throw new DirectoryException(Kind.FAILED, "There is a public queue " + host + '\\' + name + " already",
					"Choose another name", null);
		}
		return create(ObjectChange.Kind.PUBLIC_QUEUE, host + '\\' + name,
				DistinguishedNames.child(kept.commonName(), configuration.dn()), QueueAttributes.of(kept, settings),
				PERMISSIONS, owner(configuration, monitor));
	}

	ObjectChange changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor)
			throws DirectoryException {
		LdapEntry entry = finder.queue(queue, monitor);
		ObjectState now = state(ObjectChange.Kind.PUBLIC_QUEUE, entry.dn(), false, monitor);
		ObjectAttributes after = QueueAttributes.changed(now.attributes(), settings);
		return new ObjectChange(ObjectChange.Kind.PUBLIC_QUEUE, MsmqObjects.queue(entry).pathName(), now.dn(),
				Optional.of(now.id()), Optional.of(now.attributes()), Optional.of(after),
				steps(now.dn(), now.attributes(), after), steps(now.dn(), after, now.attributes()), "",
				ownerOf(entry, monitor));
	}

	ObjectChange deleteQueue(String queue, IProgressMonitor monitor) throws DirectoryException {
		LdapEntry entry = finder.queue(queue, monitor);
		ObjectState now = state(ObjectChange.Kind.PUBLIC_QUEUE, entry.dn(), true, monitor);
		String path = MsmqObjects.queue(entry).pathName();
		return delete(ObjectChange.Kind.PUBLIC_QUEUE, path, now,
				"The queue manager deletes the queue with all of its messages. The inverse makes a queue of the same name, "
						+ "attributes and permissions, but with another id: whoever sends to PUBLIC=" + now.id()
						+ " has to learn the new one. Messages do not come back.",
				ownerOf(entry, monitor));
	}

	ObjectChange createAlias(String name, Optional<String> container, String formatName, IProgressMonitor monitor)
			throws DirectoryException {
		ObjectAttributes attributes = Aliases.attributes(name, formatName);
		String parent = container(container);
		if (context.servers().read(context.home(), LdapQuery.object(parent, "objectGUID"), monitor).isEmpty()) {
			throw new DirectoryException(Kind.NOT_FOUND, "There is no " + parent + ", or it may not be seen",
					"Name a container or organizational unit that is there", null);
		}
		String dn = DistinguishedNames.child(name, parent);
		if (context.servers().read(context.home(), LdapQuery.object(dn, "objectGUID"), monitor).isPresent()) {
			throw new DirectoryException(Kind.FAILED, "There is an object " + dn + " already", "Choose another name",
					null);
		}
		return create(ObjectChange.Kind.ALIAS, name, dn, attributes, "", Optional.empty());
	}

	Optional<String> aliasRefusal(String name, Optional<String> container, String formatName) {
		try {
			container(container);
			Aliases.attributes(name, formatName);
			return Optional.empty();
		} catch (DirectoryException e) {
			return Optional.of(e.getMessage());
		}
	}

	private String container(Optional<String> container) throws DirectoryException {
		String parent = container.orElse("CN=Users," + context.forest().domainDn());
		if (!DistinguishedNames.isOne(parent)) {
			throw new DirectoryException(Kind.INVALID, "'" + parent + "' is no distinguished name",
					"Name the container or organizational unit by its DN", null);
		}
		return parent;
	}

	ObjectChange deleteAlias(String alias, IProgressMonitor monitor) throws DirectoryException {
		ObjectState now = state(ObjectChange.Kind.ALIAS, finder.alias(alias, monitor), true, monitor);
		List<String> lists = context.servers().read(context.home(), LdapQuery.object(now.dn(), "memberOf"), monitor)
				.map(entry -> entry.texts("memberOf")).orElse(List.of());
		return delete(ObjectChange.Kind.ALIAS, DistinguishedNames.first(now.dn()), now,
				"Whoever sends by the alias, or by a distribution list that has it, no longer reaches its queue. "
						+ memberships(lists) + "The inverse does not make it a member of lists again.",
				Optional.empty());
	}

	private static String memberships(List<String> lists) {
		if (lists.isEmpty()) {
			return "";
		}
		String names = String.join(", ", lists.stream().limit(MAX_NAMED).map(DistinguishedNames::first).toList());
		return "It is in " + (lists.size() == 1 ? "1 list: " : lists.size() + " lists: ") + names
				+ (lists.size() > MAX_NAMED ? " and others. " : ". ");
	}

	private ObjectState state(ObjectChange.Kind kind, String dn, boolean security, IProgressMonitor monitor)
			throws DirectoryException {
		return ObjectState.read(context.servers(), context.home(), kind, dn, security, monitor)
				.orElseThrow(() -> new DirectoryException(
						Kind.NOT_FOUND, dn + " has gone while it was read", "Read the objects again", null));
	}

	private static ObjectChange create(ObjectChange.Kind kind, String name, String dn, ObjectAttributes attributes,
			String warning, Optional<Owner> owner) {
		return new ObjectChange(kind, name, dn, Optional.empty(), Optional.empty(), Optional.of(attributes),
				whole(kind, dn, attributes), Ldif.delete(dn).toString(), warning, owner);
	}

	private static ObjectChange delete(ObjectChange.Kind kind, String name, ObjectState now, String warning,
			Optional<Owner> owner) {
		return new ObjectChange(kind, name, now.dn(), Optional.of(now.id()), Optional.of(now.attributes()),
				Optional.empty(), Ldif.delete(now.dn()).toString(), whole(kind, now.dn(), now.attributes()), warning,
				owner);
	}

	private static String whole(ObjectChange.Kind kind, String dn, ObjectAttributes attributes) {
		Ldif ldif = Ldif.add(dn, kind.objectClass());
		attributes.names().forEach(name -> ldif.value(name, attributes.value(name).orElseThrow()));
		return ldif.toString();
	}

	/** Old values are removed by value, so that it fails where they are not there any more. */
	private static String steps(String dn, ObjectAttributes before, ObjectAttributes after) {
		List<String> names = changed(before, after);
		if (names.isEmpty()) {
			return "";
		}
		Ldif ldif = Ldif.modify(dn);
		for (String name : names) {
			before.value(name).ifPresent(value -> ldif.begin("delete", name).value(name, value).end());
			after.value(name).ifPresent(value -> ldif.begin("add", name).value(name, value).end());
		}
		return ldif.toString();
	}

	/** Attributes that both have not alike. */
	static List<String> changed(ObjectAttributes before, ObjectAttributes after) {
		TreeSet<String> names = new TreeSet<>(before.names());
		names.addAll(after.names());
		return names.stream().filter(name -> !before.isSame(after, name)).toList();
	}

	private Optional<Owner> ownerOf(LdapEntry queue, IProgressMonitor monitor) throws DirectoryException {
		Optional<LdapEntry> configuration = context.servers().read(context.home(),
				LdapQuery.object(DistinguishedNames.parent(queue.dn()), "objectGUID", "mSMQForeign"), monitor);
		return configuration.isPresent() ? owner(configuration.get(), monitor) : Optional.empty();
	}

	/** Foreign systems have no queue manager that could be told. */
	private Optional<Owner> owner(LdapEntry configuration, IProgressMonitor monitor) throws DirectoryException {
		if (MsmqObjects.is(configuration, "mSMQForeign")) {
			return Optional.empty();
		}
		String computer = DistinguishedNames.parent(configuration.dn());
		String name = DistinguishedNames.first(computer);
		String host = context.servers().read(context.home(), LdapQuery.object(computer, "dNSHostName"), monitor)
				.flatMap(entry -> entry.text("dNSHostName")).orElse(name);
		return Optional.of(new Owner(name, host, MsmqObjects.guid(configuration, "objectGUID")));
	}
}
