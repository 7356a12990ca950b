package dev.quayside.directory.ldap;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Servers that DNS names for a domain (RFC 2782). */
public final class DomainControllers {

	/** Lower priorities first; of the same priority in random order, as often as their weights say. */
	record Service(int priority, int weight, int port, String host) {

		static Service parse(String text) throws NamingException {
			String[] fields = text.trim().split("\\s+");
			try {
				if (fields.length != 4) {
					throw new NumberFormatException();
				}
				return new Service(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]),
						Integer.parseInt(fields[2]),
						fields[3].replaceFirst("\\.$", ""));
			} catch (NumberFormatException e) {
				throw new NamingException("'" + text + "' is no SRV record");
			}
		}
	}

	/** The platform asks each server four times, and waits longer each time. */
	private static final Duration LIMIT = Duration.ofSeconds(30);

	private DomainControllers() {}

	/** Domain controllers of a domain, in the order in which to try them. Waits for DNS. */
	public static List<Endpoint> of(String domain, IProgressMonitor monitor) throws DirectoryException {
		return look("_ldap._tcp.dc._msdcs." + domain, "domain controllers of " + domain, monitor);
	}

	/** Global catalogs of a forest, likewise. */
	public static List<Endpoint> catalogs(String forest, IProgressMonitor monitor) throws DirectoryException {
		return look("_gc._tcp." + forest, "global catalogs of " + forest, monitor);
	}

	private static List<Endpoint> look(String name, String what, IProgressMonitor monitor) throws DirectoryException {
		try {
			return Waiting.await(BackgroundWork.start("dns", () -> look(name, what)), LIMIT, monitor);
		} catch (ExecutionException e) {
			throw e.getCause() instanceof DirectoryException failure
					? failure
					: new DirectoryException(Kind.FAILED, "Cannot ask DNS for the " + what + ": " + e.getCause(), "",
							e.getCause());
		} catch (TimeoutException e) {
			throw silent(name, what, "no answer within " + LIMIT.toSeconds() + " s", e);
		}
	}

	private static DirectoryException silent(String name, String what, String why, Exception cause) {
		return new DirectoryException(Kind.UNREACHABLE,
				"DNS does not answer for the " + what + " (" + name + "): " + why,
				"Check the DNS server of this machine, or name a server with --ldap", cause);
	}

	private static List<Endpoint> look(String name, String what) throws DirectoryException {
		Hashtable<String, String> environment = new Hashtable<>();
		environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		// DNS is one of the JDK's providers, which the class loader of a bundle does not see
		thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
		try {
			InitialDirContext dns = new InitialDirContext(environment);
			try {
				return ordered(services(dns, name));
			} finally {
				dns.close();
			}
		} catch (NameNotFoundException e) {
			throw new DirectoryException(Kind.UNREACHABLE, "DNS knows no " + what + " (" + name + ")",
					"Check the name of the domain and the DNS server of this machine, or name a server with --ldap", e);
		} catch (NamingException e) {
			throw silent(name, what, e.getMessage(), e);
		} finally {
			thread.setContextClassLoader(before);
		}
	}

	private static List<Service> services(InitialDirContext dns, String name) throws NamingException {
		List<Service> services = new ArrayList<>();
		Attribute records = dns.getAttributes(name, new String[]{ "SRV" }).get("SRV");
		NamingEnumeration<?> all = records == null ? null : records.getAll();
		while (all != null && all.hasMore()) {
			services.add(Service.parse(all.next().toString()));
		}
		// a root as the host says that there is no such service
		services.removeIf(service -> service.host().isEmpty());
		if (services.isEmpty()) {
			throw new NameNotFoundException(name);
		}
		return services;
	}

	/** Weighted random order within a priority: each gets a key that falls the slower the greater its weight. */
	static List<Endpoint> ordered(List<Service> services) {
		record Drawn(Service service, double key) {}
		return services.stream()
				.map(service -> new Drawn(service,
						Math.log(1 - ThreadLocalRandom.current().nextDouble()) / Math.max(service.weight(), 0.01)))
				.sorted(Comparator.comparingInt((Drawn drawn) -> drawn.service().priority())
						.thenComparing(Drawn::key, Comparator.reverseOrder()))
				.map(drawn -> new Endpoint(drawn.service().host(), drawn.service().port())).toList();
	}
}
