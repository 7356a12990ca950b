package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to speak to the queue manager that a verb names. */
final class Target {

	@Mixin
	private Identity identity = new Identity();

	@Option(names = "--authn", paramLabel = "LEVEL", //
			description = "Protection: none, connect, integrity or privacy. Needed as 'none' towards other hosts, "
					+ "because connections are anonymous.")
	private Protection protection;

	@Option(names = "--transfer-port", paramLabel = "N", description = "Port of the binary protocol (1801).")
	private Integer transferPort;

	/** Fails if protection or an identity is wanted, which do not exist yet. */
	void refuseProtection() throws QueueManagerException {
		identity.refuse();
		if (protection != null && protection != Protection.NONE) {
			throw new QueueManagerException(QueueManagerException.Kind.DENIED,
					"Not connected: this version has no authentication, so calls cannot be protected",
					"Connect anonymously, towards other hosts with --authn none", null);
		}
	}

	/** Connects, or says why not. */
	QueueManagerConnection connect(Session session, QueueManagerAddress host, Duration timeout)
			throws QueueManagerException, UsageException {
		refuseProtection();
		OptionalInt port = transferPort();
		QueueManagerAddress address = port.isPresent() ? host.withTransferPort(port.getAsInt()) : host;
		if (protection == null) {
			requireLoopback(session.console(), address);
		}
		return session.services().queueManagers().connect(
				new ConnectionSettings(address, Protection.NONE, Credentials.NONE, timeout),
				new NullProgressMonitor());
	}

	/** Empty: not given. */
	OptionalInt transferPort() throws UsageException {
		if (transferPort == null) {
			return OptionalInt.empty();
		}
		if (transferPort < 1 || transferPort > 65535) {
			throw new UsageException("Port " + transferPort + " is out of range: expected 1 to 65535");
		}
		return OptionalInt.of(transferPort);
	}

	private static void requireLoopback(Console console, QueueManagerAddress address) throws QueueManagerException {
		try {
			if (!Arrays.stream(InetAddress.getAllByName(address.host())).allMatch(InetAddress::isLoopbackAddress)) {
				throw new QueueManagerException(QueueManagerException.Kind.DENIED,
						"Not connected to " + address + ": calls without an identity travel unprotected",
						"If the network in between is trusted, say --authn none", null);
			}
		} catch (UnknownHostException e) {
			throw new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"Cannot connect to " + address + ": no such host", "Check the name", e);
		}
		console.say("Warning: anonymous and unprotected connection to " + address + ".");
	}
}
