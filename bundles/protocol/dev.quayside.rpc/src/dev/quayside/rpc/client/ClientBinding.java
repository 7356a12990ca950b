package dev.quayside.rpc.client;

import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;
import dev.quayside.rpc.pdu.PduHeader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was agreed with the server on one connection: the association group, the length of fragments, what the connection
 * can do ([MS-RPCE] 3.3.1.5.3, 3.3.1.5.8), and the presentation contexts.
 */
final class ClientBinding {

	/** How PDUs go to the server. */
	interface Exchange {

		/** Sends a bind or alter_context and waits for the answer. */
		PendingCall.Answer send(Pdu.Bind bind, int flags, Optional<AuthVerifier> token) throws RpcException;

		/** Sends the last token, which gets no answer. */
		void finish(AuthVerifier token) throws RpcException;
	}

	private final RpcEndpoint endpoint;
	private final RpcClientOptions options;
	private final ConnectionSecurity security;
	private final Exchange exchange;
	private final Map<InterfaceId, PresentationContext> contexts = new ConcurrentHashMap<>();
	private int nextContext;
	private volatile int group;
	private volatile int maxTransmit = RpcClientOptions.MIN_FRAGMENT;
	private volatile boolean multiplexed;
	private volatile boolean keepsOrphaned;
	private volatile boolean bearsSeveralContexts;
	private ContextElement firstElement;

	ClientBinding(RpcEndpoint endpoint, RpcClientOptions options, ConnectionSecurity security, Exchange exchange) {
		this.endpoint = endpoint;
		this.options = options;
		this.security = security;
		this.exchange = exchange;
	}

	int group() {
		return group;
	}

	/** The longest fragment that the server takes. */
	int maxTransmit() {
		return maxTransmit;
	}

	/** Whether several calls may be in flight on the connection. */
	boolean isMultiplexed() {
		return multiplexed;
	}

	/** Whether the connection can go on after a call was orphaned ([MS-RPCE] 3.3.1.5.10). */
	boolean keepsOrphaned() {
		return keepsOrphaned;
	}

	/** Binds a first interface, in the association group, or a new one for 0, and authenticates. */
	synchronized void bind(InterfaceId first, int wantedGroup) throws RpcException {
		List<ContextElement> elements = propose(first);
		int features = elements.size();
		elements.add(new ContextElement(nextContext++, first.syntax(), List.of(SyntaxId
				.ofFeatures(SyntaxId.KEEP_CONNECTION_ON_ORPHAN | SyntaxId.MULTIPLE_SECURITY_CONTEXTS))));
		group = wantedGroup;
		Pdu.Bind bind = new Pdu.Bind(false, options.maxFragment(), options.maxFragment(), wantedGroup, elements);
		Optional<ClientContext> context = security.begin();
		PendingCall.Answer answer = send(bind, PduHeader.CONCURRENT_MULTIPLEXING, context);
		Pdu.BindAck ack = results(answer);
		PresentationContext accepted = accepted(ack, elements, first);
		maxTransmit = Math.max(RpcClientOptions.MIN_FRAGMENT, Math.min(ack.maxReceive(), options.maxFragment()));
		group = ack.group();
		multiplexed = answer.header().has(PduHeader.CONCURRENT_MULTIPLEXING);
		if (ack.results().size() > features) {
			ContextResult result = ack.results().get(features);
			int bits = result.result() == ContextResult.NEGOTIATE_ACK ? result.reason() : 0;
			keepsOrphaned = (bits & SyntaxId.KEEP_CONNECTION_ON_ORPHAN) != 0;
			bearsSeveralContexts = (bits & SyntaxId.MULTIPLE_SECURITY_CONTEXTS) != 0;
		}
		firstElement = new ContextElement(accepted.id(), first.syntax(), List.of(accepted.transferSyntax()));
		if (context.isPresent()) {
			authenticate(context.get(), answer);
		}
		contexts.put(first, accepted);
	}

	/**
	 * Authenticates anew, where that was wanted at all: later calls are made in the new security context ([MS-RPCE]
	 * 3.3.1.5.4).
	 *
	 * @return false if the server bears only one security context on a connection
	 */
	synchronized boolean reauthenticate() throws RpcException {
		Optional<ClientContext> context = canReauthenticate() ? security.begin() : Optional.empty();
		if (context.isPresent()) {
			PendingCall.Answer answer = send(again(), 0, context);
			confirm(answer);
			authenticate(context.get(), answer);
		}
		return context.isPresent();
	}

	/** Whether the server bears one more security context on this connection. */
	boolean canReauthenticate() {
		return bearsSeveralContexts && !security.isExhausted();
	}

	/** Authenticates anew if it is time to. */
	synchronized void renew() throws RpcException {
		if (security.isExpired()) {
			reauthenticate();
		}
	}

	private Pdu.Bind again() {
		return new Pdu.Bind(true, options.maxFragment(), options.maxFragment(), group, List.of(firstElement));
	}

	private PendingCall.Answer send(Pdu.Bind bind, int flags, Optional<ClientContext> context) throws RpcException {
		if (context.isEmpty()) {
			return exchange.send(bind, flags, Optional.empty());
		}
		return exchange.send(bind, flags | security.flags(), Optional.of(context.get().first()));
	}

	/** The tokens after the first; {@code p_context_elem} stays the same ([MS-RPCE] 3.3.1.5.2.1). */
	private void authenticate(ClientContext context, PendingCall.Answer bound) throws RpcException {
		security.agree(bound.header());
		Optional<AuthVerifier> token = context.next(bound.verifier());
		while (token.isPresent() && !context.endsWithAuth3()) {
			PendingCall.Answer answer = exchange.send(again(), security.flags(), token);
			confirm(answer);
			token = context.next(answer.verifier());
		}
		if (token.isPresent()) {
			exchange.finish(token.get());
		}
		security.establish(context, token.isPresent());
	}

	/** The presentation context of an interface; negotiates it if it is new on this connection. */
	PresentationContext context(InterfaceId wanted) throws RpcException {
		PresentationContext known = contexts.get(wanted);
		return known == null ? alter(wanted) : known;
	}

	private synchronized PresentationContext alter(InterfaceId wanted) throws RpcException {
		PresentationContext known = contexts.get(wanted);
		if (known != null) {
			return known;
		}
		List<ContextElement> elements = propose(wanted);
		Pdu.Bind alter = new Pdu.Bind(true, options.maxFragment(), options.maxFragment(), group,
				elements);
		PresentationContext accepted = accepted(results(exchange.send(alter, 0, Optional.empty())), elements, wanted);
		contexts.put(wanted, accepted);
		return accepted;
	}

	/** One element for each transfer syntax, NDR 2.0 first ([MS-RPCE] 3.3.1.5.6). */
	private List<ContextElement> propose(InterfaceId wanted) {
		List<ContextElement> elements = new ArrayList<>();
		for (NdrSyntax transfer : wanted.transfers()) {
			elements.add(new ContextElement(nextContext++, wanted.syntax(), List.of(SyntaxId.of(transfer))));
		}
		return elements;
	}

	private Pdu.BindAck results(PendingCall.Answer answer) throws RpcException {
		if (answer.pdu() instanceof Pdu.BindNak nak) {
			throw refused(nak);
		}
		if (!(answer.pdu() instanceof Pdu.BindAck ack) || ack.results().isEmpty()) {
			throw new RpcProtocolException(endpoint + " answered a bind without a result");
		}
		return ack;
	}

	/** The first transfer syntax that the server accepts; the choice is the server's. */
	private PresentationContext accepted(Pdu.BindAck ack, List<ContextElement> elements, InterfaceId wanted)
			throws RpcException {
		int transfers = Math.min(wanted.transfers().size(), ack.results().size());
		for (int i = 0; i < transfers; i++) {
			ContextResult result = ack.results().get(i);
			NdrSyntax transfer = wanted.transfers().get(i);
			if (result.result() != ContextResult.ACCEPTANCE) {
				continue;
			}
			if (!result.transferSyntax().equals(SyntaxId.of(transfer))) {
				throw new RpcProtocolException(
						endpoint + " chose a transfer syntax that was not proposed: " + result.transferSyntax());
			}
			return new PresentationContext(elements.get(i).id(), wanted.syntax(), transfer);
		}
		throw missing(wanted.syntax(), ack.results().get(0));
	}

	/** The answer to a token: the first presentation context stands as before. */
	private void confirm(PendingCall.Answer answer) throws RpcException {
		ContextResult result = results(answer).results().get(0);
		if (result.result() != ContextResult.ACCEPTANCE) {
			throw missing(firstElement.abstractSyntax(), result);
		}
	}

	private RpcBindException missing(SyntaxId wanted, ContextResult result) {
		return new RpcBindException(endpoint + " does not offer the interface " + wanted + " (result " + result.result()
				+ ", reason " + result.reason() + ")");
	}

	/** A group that cannot be joined is refused without a reason; then the token is not to blame. */
	private RpcException refused(Pdu.BindNak nak) {
		String words = endpoint + " refuses the association: " + reason(nak);
		if (!security.isWanted()) {
			return new RpcBindException(words);
		}
		return switch (nak.reason()) {
			case Pdu.BindNak.AUTHENTICATION_TYPE_NOT_RECOGNIZED -> new RpcSecurityException(Reason.UNSUPPORTED, words);
			case Pdu.BindNak.INVALID_CHECKSUM -> new RpcSecurityException(Reason.REFUSED, words);
			case Pdu.BindNak.NOT_SPECIFIED -> group == 0
					? new RpcSecurityException(Reason.REFUSED, words + ", after it got the credentials")
					: new RpcBindException(words);
			default -> new RpcBindException(words);
		};
	}

	private static String reason(Pdu.BindNak nak) {
		return switch (nak.reason()) {
			case Pdu.BindNak.NOT_SPECIFIED -> "no reason given (0)";
			case Pdu.BindNak.TEMPORARY_CONGESTION -> "it is congested (1)";
			case Pdu.BindNak.LOCAL_LIMIT_EXCEEDED -> "it is out of resources (2)";
			case Pdu.BindNak.PROTOCOL_VERSION_NOT_SUPPORTED -> "it speaks another version of the protocol (4)";
			case Pdu.BindNak.AUTHENTICATION_TYPE_NOT_RECOGNIZED -> "it does not know the security provider (8)";
			case Pdu.BindNak.INVALID_CHECKSUM -> "its security provider failed (9)";
			default -> "reason " + nak.reason();
		};
	}
}
