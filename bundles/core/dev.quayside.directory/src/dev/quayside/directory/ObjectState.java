package dev.quayside.directory;

import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectAttributes;
import dev.quayside.admin.directory.ObjectChange.Kind;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.LdapServers;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A public queue or alias as it is now: what a change is made from, and compared with. */
record ObjectState(String dn, UUID id, ObjectAttributes attributes) {

	private static final Map<Kind, List<String>> ATTRIBUTES = Map.of( //
			Kind.PUBLIC_QUEUE, QueueAttributes.NAMES, //
			Kind.ALIAS, List.of(Aliases.FORMAT_NAME, "description"));

	/**
	 * @param security
	 *            whether the permissions are read as well
	 */
	static Optional<ObjectState> read(LdapServers servers, Endpoint endpoint, Kind kind, String dn, boolean security,
			IProgressMonitor monitor) throws DirectoryException {
		List<String> names = new ArrayList<>(ATTRIBUTES.get(kind));
		if (security) {
			names.add(LdapQuery.SECURITY_DESCRIPTOR);
		}
		List<String> wanted = new ArrayList<>(names);
		wanted.addAll(List.of("objectGUID", "objectClass"));
		return servers.read(endpoint, LdapQuery.object(dn, wanted.toArray(String[]::new)), monitor)
				.filter(entry -> entry.texts("objectClass").stream().anyMatch(kind.objectClass()::equalsIgnoreCase))
				.map(entry -> of(entry, names));
	}

	private static ObjectState of(LdapEntry entry, List<String> names) {
		Map<String, byte[]> values = new HashMap<>();
		names.forEach(name -> entry.bytes(name).ifPresent(value -> values.put(name, value)));
		return new ObjectState(entry.dn(), MsmqObjects.guid(entry, "objectGUID"), new ObjectAttributes(values));
	}
}
