package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.auth.AccountNames;

import java.util.Locale;
import java.util.Objects;

/**
 * What a server calls itself in its challenge.
 *
 * @param computer
 *            NetBIOS name
 * @param domain
 *            NetBIOS name of the domain; of a server without one, the name of the computer
 * @param dnsComputer
 *            may be empty
 * @param dnsDomain
 *            may be empty
 */
public record ServerNames(String computer, String domain, String dnsComputer, String dnsDomain) {

	private static final int NETBIOS_LENGTH = 15;

	public ServerNames {
		Objects.requireNonNull(dnsComputer);
		Objects.requireNonNull(dnsDomain);
		if (computer.isEmpty() || domain.isEmpty()) {
			throw new IllegalArgumentException("A server has a name, and its domain has one");
		}
	}

	/** A server that belongs to no domain. */
	public static ServerNames standalone(String hostName) {
		String netBios = netBios(hostName);
		return new ServerNames(netBios, netBios, hostName.toLowerCase(Locale.ROOT), "");
	}

	/** The first label of a host name, as NetBIOS has it. */
	static String netBios(String hostName) {
		int dot = hostName.indexOf('.');
		String label = AccountNames.upperCase(dot > 0 ? hostName.substring(0, dot) : hostName);
		return label.substring(0, Math.min(label.length(), NETBIOS_LENGTH));
	}

	boolean isStandalone() {
		return computer.equals(domain);
	}
}
