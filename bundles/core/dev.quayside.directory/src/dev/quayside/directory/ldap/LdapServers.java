package dev.quayside.directory.ldap;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.TrustQuestion;

import org.eclipse.core.runtime.IProgressMonitor;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The servers of a directory that we speak to: each has a connection, made with the first request and made anew when it
 * broke, and more for requests at the same time. Follows referrals to others. Safe for use by several threads.
 */
public final class LdapServers implements AutoCloseable {

	private static final int MAX_HOPS = 3;
	private static final int PROBE_MILLIS = 3000;
	private static final int LDAP = 389;
	private static final int LDAPS = 636;
	private static final int CATALOG = 3268;
	private static final int CATALOG_LDAPS = 3269;

	private final DirectorySettings settings;
	private final LdapSessions sessions;

	public LdapServers(DirectorySettings settings, TrustQuestion question) throws DirectoryException {
		this.settings = settings;
		sessions = new LdapSessions(settings, question);
	}

	private boolean isLdaps() {
		return settings.protection() == DirectoryProtection.LDAPS;
	}

	/** Where a domain controller usually listens. */
	public int usualPort() {
		return isLdaps() ? LDAPS : LDAP;
	}

	/** Where a global catalog usually listens. */
	public int catalogPort() {
		return isLdaps() ? CATALOG_LDAPS : CATALOG;
	}

	/** Makes sure that there is a connection; how it is protected, in words. */
	public String connect(Endpoint endpoint, IProgressMonitor monitor) throws DirectoryException {
		return sessions.use(endpoint, monitor, LdapSession::protection);
	}

	/** Whether somebody listens there, who may be behind a firewall that says nothing. */
	public boolean isListening(Endpoint endpoint, IProgressMonitor monitor) {
		try {
			return Waiting.await(BackgroundWork.start("ldap-probe", () -> {
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), PROBE_MILLIS);
					return true;
				}
			}), Duration.ofMillis(2L * PROBE_MILLIS), monitor);
		} catch (ExecutionException | TimeoutException e) {
			return false;
		}
	}

	/**
	 * Searches page by page; each object goes to the consumer at once. If the connection breaks before the first, it is made
	 * anew: servers close those that were idle for long, and busy ones now and then a new one.
	 *
	 * @return parts that other servers have and that were not searched, as URLs
	 */
	public List<String> search(Endpoint endpoint, LdapQuery query, Consumer<LdapEntry> consumer,
			IProgressMonitor monitor) throws DirectoryException {
		boolean[] isFound = new boolean[1];
		Request<List<String>> request = (session, base) -> new PagedSearch(session,
				new LdapQuery(base, query.scope(), query.filter(), query.attributes()), monitor).run(entry -> {
					isFound[0] = true;
					consumer.accept(entry);
				});
		try {
			return follow(endpoint, query.base(), monitor, request);
		} catch (DirectoryException e) {
			if (!LdapSession.isBroken(e) || isFound[0]) {
				throw e;
			}
			return follow(endpoint, query.base(), monitor, request);
		}
	}

	/** The object of this name; empty if there is none. */
	public Optional<LdapEntry> read(Endpoint endpoint, LdapQuery query, IProgressMonitor monitor)
			throws DirectoryException {
		LdapEntry[] found = new LdapEntry[1];
		try {
			search(endpoint, query, entry -> found[0] = entry, monitor);
		} catch (DirectoryException e) {
			if (e.kind() != Kind.NOT_FOUND) {
				throw e;
			}
		}
		return Optional.ofNullable(found[0]);
	}

	/**
	 * Changes an object in one request, which the server makes as a whole or not at all. Once sent it is not cancelled.
	 *
	 * @return the server that has made it: another one where this one is read-only, or does not hold the object
	 * @throws ModificationException
	 *             which says whether it is known that nothing was changed
	 */
	public Endpoint modify(Endpoint endpoint, String dn, List<LdapChange> changes, IProgressMonitor monitor)
			throws ModificationException {
		return change(endpoint, dn, monitor, (session, name) -> {
			Modifications.send(session, name, changes);
			return null;
		});
	}

	/** Makes an object; attributes have one value each. Like {@link #modify}. */
	public Endpoint add(Endpoint endpoint, String dn, Map<String, byte[]> attributes, IProgressMonitor monitor)
			throws ModificationException {
		return change(endpoint, dn, monitor, (session, name) -> {
			Modifications.add(session, name, attributes);
			return null;
		});
	}

	/** Deletes an object. Like {@link #modify}. */
	public Endpoint delete(Endpoint endpoint, String dn, IProgressMonitor monitor) throws ModificationException {
		return change(endpoint, dn, monitor, (session, name) -> {
			Modifications.delete(session, name);
			return null;
		});
	}

	private Endpoint change(Endpoint endpoint, String dn, IProgressMonitor monitor, Request<Void> request)
			throws ModificationException {
		try {
			return follow(endpoint, dn, monitor, (session, name) -> {
				request.run(session, name);
				return session.endpoint();
			});
		} catch (DirectoryException e) {
			throw e.getCause() instanceof ModificationException failure
					? failure
					: new ModificationException(e, 0, Optional.empty());
		}
	}

	/** Whether this server itself has the object, and does not only know who has it. */
	public boolean has(Endpoint endpoint, String dn, IProgressMonitor monitor) throws DirectoryException {
		boolean[] found = new boolean[1];
		try {
			sessions.use(endpoint, monitor, session -> new PagedSearch(session, LdapQuery.object(dn, "objectClass"),
					monitor).run(entry -> found[0] = true));
		} catch (ReferralException e) {
			return false;
		} catch (DirectoryException e) {
			if (e.kind() != Kind.NOT_FOUND) {
				throw e;
			}
		}
		return found[0];
	}

	/** What is asked of one server. */
	private interface Request<T> {

		T run(LdapSession session, String dn) throws DirectoryException, ReferralException;
	}

	private <T> T follow(Endpoint endpoint, String dn, IProgressMonitor monitor, Request<T> request)
			throws DirectoryException {
		Endpoint at = endpoint;
		String name = dn;
		for (int hop = 0; hop < MAX_HOPS; hop++) {
			try {
				String asked = name;
				return sessions.use(at, monitor, session -> request.run(session, asked));
			} catch (ReferralException e) {
				URI url = e.urls().stream().flatMap(text -> parse(text).stream()).findFirst()
						.orElseThrow(() -> ResultCodes.failure("Request to " + endpoint, 10, e.getMessage(), e));
				at = new Endpoint(url.getHost(), port(url));
				name = url.getPath() == null || url.getPath().length() < 2 ? name : url.getPath().substring(1);
			}
		}
		throw new DirectoryException(Kind.FAILED, endpoint + " has led us from server to server, last to " + at,
				"Connect to a domain controller of the account's domain", null);
	}

	private int port(URI url) {
		return url.getPort() < 0 || url.getPort() == LDAP ? usualPort() : url.getPort();
	}

	private static Optional<URI> parse(String text) {
		try {
			URI url = new URI(text.replace(" ", "%20").replaceFirst("\\?.*", ""));
			return "ldap".equalsIgnoreCase(url.getScheme()) && url.getHost() != null
					? Optional.of(url)
					: Optional.empty();
		} catch (URISyntaxException e) {
			return Optional.empty();
		}
	}

	@Override
	public void close() {
		sessions.close();
	}
}
