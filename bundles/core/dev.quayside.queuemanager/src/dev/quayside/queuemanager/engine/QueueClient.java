package dev.quayside.queuemanager.engine;

import dev.quayside.msmq.security.Sid;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;

/**
 * Who has a queue open.
 *
 * @param domain
 *            of the account; may be empty
 * @param account
 *            that authentication has shown; empty: none
 * @param address
 *            of the machine it comes from
 * @param owner
 *            of what it makes
 * @param sids
 *            by which rights are granted or denied to it
 */
public record QueueClient(String domain, String account, InetAddress address, Sid owner, Set<Sid> sids) {

	/** This process. */
	public static final QueueClient OWN = new QueueClient("", "", InetAddress.getLoopbackAddress(),
			Sid.ADMINISTRATORS, Set.of(Sid.LOCAL_SYSTEM, Sid.ADMINISTRATORS, Sid.EVERYONE));

	public QueueClient {
		Objects.requireNonNull(domain);
		Objects.requireNonNull(account);
		Objects.requireNonNull(address);
		Objects.requireNonNull(owner);
		sids = Set.copyOf(sids);
	}

	/** Somebody with what everyone has. */
	public QueueClient(String domain, String account, InetAddress address) {
		this(domain, account, address, Sid.ANONYMOUS,
				Set.of(Sid.EVERYONE, account.isEmpty() ? Sid.ANONYMOUS : Sid.AUTHENTICATED_USERS));
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
