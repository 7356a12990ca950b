package dev.quayside.queuemanager.access;

import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;

import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Whether a descriptor grants somebody rights ([MS-DTYP] 2.5.3.2). */
final class AccessCheck {

	private static final int READ_CONTROL = 0x20000;
	private static final int WRITE_DAC = 0x40000;
	private static final int WRITE_OWNER = 0x80000;
	/** Stands for the owner; where it is in the list, the owner has no more than that. */
	private static final Sid OWNER_RIGHTS = new Sid(3, List.of(4L));

	private final SecurityDescriptor descriptor;
	private final IntUnaryOperator mapping;

	/**
	 * @param mapping
	 *            resolves the generic rights in a mask
	 */
	AccessCheck(SecurityDescriptor descriptor, IntUnaryOperator mapping) {
		this.descriptor = descriptor;
		this.mapping = mapping;
	}

	/** Whether somebody with these SIDs has all of these rights. */
	boolean grants(Set<Sid> sids, int rights) {
		if (descriptor.dacl().isEmpty()) {
			return true;
		}
		List<Ace> entries = descriptor.dacl().get().entries();
		boolean isOwner = descriptor.owner().filter(sids::contains).isPresent();
		int remaining = mapping.applyAsInt(rights);
		if (sids.contains(Sid.ADMINISTRATORS)) {
			remaining &= ~WRITE_OWNER;
		}
		if (isOwner && entries.stream().noneMatch(AccessCheck::isAboutOwners)) {
			remaining &= ~(READ_CONTROL | WRITE_DAC);
		}
		for (Ace entry : entries) {
			if (entry instanceof Ace.Basic basic && (basic.flags() & Ace.INHERIT_ONLY) == 0
					&& (sids.contains(basic.sid()) || isOwner && basic.sid().equals(OWNER_RIGHTS))) {
				int mask = mapping.applyAsInt(basic.mask());
				if (basic.type() == Ace.DENIED && (mask & remaining) != 0) {
					return false;
				}
				if (basic.type() == Ace.ALLOWED) {
					remaining &= ~mask;
				}
			}
		}
		return remaining == 0;
	}

	private static boolean isAboutOwners(Ace entry) {
		return entry instanceof Ace.Basic basic && basic.sid().equals(OWNER_RIGHTS);
	}
}
