package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.kerberos.message.internal.PrincipalName;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;

import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * The tickets of one user for the services on several hosts. The JDK gets them: its GSS leaves the ticket for a service in
 * the {@link Subject}, and the token that it makes is thrown away.
 */
final class ServiceTickets {

	/** Tickets that end within this time are not used any more. */
	private static final Duration MARGIN = Duration.ofMinutes(1);

	private static final int MAX_HOSTS = 256;

	private final KerberosIdentity identity;
	private final String serviceClass;
	private final Map<String, ServiceTicket> byHost = new LinkedHashMap<>();
	private KerberosTicket granting;

	ServiceTickets(KerberosIdentity identity, String serviceClass) {
		this.identity = identity;
		this.serviceClass = serviceClass;
	}

	/** The ticket for a host; may wait for the KDC. */
	synchronized ServiceTicket of(String host) throws RpcSecurityException {
		ServiceTicket known = byHost.get(host);
		if (known != null && isUsable(known.end())) {
			return known;
		}
		if (granting == null || granting.isDestroyed() || !isUsable(granting.getEndTime().toInstant())) {
			granting = KerberosLogin.of(identity);
		}
		ServiceTicket ticket = request(host);
		if (byHost.size() >= MAX_HOSTS) {
			byHost.clear();
		}
		byHost.put(host, ticket);
		return ticket;
	}

	/** Asks for a new ticket the next time, beginning with the logon. */
	synchronized void forget(String host) {
		byHost.remove(host);
		granting = null;
	}

	private static boolean isUsable(Instant end) {
		return Instant.now().plus(MARGIN).isBefore(end);
	}

	private ServiceTicket request(String host) throws RpcSecurityException {
		KerberosPrincipal client = granting.getClient();
		Subject subject = new Subject(false, Set.of(client), Set.of(), Set.of(granting));
		String service = serviceClass + '/' + host;
		try {
			Subject.doAs(subject, (PrivilegedExceptionAction<byte[]>) () -> token(host, client));
		} catch (PrivilegedActionException e) {
			throw LoginFailures.of(service, e.getException());
		}
		KerberosTicket ticket = subject.getPrivateCredentials(KerberosTicket.class).stream()
				.filter(each -> !each.getServer().getName().startsWith("krbtgt/")).findFirst()
				.orElseThrow(() -> new RpcSecurityException(Reason.NO_CREDENTIALS, "The JDK keeps the ticket for "
						+ service + " to itself; javax.security.auth.useSubjectCredsOnly must not be false"));
		return ticket(ticket);
	}

	private byte[] token(String host, KerberosPrincipal client) throws GSSException {
		GSSManager manager = GSSManager.getInstance();
		Oid kerberos = new Oid("1.2.840.113554.1.2.2");
		GSSCredential credential = manager.createCredential(manager.createName(client.getName(), principalName()),
				GSSCredential.DEFAULT_LIFETIME, kerberos, GSSCredential.INITIATE_ONLY);
		GSSContext context = manager.createContext(service(manager, host, client), kerberos, credential,
				GSSContext.DEFAULT_LIFETIME);
		try {
			return context.initSecContext(new byte[0], 0, 0);
		} finally {
			context.dispose();
		}
	}

	/** By the rules of the JDK for hosts (full name, realm of the domain), or in the realm of the client without any. */
	private GSSName service(GSSManager manager, String host, KerberosPrincipal client) throws GSSException {
		try {
			GSSName name = manager.createName(serviceClass + '@' + host, GSSName.NT_HOSTBASED_SERVICE);
			return name.canonicalize(new Oid("1.2.840.113554.1.2.2"));
		} catch (GSSException e) {
			return manager.createName(serviceClass + '/' + host + '@' + client.getRealm(), principalName());
		}
	}

	private static Oid principalName() throws GSSException {
		return new Oid("1.2.840.113554.1.2.2.1");
	}

	private static ServiceTicket ticket(KerberosTicket ticket) throws RpcSecurityException {
		int number = ticket.getSessionKeyType();
		EncryptionType type = EncryptionType.ofWire(number)
				.orElseThrow(() -> new RpcSecurityException(Reason.UNSUPPORTED, "The session key for "
						+ ticket.getServer() + " is of encryption type " + number + ", which is not supported"));
		return new ServiceTicket(ticket.getEncoded(), new EncryptionKey(type, ticket.getSessionKey().getEncoded()),
				ticket.getClient().getRealm(), name(ticket.getClient()), ticket.getServer().getRealm(),
				name(ticket.getServer()), ticket.getEndTime().toInstant());
	}

	private static PrincipalName name(KerberosPrincipal principal) {
		String text = principal.getName();
		int realm = text.lastIndexOf('@');
		return PrincipalName.of(principal.getNameType(), realm < 0 ? text : text.substring(0, realm));
	}
}
