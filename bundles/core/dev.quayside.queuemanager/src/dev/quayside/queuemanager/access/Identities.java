package dev.quayside.queuemanager.access;

import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Who clients are, and what SIDs they have. */
public final class Identities {

	/** What the SIDs of accounts and groups of a domain or machine begin with, and how many numbers follow. */
	private static final String OF_DOMAIN = "S-1-5-21-";
	private static final int NUMBERS = 5;
	/** The last number of groups that every domain has is below; three of those are accounts ([MS-DTYP] 2.4.2.4). */
	private static final long FIRST_OWN = 1_000;
	private static final Set<Long> KNOWN_ACCOUNTS = Set.of(500L, 501L, 502L);
	private static final Optional<Integer> QUEUE_MANAGER = Optional.of(SecurityHeader.SENDER_QUEUE_MANAGER);

	private final AccountSids accounts;
	private final Predicate<Caller> administrators;
	private final boolean everyoneAdministers;
	private final boolean sendersAdminister;
	/** Whoever says nothing of himself, which is usual. */
	private final QueueClient nobody;

	/**
	 * @param administrators
	 *            whether a caller who has shown who it is administers the queue manager
	 * @param everyoneAdministers
	 *            whether the queue manager has no accounts, so that everyone who reaches it has full control
	 * @param access
	 *            of queues; senders may need a grant also where there are no accounts
	 */
	public Identities(UUID queueManager, Predicate<Caller> administrators, boolean everyoneAdministers,
			DefaultAccess access) {
		this.accounts = new AccountSids(queueManager);
		this.administrators = administrators;
		this.everyoneAdministers = everyoneAdministers;
		this.sendersAdminister = everyoneAdministers && access == DefaultAccess.OPEN;
		this.nobody = claimed(Optional.empty());
	}

	/**
	 * Who makes a call. An account of the queue manager has a SID of its own, in whatever way it has shown who it is;
	 * somebody else has the one that his domain gives him.
	 */
	public QueueClient caller(Caller caller, InetAddress address) {
		Principal principal = caller.principal();
		boolean isAccount = !principal.isAnonymous() && administrators.test(caller);
		Set<Sid> sids = new HashSet<>();
		sids.add(Sid.EVERYONE);
		if (everyoneAdministers || isAccount) {
			sids.add(Sid.ADMINISTRATORS);
		}
		if (principal.isAnonymous()) {
			sids.add(Sid.ANONYMOUS);
			return new QueueClient("", "", address, everyoneAdministers ? Sid.ADMINISTRATORS : Sid.ANONYMOUS, sids);
		}
		sids.add(Sid.AUTHENTICATED_USERS);
		List<Sid> ofDomain = ofDomain(caller);
		sids.addAll(ofDomain.stream().filter(sid -> !accounts.isOwn(sid)).toList());
		if (isAccount || ofDomain.isEmpty()) {
			sids.add(accounts.of(principal.name()));
		}
		return new QueueClient(principal.domain(), principal.name(), address,
				owner(principal, isAccount, ofDomain), sids);
	}

	/** What a caller makes whose domain gives him a SID of somebody here belongs to the administrators. */
	private Sid owner(Principal principal, boolean isAccount, List<Sid> ofDomain) {
		if (isAccount || ofDomain.isEmpty()) {
			return accounts.of(principal.name());
		}
		return accounts.isOwn(ofDomain.get(0)) ? Sid.ADMINISTRATORS : ofDomain.get(0);
	}

	/** What a domain says of somebody; SIDs of this queue manager it cannot know, they do not count ([MS-PAC] 4.1.2.2). */
	private static List<Sid> ofDomain(Caller caller) {
		return caller.sids().stream().map(Sid::parse).toList();
	}

	private static boolean canBeAccount(Sid sid) {
		List<Long> numbers = sid.subAuthorities();
		return numbers.size() == NUMBERS && (numbers.get(NUMBERS - 1) >= FIRST_OWN
				|| KNOWN_ACCOUNTS.contains(numbers.get(NUMBERS - 1)));
	}

	/**
	 * Who sends by the binary protocol, in which nobody shows who he is: a message says it ([MS-MQQB] 3.1.5.8.3). An
	 * account may be claimed, groups may not; no claim makes an administrator.
	 */
	public QueueClient sender(Optional<SecurityHeader> claim) {
		return claim.isEmpty() ? nobody : claimed(claim);
	}

	private QueueClient claimed(Optional<SecurityHeader> claim) {
		Sid own = claim.flatMap(SecurityHeader::sid).filter(text -> text.startsWith(OF_DOMAIN)).map(Sid::parse)
				.filter(Identities::canBeAccount).orElse(Sid.ANONYMOUS);
		Set<Sid> sids = new HashSet<>(Set.of(Sid.EVERYONE));
		if (!claim.map(SecurityHeader::flags).map(flags -> flags & 0x0F).equals(QUEUE_MANAGER)) {
			sids.add(own);
		}
		if (sendersAdminister) {
			sids.add(Sid.ADMINISTRATORS);
		}
		return new QueueClient("", "", InetAddress.getLoopbackAddress(), own, sids);
	}
}
