package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.IntegrityException;
import dev.quayside.rpc.security.kerberos.message.internal.ApRequest;
import dev.quayside.rpc.security.kerberos.message.internal.Authenticator;
import dev.quayside.rpc.security.kerberos.message.internal.AuthenticatorChecksum;
import dev.quayside.rpc.security.kerberos.message.internal.EncryptedData;
import dev.quayside.rpc.security.kerberos.message.internal.Ticket;
import dev.quayside.rpc.security.kerberos.message.internal.TicketPart;
import dev.quayside.rpc.security.kerberos.pac.internal.Pac;
import dev.quayside.rpc.security.kerberos.pac.internal.PacException;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks an AP-REQ and what it holds encrypted ([RFC 4120] 3.2.3). */
final class RequestVerifier {

	/**
	 * A request that was accepted.
	 *
	 * @param sids
	 *            of the client and its groups, as its domain vouches; empty: the domain says nothing
	 * @param mutual
	 *            whether the client wants an answer
	 * @param dceStyle
	 *            whether it answers that in turn
	 */
	record Verified(TicketPart ticket, Authenticator authenticator, List<String> sids, boolean mutual,
			boolean dceStyle) {}

	private final ServiceKeys keys;
	private final ReplayCache replays;
	private final Clock clock;
	private final SecureRandom random;

	RequestVerifier(ServiceKeys keys, ReplayCache replays, Clock clock, SecureRandom random) {
		this.keys = keys;
		this.replays = replays;
		this.clock = clock;
		this.random = random;
	}

	ServiceKeys keys() {
		return keys;
	}

	Verified verify(byte[] token) throws DerException, RefusalException {
		ApRequest request = ApRequest.decode(token);
		if ((request.options() & ApRequest.USE_SESSION_KEY) != 0) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_NOKEY, "user-to-user tickets are not supported");
		}
		Opened opened = open(Ticket.decode(request.ticket()));
		TicketPart ticket = TicketPart.decode(opened.content());
		Authenticator authenticator = Authenticator.decode(open(ticket.key(), request.authenticator()));
		if (!AccountNames.isSame(ticket.realm(), authenticator.realm())
				|| !ticket.client().matches(authenticator.client())) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_BADMATCH, "the ticket is of " + ticket.client()
					+ ", the authenticator of " + authenticator.client());
		}
		Instant now = clock.instant();
		checkTimes(ticket, authenticator, now);
		if (!replays.add(request.authenticator().cipher(), now)) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_REPEAT, "the authenticator was used before");
		}
		checkBindings(authenticator);
		checkType(ticket.key());
		if (authenticator.subkey().isPresent()) {
			checkType(authenticator.subkey().get());
		}
		boolean dceStyle = has(authenticator, AuthenticatorChecksum.DCE_STYLE);
		boolean mutual = dceStyle || has(authenticator, AuthenticatorChecksum.MUTUAL)
				|| (request.options() & ApRequest.MUTUAL_REQUIRED) != 0;
		return new Verified(ticket, authenticator, sids(ticket, opened.key()), mutual, dceStyle);
	}

	/**
	 * A certificate that is not in order is not ignored: nobody but who has tampered with a ticket can have put it there.
	 */
	private static List<String> sids(TicketPart ticket, EncryptionKey key) throws RefusalException {
		if (ticket.pac().isEmpty()) {
			return List.of();
		}
		try {
			Pac pac = Pac.decode(ticket.pac().get());
			pac.verify(key);
			pac.checkClient(ticket.authenticated(), String.join("/", ticket.client().components()));
			return pac.sids();
		} catch (PacException e) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_MODIFIED,
					"the privilege attribute certificate in the ticket is not in order: " + e.getMessage());
		}
	}

	/** The encrypted part of a ticket, and the key that has opened it. */
	private record Opened(byte[] content, EncryptionKey key) {}

	private Opened open(Ticket ticket) throws RefusalException {
		EncryptedData encrypted = ticket.encrypted();
		boolean tried = false;
		for (EncryptionKey key : keys.of(ticket)) {
			try {
				return new Opened(key.cipher(KeyUsage.TICKET, random).decrypt(encrypted.cipher()), key);
			} catch (IntegrityException e) {
				// an older or newer key may open it
				tried = true;
			}
		}
		throw tried
				? new RefusalException(ErrorCode.KRB_AP_ERR_MODIFIED,
						"no key of the keytab opens the ticket for " + ticket.service())
				: new RefusalException(ErrorCode.KRB_AP_ERR_NOKEY, "the keytab has no key of encryption type "
						+ encrypted.type() + " for " + ticket.service());
	}

	private byte[] open(EncryptionKey session, EncryptedData authenticator) throws RefusalException {
		try {
			return session.cipher(KeyUsage.AUTHENTICATOR, random).decrypt(authenticator.cipher());
		} catch (IntegrityException e) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_MODIFIED,
					"the authenticator is not encrypted with the key of the ticket");
		}
	}

	private static void checkTimes(TicketPart ticket, Authenticator authenticator, Instant now)
			throws RefusalException {
		Duration skew = Duration.between(now, authenticator.time());
		if (skew.abs().compareTo(KerberosAcceptor.SKEW) > 0) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_SKEW, "the clock of the client is " + skew.abs().toSeconds()
					+ " seconds " + (skew.isNegative() ? "behind" : "ahead"));
		}
		if ((ticket.flags() & TicketPart.INVALID) != 0 || ticket.start().isAfter(now.plus(KerberosAcceptor.SKEW))) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_TKT_NYV, "the ticket is valid from " + ticket.start());
		}
		if (ticket.end().plus(KerberosAcceptor.SKEW).isBefore(now)) {
			throw new RefusalException(ErrorCode.KRB_AP_ERR_TKT_EXPIRED, "the ticket ended at " + ticket.end());
		}
	}

	/** There is no channel around RPC over TCP: a request that was made for one was made for another server. */
	private static void checkBindings(Authenticator authenticator) throws RefusalException {
		if (authenticator.checksum().isPresent()) {
			for (byte part : authenticator.checksum().get().bindings()) {
				if (part != 0) {
					throw new RefusalException(ErrorCode.KRB_AP_ERR_MODIFIED,
							"the request is bound to another channel");
				}
			}
		}
	}

	private void checkType(EncryptionKey key) throws RefusalException {
		if (!keys.allows(key.type())) {
			throw new RefusalException(ErrorCode.KDC_ERR_ETYPE_NOSUPP, key.type() + " is weak and not allowed here");
		}
	}

	/** Without a checksum no flag counts ([MS-KILE] 3.4.5). */
	private static boolean has(Authenticator authenticator, int flag) {
		return authenticator.checksum().map(sum -> sum.has(flag)).orElse(false);
	}
}
