package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Pdu.ContextResult;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.PduType;
import dev.quayside.rpc.pdu.Stub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One TCP connection of an association. There is no reader thread: of the callers that wait, one reads for all, which
 * saves a hand-over for each call.
 */
final class ClientConnection {

	/** How long a reader looks away from cancellation and time limit. */
	private static final int SLICE_MILLIS = 100;

	private final RpcEndpoint endpoint;
	private final RpcClientOptions options;
	private final Socket socket;
	private final FrameReader reader;
	private final OutputStream out;
	private final SecurityContext security = SecurityContext.NONE;
	private final ReentrantLock reading = new ReentrantLock();
	private final Map<Integer, PendingCall> pending = new ConcurrentHashMap<>();
	private final Map<SyntaxId, Integer> contexts = new HashMap<>();
	private final AtomicInteger lastCallId = new AtomicInteger();
	private volatile RpcException broken;
	private volatile boolean draining;
	private boolean multiplexed;
	private int maxTransmit = RpcClientOptions.MIN_FRAGMENT;
	private int group;

	private ClientConnection(RpcEndpoint endpoint, RpcClientOptions options, Socket socket) throws IOException {
		this.endpoint = endpoint;
		this.options = options;
		this.socket = socket;
		this.reader = new FrameReader(socket, options.maxFragment());
		this.out = socket.getOutputStream();
	}

	/** Connects and binds a first interface, in the association group, or a new one for 0. */
	static ClientConnection open(RpcEndpoint endpoint, RpcClientOptions options, SyntaxId first, int group)
			throws RpcException {
		Socket socket = new Socket();
		try {
			InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
			if (address.isUnresolved()) {
				throw new RpcConnectException("The host " + endpoint.host() + " is unknown");
			}
			socket.setTcpNoDelay(true);
			socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
			socket.connect(address, (int) options.connectTimeout().toMillis());
			ClientConnection connection = new ClientConnection(endpoint, options, socket);
			connection.bind(first, group);
			return connection;
		} catch (RpcException e) {
			close(socket);
			throw e;
		} catch (ConnectException e) {
			close(socket);
			throw new RpcConnectException("Nobody listens at " + endpoint, e);
		} catch (IOException e) {
			close(socket);
			throw new RpcConnectException("Cannot connect to " + endpoint + ": " + e.getMessage(), e);
		}
	}

	/** The association group that the server put this connection into. */
	int group() {
		return group;
	}

	/** Whether several calls may be in flight on this connection. */
	boolean isMultiplexed() {
		return multiplexed;
	}

	boolean isUsable() {
		return broken == null && !draining;
	}

	int callsInFlight() {
		return pending.size();
	}

	private void bind(SyntaxId first, int wantedGroup) throws RpcException {
		Pdu.ContextElement element = new Pdu.ContextElement(0, first, List.of(SyntaxId.NDR20));
		Pdu.Bind bind = new Pdu.Bind(false, options.maxFragment(), options.maxFragment(), wantedGroup,
				List.of(element));
		PendingCall call = send(bind, PduHeader.CONCURRENT_MULTIPLEXING);
		Pdu.BindAck ack = accepted(await(call, bindOptions(), "bind"), first);
		maxTransmit = Math.max(RpcClientOptions.MIN_FRAGMENT, Math.min(ack.maxReceive(), options.maxFragment()));
		group = ack.group();
		contexts.put(first, 0);
	}

	private CallOptions bindOptions() {
		return new CallOptions(options.bindTimeout(), new Cancellation());
	}

	private Pdu.BindAck accepted(PendingCall.Answer answer, SyntaxId wanted) throws RpcException {
		if (answer.pdu() instanceof Pdu.BindNak nak) {
			throw new RpcBindException(endpoint + " refuses the association, reason " + nak.reason());
		}
		if (!(answer.pdu() instanceof Pdu.BindAck ack) || ack.results().isEmpty()) {
			throw new RpcProtocolException(
					endpoint + " answered a bind with " + answer.pdu().getClass().getSimpleName());
		}
		ContextResult result = ack.results().get(0);
		if (result.result() != ContextResult.ACCEPTANCE) {
			throw new RpcBindException(endpoint + " does not offer the interface " + wanted + " (result "
					+ result.result() + ", reason " + result.reason() + ")");
		}
		return ack;
	}

	/** The presentation context of an interface; negotiates it if it is new on this connection. */
	private synchronized int context(SyntaxId wanted) throws RpcException {
		Integer known = contexts.get(wanted);
		if (known != null) {
			return known;
		}
		int id = contexts.size();
		Pdu.ContextElement element = new Pdu.ContextElement(id, wanted, List.of(SyntaxId.NDR20));
		Pdu.Bind alter = new Pdu.Bind(true, options.maxFragment(), options.maxFragment(), group, List.of(element));
		accepted(await(send(alter, 0), bindOptions(), "alter_context"), wanted);
		contexts.put(wanted, id);
		return id;
	}

	/** Sends a request and waits for the response; everything but a response is an exception. */
	PendingCall.Answer call(SyntaxId syntax, int opnum, byte[] stub, CallOptions callOptions, String name)
			throws RpcException {
		int contextId = context(syntax);
		PendingCall call = new PendingCall(lastCallId.incrementAndGet());
		pending.put(call.callId(), call);
		Pdu.Request request = new Pdu.Request(stub.length, contextId, opnum, Optional.empty(),
				Stub.of(stub));
		write(PduEncoder.fragments(request, call.callId(), maxTransmit, security));
		return await(call, callOptions, name);
	}

	private PendingCall send(Pdu pdu, int flags) throws RpcException {
		PendingCall call = new PendingCall(lastCallId.incrementAndGet());
		pending.put(call.callId(), call);
		write(List.of(PduEncoder.encode(pdu, call.callId(), flags)));
		return call;
	}

	private void write(List<byte[]> frames) throws RpcException {
		try {
			synchronized (out) {
				if (broken != null) {
					throw broken;
				}
				for (byte[] frame : frames) {
					out.write(frame);
				}
			}
		} catch (RpcException e) {
			throw e;
		} catch (IOException e) {
			throw fail(new RpcConnectException("The connection to " + endpoint + " broke: " + e.getMessage(), e));
		}
	}

	private PendingCall.Answer await(PendingCall call, CallOptions callOptions, String name) throws RpcException {
		Duration limit = callOptions.timeout().isZero() ? options.callTimeout() : callOptions.timeout();
		long deadline = System.nanoTime() + limit.toNanos();
		Runnable forget = callOptions.cancellation().onCancel(call::wake);
		try {
			while (!call.isDone()) {
				if (callOptions.cancellation().isCancelled()) {
					abandon(call);
					throw new RpcCancelledException(name + " was cancelled");
				}
				long left = deadline - System.nanoTime();
				if (left <= 0) {
					abandon(call);
					throw new RpcTimeoutException(
							endpoint + " did not answer " + name + " within " + limit.toMillis() + " ms");
				}
				step(call, (int) Math.min(SLICE_MILLIS, left / 1_000_000 + 1));
			}
			return call.get();
		} finally {
			forget.run();
			pending.remove(call.callId());
		}
	}

	/** Reads one fragment for whoever it is for, or waits until somebody else has. */
	private void step(PendingCall call, int millis) throws RpcException {
		if (!reading.tryLock()) {
			call.park(millis * 1_000_000L);
			return;
		}
		try {
			if (!call.isDone() && broken == null) {
				Frame frame = reader.poll(millis);
				if (frame != null) {
					dispatch(frame);
				}
			} else if (broken != null && !call.isDone()) {
				throw broken;
			}
		} catch (RpcException e) {
			throw fail(e);
		} catch (IOException e) {
			throw fail(new RpcConnectException("The connection to " + endpoint + " broke: " + e.getMessage(), e));
		} finally {
			reading.unlock();
			// the next of those who wait becomes the reader
			pending.values().stream().filter(other -> other != call && !other.isDone()).findAny()
					.ifPresent(PendingCall::wake);
		}
	}

	private void dispatch(Frame frame) throws RpcException {
		PduHeader header = frame.header();
		security.unprotect(frame.bytes(), PduHeader.SIZE + Pdu.Response.FIXED_SIZE, header.authLength());
		Pdu pdu = PduDecoder.body(header, frame.bytes());
		if (pdu instanceof Pdu.Shutdown) {
			draining = true;
			return;
		}
		PendingCall call = pending.get(header.callId());
		if (call == null) {
			if (Integer.compareUnsigned(header.callId(), lastCallId.get()) > 0) {
				throw new RpcProtocolException(endpoint + " answers a call that was never made");
			}
			return;
		}
		if (pdu instanceof Pdu.Response response) {
			call.append(header, response);
		} else if (pdu instanceof Pdu.Fault fault) {
			call.fail(new RpcFaultException(fault.status()));
		} else if (pdu instanceof Pdu.BindAck || pdu instanceof Pdu.BindNak) {
			multiplexed |= header.type() == PduType.BIND_ACK
					&& header.has(PduHeader.CONCURRENT_MULTIPLEXING);
			call.complete(pdu, header.order());
		} else {
			throw new RpcProtocolException(endpoint + " sent a " + header.type() + ", which only clients send");
		}
	}

	private void abandon(PendingCall call) throws RpcException {
		pending.remove(call.callId());
		write(List.of(PduEncoder.encode(new Pdu.Orphaned(), call.callId(), 0)));
	}

	private RpcException fail(RpcException why) {
		if (broken == null) {
			broken = why;
		}
		close(socket);
		pending.values().forEach(call -> {
			if (!call.isDone()) {
				call.fail(why);
			}
		});
		return why;
	}

	void close() {
		fail(new RpcConnectException("The connection to " + endpoint + " was closed"));
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		} catch (IOException e) {
			System.getLogger(ClientConnection.class.getName()).log(System.Logger.Level.DEBUG, "Cannot close a socket",
					e);
		}
	}
}
