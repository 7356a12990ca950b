package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.PduType;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The protocol machine of one connection ([C706] 9.3, [MS-RPCE] 3.3.3). Fragments come in from one thread at a time;
 * answers go out from any. After a protocol error the client gets its fault, and nothing more is read.
 */
final class ServerConnection {

	private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());

	private final ServerStatistics statistics;
	private final Transport transport;
	private final ServerSecurity security;
	private final Binding binding;
	private final ServerCalls calls;
	private final RequestAssembly requests;
	private boolean ended;

	ServerConnection(RpcServer server, Transport transport) {
		this.statistics = server.statistics();
		this.transport = transport;
		this.binding = new Binding(server, transport.client());
		this.security = new ServerSecurity(server.providers());
		this.calls = new ServerCalls(server, this, transport, binding);
		this.requests = new RequestAssembly(server, binding, security, calls);
	}

	/** Writes frames to the peer, and knows who the peer is. */
	interface Transport {

		/** Sends what is made once it is its turn: signatures are made in the order of the wire. */
		void send(Supplier<List<byte[]>> frames);

		/** Runs the task at once, or, if the peer does not read its answers, when it has. */
		void whenRead(Runnable task);

		/** Closes after what was sent has gone out; nothing more is sent or read. */
		void finish();

		InetAddress client();

		InetAddress local();

		String localPort();
	}

	ServerAssociation association() {
		return binding.association();
	}

	InetAddress client() {
		return transport.client();
	}

	InetAddress local() {
		return transport.local();
	}

	boolean isBound() {
		return binding.isBound();
	}

	/** Whether no call is in flight and the client keeps no handle, on whichever connection. */
	synchronized boolean isIdle() {
		return requests.oldest().isEmpty() && calls.isEmpty() && isBound() && association().size() == 0;
	}

	/** Since when a client has not finished an authentication, in the time of {@link System#nanoTime}. */
	synchronized Optional<Long> authenticatingSince() {
		return security.pendingSince();
	}

	/** When the oldest request that is not whole began, in the time of {@link System#nanoTime}. */
	synchronized Optional<Long> oldestAssembly() {
		return requests.oldest();
	}

	/** Takes one whole fragment. */
	synchronized void receive(PduHeader header, byte[] frame) {
		if (ended) {
			return;
		}
		statistics.received();
		try {
			take(header, frame);
		} catch (RpcProtocolException e) {
			refuse(header, e);
		} catch (RpcSecurityException e) {
			end(header, FaultStatus.SECURITY_PACKAGE_ERROR, e);
		} catch (SecurityRefusal e) {
			end(header, e.status(), e);
		}
		requests.seen(header.callId());
	}

	private void take(PduHeader header, byte[] frame)
			throws RpcProtocolException, RpcSecurityException, SecurityRefusal {
		Pdu pdu = PduDecoder.body(header, frame);
		if (pdu instanceof Pdu.Request request) {
			if (!isBound()) {
				throw new RpcProtocolException("A request before the bind");
			}
			requests.take(header, request, security.open(header, frame, request.stub().offset()));
		} else if (pdu instanceof Pdu.Bind bind) {
			bind(header, bind, frame);
		} else if (pdu instanceof Pdu.Auth3) {
			security.finish(header, frame);
		} else if (pdu instanceof Pdu.Cancel) {
			checkSignature(header, frame);
			calls.cancel(header.callId());
		} else if (pdu instanceof Pdu.Orphaned) {
			checkSignature(header, frame);
			requests.drop(header.callId());
			calls.orphan(header.callId());
		} else {
			throw new RpcProtocolException("A client does not send a " + header.type());
		}
	}

	/**
	 * Only requests and responses must be signed ([MS-RPCE] 2.2.2.12), and who can forge a cancel can end the connection as
	 * well; but what is signed must be right.
	 */
	private void checkSignature(PduHeader header, byte[] frame)
			throws RpcProtocolException, RpcSecurityException, SecurityRefusal {
		if (header.authLength() > 0) {
			security.open(header, frame, PduHeader.SIZE);
		}
	}

	private void end(PduHeader header, FaultStatus status, Exception why) {
		LOG.log(System.Logger.Level.DEBUG, () -> "Closing the connection of " + client() + ": " + why.getMessage());
		calls.fault(header.callId(), 0, status, !calls.isInFlight(header.callId()));
		end();
	}

	/**
	 * Answers what cannot be accepted, with bind_nak or a fault ([MS-RPCE] 2.2.2.5, 3.3.3.5.7), and ends the connection.
	 */
	synchronized void refuse(PduHeader header, RpcProtocolException why) {
		if (ended) {
			return;
		}
		LOG.log(System.Logger.Level.DEBUG, () -> "Closing the connection of " + client() + ": " + why.getMessage());
		if (header.type() == PduType.BIND) {
			send(new Pdu.BindNak(Pdu.BindNak.PROTOCOL_VERSION_NOT_SUPPORTED), header.callId(), 0, Optional.empty());
		} else {
			calls.fault(header.callId(), 0, FaultStatus.PROTOCOL_ERROR, !calls.isInFlight(header.callId()));
		}
		end();
	}

	private void end() {
		ended = true;
		transport.finish();
	}

	private void bind(PduHeader header, Pdu.Bind bind, byte[] frame) throws RpcProtocolException {
		if ((header.flags() & PduHeader.WHOLE) != PduHeader.WHOLE) {
			throw new RpcProtocolException("A " + header.type() + " comes in one fragment");
		}
		binding.check(bind);
		int agreed = header.flags() & PduHeader.CONCURRENT_MULTIPLEXING | security.flags(header);
		Optional<AuthVerifier> verifier;
		try {
			verifier = security.take(header, frame, bind.alter());
		} catch (SecurityRefusal e) {
			refuse(header, e);
			return;
		}
		Pdu answer = bind.alter() ? binding.alter(bind) : binding.bind(bind, transport.localPort());
		if (answer instanceof Pdu.BindAck) {
			send(answer, header.callId(), agreed, verifier);
		} else {
			send(answer, header.callId(), 0, Optional.empty());
			end();
		}
	}

	private void refuse(PduHeader header, SecurityRefusal why) {
		if (header.type() == PduType.BIND) {
			LOG.log(System.Logger.Level.DEBUG, () -> "Refusing the bind of " + client() + ": " + why.getMessage());
			send(new Pdu.BindNak(why.reason()), header.callId(), 0, Optional.empty());
			end();
		} else if (why.endsConnection()) {
			end(header, why.status(), why);
		} else {
			calls.fault(header.callId(), 0, why.status(), true);
		}
	}

	private void send(Pdu pdu, int callId, int flags, Optional<AuthVerifier> verifier) {
		byte[] frame = verifier.isPresent()
				? PduEncoder.encode(pdu, callId, flags, verifier.get())
				: PduEncoder.encode(pdu, callId, flags);
		transport.send(() -> List.of(frame));
	}

	/** The connection has gone: ends its calls, and runs down the association if this was its last connection. */
	void gone() {
		synchronized (this) {
			ended = true;
			requests.dropAll();
		}
		calls.orphanAll();
		binding.leave();
	}
}
