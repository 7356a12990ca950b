package dev.quayside.queuemanager.engine;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Who has a queue open.
 *
 * @param domain
 *            of the account; may be empty
 * @param account
 *            that authentication has shown; empty: none
 * @param address
 *            of the machine it comes from
 */
public record QueueClient(String domain, String account, InetAddress address) {

	/** This process. */
	public static final QueueClient OWN = new QueueClient("", "", InetAddress.getLoopbackAddress());

	public QueueClient {
		Objects.requireNonNull(domain);
		Objects.requireNonNull(account);
		Objects.requireNonNull(address);
	}

	public boolean isAnonymous() {
		return account.isEmpty();
	}

	@Override
	public String toString() {
		String who = isAnonymous() ? "anonymous" : domain.isEmpty() ? account : domain + '\\' + account;
		return who + " at " + address.getHostAddress();
	}
}
