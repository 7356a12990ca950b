package dev.quayside.cli;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to speak to the queue manager that a verb names. */
final class Target {

	@Mixin
	private Identity identity = new Identity();

	@Option(names = "--authn", paramLabel = "none|connect|integrity|privacy", //
			description = "Protection, never lowered (privacy with an account, else none, towards loopback only).")
	private Protection protection;

	@Option(names = "--transfer-port", paramLabel = "N", description = "Port of the binary protocol (1801).")
	private Integer transferPort;

	private Credentials credentials;

	/** Fails where options contradict each other. */
	void check(Console console) throws UsageException {
		identity.check(console);
		if (identity.isGiven() && protection == Protection.NONE) {
			throw new UsageException("--authn none shows no account to the queue manager: say connect, integrity or "
					+ "privacy, or leave the account out");
		}
		if (!identity.isGiven() && protection != null && protection != Protection.NONE) {
			throw new UsageException("--authn " + protection.name().toLowerCase(Locale.ROOT)
					+ " needs an account: name it with --user or --kerberos");
		}
	}

	boolean hasIdentity() {
		return identity.isGiven();
	}

	/** Reads or asks for the password at the first time. */
	Credentials credentials(Console console) throws UsageException, IOException {
		if (credentials == null) {
			check(console);
			credentials = identity.credentials(console);
		}
		return credentials;
	}

	/** Connects, or says why not. */
	QueueManagerConnection connect(Session session, QueueManagerAddress host, Duration timeout)
			throws QueueManagerException, UsageException, IOException {
		return session.services().queueManagers().connect(settings(session.console(), host, timeout),
				new NullProgressMonitor());
	}

	/**
	 * How to connect. Without an identity this warns, or refuses.
	 *
	 * @throws QueueManagerException
	 *             if calls would travel unprotected to another machine
	 */
	ConnectionSettings settings(Console console, QueueManagerAddress host, Duration timeout)
			throws QueueManagerException, UsageException, IOException {
		Credentials who = credentials(console);
		OptionalInt port = transferPort();
		QueueManagerAddress address = port.isPresent() ? host.withTransferPort(port.getAsInt()) : host;
		if (protection == null && !identity.isGiven()) {
			requireLoopback(console, address);
		}
		Protection wanted = identity.isGiven() ? Protection.PRIVACY : Protection.NONE;
		return new ConnectionSettings(address, protection == null ? wanted : protection, who, timeout);
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
						"Name an account with --user or --kerberos; if the network in between is trusted, say --authn none",
						null);
			}
		} catch (UnknownHostException e) {
			throw new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"Cannot connect to " + address + ": no such host", "Check the name", e);
		}
		console.say("Warning: anonymous and unprotected connection to " + address + ".");
	}
}
