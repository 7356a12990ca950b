package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.Directories;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFacts;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.ldap.DomainControllers;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.LdapServers;

import org.eclipse.core.runtime.IProgressMonitor;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Connects to Active Directory over LDAP. */
@Component
public final class LdapDirectories implements Directories {

	static {
		// What the libraries complain about we say ourselves, in one sentence.
		for (String library : List.of("org.apache.directory", "org.apache.mina")) {
			String level = "org.slf4j.simpleLogger.log." + library;
			if (System.getProperty(level) == null) {
				System.setProperty(level, "off");
			}
		}
	}

	@Override
	public DirectoryConnection connect(DirectorySettings settings, TrustQuestion question, IProgressMonitor monitor)
			throws DirectoryException {
		LdapServers servers = new LdapServers(settings, question);
		boolean isConnected = false;
		try {
			DirectoryException last = new DirectoryException(Kind.UNREACHABLE,
					"There is no server for " + settings.address(), "Check the name of the domain", null);
			for (Endpoint home : candidates(settings.address(), servers, monitor)) {
				try {
					String protection = servers.connect(home, monitor);
					DirectoryConnection connection = connection(settings, servers, home, protection, monitor);
					isConnected = true;
					return connection;
				} catch (DirectoryException e) {
					if (!Set.of(Kind.UNREACHABLE, Kind.TIMEOUT, Kind.BUSY).contains(e.kind())) {
						throw e;
					}
					last = e;
				}
			}
			throw last;
		} finally {
			if (!isConnected) {
				servers.close();
			}
		}
	}

	private static List<Endpoint> candidates(DirectoryAddress address, LdapServers servers, IProgressMonitor monitor)
			throws DirectoryException {
		if (address instanceof DirectoryAddress.Server server) {
			return List.of(new Endpoint(server.host(), server.port() == 0 ? servers.usualPort() : server.port()));
		}
		return DomainControllers.of(((DirectoryAddress.Domain) address).name(), monitor).stream()
				.map(endpoint -> endpoint.at(endpoint.port() == 389 ? servers.usualPort() : endpoint.port())).toList();
	}

	private static DirectoryConnection connection(DirectorySettings settings, LdapServers servers, Endpoint home,
			String protection, IProgressMonitor monitor) throws DirectoryException {
		Forest forest = Forest.read(servers, home, monitor);
		Reading<Endpoint> catalog = catalog(settings, servers, home, forest, monitor);
		DirectoryFacts facts = new DirectoryFacts(forest.serverName(), forest.dnsName(forest.domainDn()),
				forest.domainDn(), forest.dnsName(forest.rootDn()), catalog.map(Endpoint::toString), protection);
		return new LdapDirectoryConnection(settings, new Context(servers, home, forest, catalog), facts);
	}

	/** The server itself if it is one; otherwise those that DNS names. */
	private static Reading<Endpoint> catalog(DirectorySettings settings, LdapServers servers, Endpoint home,
			Forest forest, IProgressMonitor monitor) {
		List<Endpoint> candidates = new ArrayList<>(List.of(home.at(servers.catalogPort())));
		String why = "Nobody listens at " + candidates.get(0);
		try {
			if (settings.address() instanceof DirectoryAddress.Domain) {
				DomainControllers.catalogs(forest.dnsName(forest.rootDn()), monitor).stream()
						.map(other -> other.at(servers.catalogPort())).forEach(candidates::add);
			}
		} catch (DirectoryException e) {
			why = why + "; " + e.getMessage();
		}
		for (Endpoint candidate : candidates) {
			try {
				if (servers.isListening(candidate, monitor)) {
					servers.connect(candidate, monitor);
					if (isReady(servers, candidate, monitor)) {
						return Reading.known(candidate);
					}
					why = "The global catalog at " + candidate + " does not have all domains yet";
				}
			} catch (DirectoryException e) {
				why = e.getMessage();
			}
		}
		return Reading.unknown(why);
	}

	/** It says so itself ([MS-ADTS] 3.1.1.3.2.10). */
	private static boolean isReady(LdapServers servers, Endpoint catalog, IProgressMonitor monitor)
			throws DirectoryException {
		return servers.read(catalog, LdapQuery.object("", "isGlobalCatalogReady"), monitor)
				.flatMap(root -> root.text("isGlobalCatalogReady")).filter("FALSE"::equalsIgnoreCase).isEmpty();
	}
}
