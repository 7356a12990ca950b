package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.LdapServers;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads attributes with many values range by range ([MS-ADTS] 3.1.1.3.1.3.3). */
final class Ranges {

	/** More values than a server stores in one attribute. */
	private static final int MAX_VALUES = 1_000_000;

	private Ranges() {}

	/** All values of an attribute of an entry that was returned with some of them. */
	static List<byte[]> complete(LdapServers servers, Endpoint endpoint, LdapEntry entry, String attribute,
			IProgressMonitor monitor) throws DirectoryException {
		List<byte[]> values = new ArrayList<>(entry.values(attribute));
		Optional<Integer> next = entry.nextRange(attribute);
		while (next.isPresent()) {
			LdapEntry more = range(servers, endpoint, entry.dn(), attribute + ";range=" + next.get() + "-*", monitor);
			next = next(attribute, next.get(), more);
			values.addAll(more.values(attribute));
			check(values, attribute, entry.dn());
		}
		return values;
	}

	/** All values in ranges of this size, which the server may make smaller. */
	static List<byte[]> read(LdapServers servers, Endpoint endpoint, String dn, String attribute, int size,
			IProgressMonitor monitor) throws DirectoryException {
		List<byte[]> values = new ArrayList<>();
		Optional<Integer> next = Optional.of(0);
		while (next.isPresent()) {
			int start = next.get();
			LdapEntry more = range(servers, endpoint, dn, attribute + ";range=" + start + "-" + (start + size - 1),
					monitor);
			next = next(attribute, start, more);
			values.addAll(more.values(attribute));
			check(values, attribute, dn);
		}
		return values;
	}

	private static LdapEntry range(LdapServers servers, Endpoint endpoint, String dn, String attribute,
			IProgressMonitor monitor) throws DirectoryException {
		return servers.read(endpoint, LdapQuery.object(dn, attribute), monitor)
				.orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, dn + " has gone while it was read",
						"Read the accounts again", null));
	}

	/** Where the range after this one begins; a server that does not get ahead would keep us for ever. */
	private static Optional<Integer> next(String attribute, int start, LdapEntry entry) throws DirectoryException {
		Optional<Integer> next = entry.nextRange(attribute);
		if (next.isPresent() && next.get() <= start) {
			throw new DirectoryException(Kind.PROTOCOL,
					"The server returns the values of " + attribute + " from " + start + " on again and again", "",
					null);
		}
		return next;
	}

	private static void check(List<byte[]> values, String attribute, String dn) throws DirectoryException {
		if (values.size() > MAX_VALUES) {
			throw new DirectoryException(Kind.PROTOCOL,
					dn + " has more than " + MAX_VALUES + " values of " + attribute, "", null);
		}
	}
}
