package dev.quayside.directory.ldap;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509TrustManager;

/**
 * Connections to the servers of a directory, each for one request at a time: where a large request is written while a large
 * answer comes, the TLS of the library spoils a record, and the server closes the connection. Safe for use by several
 * threads.
 */
final class LdapSessions implements AutoCloseable {

	/** So many are kept for each server. */
	private static final int KEPT = 2;

	/** What is asked. */
	interface Use<T, E extends Exception> {

		T run(LdapSession session) throws DirectoryException, E;
	}

	private final DirectorySettings settings;
	private final TrustQuestion question;
	private final X509TrustManager authorities;
	private final Set<String> trusted;
	private final Map<Endpoint, Deque<LdapSession>> free = new HashMap<>();
	private final Set<LdapSession> used = new HashSet<>();
	private boolean isClosed;

	LdapSessions(DirectorySettings settings, TrustQuestion question) throws DirectoryException {
		this.settings = settings;
		this.question = question;
		authorities = Authorities.of(settings.trust());
		trusted = new HashSet<>(settings.trust().fingerprints());
	}

	/** Asks something of a server. */
	<T, E extends Exception> T use(Endpoint endpoint, IProgressMonitor monitor, Use<T, E> use)
			throws DirectoryException, E {
		LdapSession session = take(endpoint, monitor);
		try {
			return use.run(session);
		} catch (RuntimeException | Error e) {
			session.giveUp();
			throw e;
		} finally {
			giveBack(session);
		}
	}

	private LdapSession take(Endpoint endpoint, IProgressMonitor monitor) throws DirectoryException {
		synchronized (this) {
			for (LdapSession session = free(endpoint).poll(); session != null; session = free(endpoint).poll()) {
				if (session.isOpen()) {
					used.add(session);
					return session;
				}
				end(session);
			}
		}
		LdapSession opened = open(endpoint, monitor);
		synchronized (this) {
			if (!isClosed) {
				used.add(opened);
				return opened;
			}
		}
		end(opened);
		throw new DirectoryException(Kind.UNREACHABLE, "The connection to " + endpoint + " is closed", "", null);
	}

	private Deque<LdapSession> free(Endpoint endpoint) {
		return free.computeIfAbsent(endpoint, key -> new ArrayDeque<>());
	}

	private synchronized void giveBack(LdapSession session) {
		used.remove(session);
		if (!isClosed && session.isOpen() && free(session.endpoint()).size() < KEPT) {
			free(session.endpoint()).push(session);
		} else {
			end(session);
		}
	}

	/** Closing waits for threads that may wait for the server. */
	private static void end(LdapSession session) {
		BackgroundWork.start("ldap-close", () -> {
			session.close();
			return null;
		});
	}

	/** Asks about a certificate at most once: whoever said no is not asked again with each request. */
	private LdapSession open(Endpoint endpoint, IProgressMonitor monitor) throws DirectoryException {
		ServerCheck check = check(endpoint);
		try {
			return opened(endpoint, check, monitor);
		} catch (DirectoryException e) {
			Optional<ServerCertificate> refused = check.refused();
			if (refused.isEmpty()) {
				throw e;
			}
			if (!question.isTrusted(refused.get())) {
				throw untrusted(refused.get(), e);
			}
			synchronized (this) {
				trusted.add(refused.get().fingerprint());
			}
			return opened(endpoint, check(endpoint), monitor);
		}
	}

	/** A server with much to do now and then closes a connection before the logon, so it gets a second try. */
	private LdapSession opened(Endpoint endpoint, ServerCheck check, IProgressMonitor monitor)
			throws DirectoryException {
		try {
			return LdapSession.open(endpoint, settings, check, monitor);
		} catch (DirectoryException e) {
			if (!LdapSession.isBroken(e) || check.refused().isPresent()) {
				throw e;
			}
			return LdapSession.open(endpoint, settings, check, monitor);
		}
	}

	private ServerCheck check(Endpoint endpoint) {
		synchronized (this) {
			return new ServerCheck(endpoint, new ServerTrust(settings.trust().authorities(), trusted), authorities);
		}
	}

	private static DirectoryException untrusted(ServerCertificate certificate, DirectoryException e) {
		return new DirectoryException(Kind.DENIED,
				"The certificate of " + certificate.server() + " is not trusted: " + certificate.problem()
						+ " (subject " + certificate.subject() + ", issuer " + certificate.issuer() + ", SHA-256 "
						+ certificate.fingerprint() + ")",
				"Connect by a name that it has, name the file of the authority that issued it, or compare the "
						+ "fingerprint and trust it",
				e);
	}

	/** Ends all, also what is being asked. */
	@Override
	public synchronized void close() {
		isClosed = true;
		free.values().forEach(sessions -> sessions.forEach(LdapSessions::end));
		free.clear();
		List.copyOf(used).forEach(LdapSessions::end);
	}
}
