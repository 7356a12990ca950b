package dev.quayside.rpc.server;

import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Pdu.ContextElement;
import dev.quayside.rpc.pdu.Pdu.ContextResult;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was agreed on one connection: its association, the length of fragments, and the presentation contexts ([MS-RPCE]
 * 3.3.1.5.3, 3.3.1.5.6, 3.3.1.5.7). Changed by one thread at a time.
 */
final class Binding {

	private static final int MAX_FRAGMENT = 65528;
	private static final int MIN_FRAGMENT = 1432;
	/** For each interface that the server offers ([MS-RPCE] 3.3.3.5.5). */
	private static final int MAX_CONTEXTS = 4000;

	private final RpcServer server;
	private final InetAddress client;
	private final Map<Integer, PresentationContext> contexts = new HashMap<>();
	private volatile ServerAssociation association;
	private volatile int maxTransmit = MIN_FRAGMENT;

	Binding(RpcServer server, InetAddress client) {
		this.server = server;
		this.client = client;
	}

	boolean isBound() {
		return association != null;
	}

	/** Null before the bind. */
	ServerAssociation association() {
		return association;
	}

	/** The longest fragment that the client takes. */
	int maxTransmit() {
		return maxTransmit;
	}

	/** A presentation context, or null if there is none with this id. */
	PresentationContext context(int contextId) {
		return contexts.get(contextId);
	}

	/**
	 * @throws RpcProtocolException
	 *             if a bind is not the first, an alter_context comes before it, or either proposes nothing
	 */
	void check(Pdu.Bind bind) throws RpcProtocolException {
		if (bind.alter() != isBound() || bind.contexts().isEmpty()) {
			throw new RpcProtocolException(
					"A bind comes once, alter_context after it, and both propose at least one context");
		}
	}

	/**
	 * Answers the first bind of the connection with bind_ack or bind_nak.
	 *
	 * @param port
	 *            the secondary address, which is the primary one ([MS-RPCE] 3.3.1.5.5)
	 */
	Pdu bind(Pdu.Bind bind, String port) {
		if (isTooMuch(bind)) {
			return new Pdu.BindNak(Pdu.BindNak.LOCAL_LIMIT_EXCEEDED);
		}
		Optional<ServerAssociation> joined = server.associations().join(bind.group(), client);
		if (joined.isEmpty()) {
			return new Pdu.BindNak(Pdu.BindNak.NOT_SPECIFIED);
		}
		association = joined.get();
		maxTransmit = clamp(bind.maxReceive());
		return ack(bind, port);
	}

	/** Answers alter_context with its response, or bind_nak where [MS-RPCE] 3.3.3.5.5 demands that. */
	Pdu alter(Pdu.Bind alter) {
		return isTooMuch(alter) ? new Pdu.BindNak(Pdu.BindNak.LOCAL_LIMIT_EXCEEDED) : ack(alter, "");
	}

	/** The connection has gone: runs down the association if this was its last one. */
	void leave() {
		if (association != null) {
			server.associations().leave(association);
		}
	}

	private boolean isTooMuch(Pdu.Bind bind) {
		return contexts.size() + bind.contexts().size() > MAX_CONTEXTS * Math.max(1, server.services());
	}

	private Pdu ack(Pdu.Bind bind, String port) {
		List<ContextResult> results = new ArrayList<>(bind.contexts().size());
		Map<RpcService, NdrSyntax> chosen = choose(bind.contexts());
		bind.contexts().forEach(element -> results.add(negotiate(element, chosen)));
		return new Pdu.BindAck(bind.alter(), maxTransmit, clamp(bind.maxTransmit()), association.group(), port,
				results);
	}

	private static int clamp(int fragment) {
		return Math.max(MIN_FRAGMENT, Math.min(fragment, MAX_FRAGMENT));
	}

	/**
	 * The transfer syntax of each interface ([MS-RPCE] 3.3.1.5.6): NDR64 where it is proposed, as 64-bit Windows chooses,
	 * else the first that is proposed.
	 */
	private Map<RpcService, NdrSyntax> choose(List<ContextElement> elements) {
		Map<RpcService, NdrSyntax> chosen = new HashMap<>();
		for (ContextElement element : elements) {
			RpcService service = server.service(element.abstractSyntax());
			if (service != null) {
				element.transferSyntaxes().stream().map(SyntaxId::transfer).flatMap(Optional::stream)
						.filter(service.id().transfers()::contains)
						.forEach(syntax -> chosen.merge(service, syntax, Binding::preferred));
			}
		}
		return chosen;
	}

	private static NdrSyntax preferred(NdrSyntax first, NdrSyntax further) {
		return further == NdrSyntax.NDR64 ? further : first;
	}

	private ContextResult negotiate(ContextElement element, Map<RpcService, NdrSyntax> chosen) {
		List<SyntaxId> transfers = element.transferSyntaxes();
		if (transfers.size() == 1 && transfers.get(0).isFeatureNegotiation()) {
			int multiplexing = server.providers().isEmpty() ? 0 : SyntaxId.MULTIPLE_SECURITY_CONTEXTS;
			return ContextResult.features(
					transfers.get(0).features() & (SyntaxId.KEEP_CONNECTION_ON_ORPHAN | multiplexing));
		}
		RpcService service = server.service(element.abstractSyntax());
		if (service == null) {
			return ContextResult.reject(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
		}
		NdrSyntax syntax = chosen.get(service);
		if (syntax == null || !transfers.contains(SyntaxId.of(syntax))) {
			return ContextResult.reject(ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED);
		}
		contexts.put(element.id(), new PresentationContext(service, syntax));
		return ContextResult.accept(SyntaxId.of(syntax));
	}
}
