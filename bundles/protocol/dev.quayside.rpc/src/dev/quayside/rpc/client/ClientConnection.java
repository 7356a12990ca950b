package dev.quayside.rpc.client;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;

/** One TCP connection of an association. Safe for use by several threads. */
final class ClientConnection {

	/** How long a reader looks away from cancellation and time limit. */
	static final int SLICE_MILLIS = 100;

	/** How long a caller who gives up tries to tell the server. */
	private static final Duration NOTICE_LIMIT = Duration.ofMillis(500);

	private final RpcEndpoint endpoint;
	private final Socket socket;
	private final SharedReader reader;
	private final FrameWriter writer;
	private final ClientBinding binding;
	private final ConnectionSecurity security;
	private final PendingCalls pending = new PendingCalls();
	private final Future<?> watch;
	private volatile long lastUse = System.nanoTime();
	private volatile RpcException broken;
	private volatile boolean draining;

	private ClientConnection(RpcEndpoint endpoint, RpcClientOptions options, Socket socket) throws IOException {
		this.endpoint = endpoint;
		this.socket = socket;
		this.reader = new SharedReader(socket, options.maxFragment(), this::dispatch);
		this.writer = new FrameWriter(socket);
		this.security = new ConnectionSecurity(endpoint, options.security());
		this.binding = new ClientBinding(endpoint, options, security,
				new BindExchange(this, options, security));
		this.watch = Watch.every(this::endStuckWrite);
	}

	/** Connects and binds a first interface, in the association group, or a new one for 0. */
	static ClientConnection open(RpcEndpoint endpoint, RpcClientOptions options, InterfaceId first, int group,
			Cancellation cancellation) throws RpcException {
		Socket socket = Connector.connect(endpoint, options.connectTimeout(), cancellation);
		ClientConnection connection;
		try {
			connection = new ClientConnection(endpoint, options, socket);
		} catch (IOException e) {
			Connector.close(socket);
			throw new RpcConnectException("Cannot connect to " + endpoint + ": " + e.getMessage(), e);
		}
		Runnable forget = cancellation
				.onCancel(() -> connection.fail(new RpcCancelledException("The bind was cancelled")));
		try {
			connection.binding.bind(first, group);
			return connection;
		} catch (RpcException e) {
			throw connection.fail(e);
		} finally {
			forget.run();
		}
	}

	ClientBinding binding() {
		return binding;
	}

	ConnectionSecurity security() {
		return security;
	}

	/** Whether the connection still stands, if only for calls that are in flight. */
	boolean isOpen() {
		return broken == null;
	}

	/** Whether it takes further calls. */
	boolean isUsable() {
		return broken == null && !draining && !pending.isExhausted()
				&& (binding.canReauthenticate() || !security.isExpired());
	}

	/** Authenticates anew, on this connection or, where the server does not bear that, on another one. */
	void reauthenticate() throws RpcException {
		try {
			draining |= !binding.reauthenticate();
		} catch (RpcSecurityException e) {
			throw fail(e);
		}
	}

	/** Whether no answer is to come, also none that its caller has given up. */
	boolean isIdle() {
		return pending.isEmpty();
	}

	/** How long nobody has used the connection. */
	long idleNanos() {
		return System.nanoTime() - lastUse;
	}

	/** Takes in what came while nobody waited: late answers, a shutdown, the end of the connection. */
	void catchUp() {
		try {
			reader.catchUp();
		} catch (IOException e) {
			fail(e);
		}
	}

	/** Sends a request and waits for the response; everything but a response is an exception. */
	PendingCall.Answer call(Outgoing request, Wait wait) throws RpcException {
		Mailbox mailbox = new Mailbox();
		send(List.of(request), mailbox, wait);
		try {
			await(request.call(), mailbox, wait);
		} finally {
			lastUse = System.nanoTime();
		}
		return result(request.call());
	}

	/** Sends requests, in one go if they are small; the calls go to the mailbox when they have come to their end. */
	void send(List<Outgoing> requests, Mailbox mailbox, Wait wait) throws RpcException {
		try {
			if (security.isExpired()) {
				binding.renew();
			}
			write(() -> {
				List<byte[]> frames = new ArrayList<>(requests.size());
				for (Outgoing request : requests) {
					frames.addAll(request.send(pending.add(false, mailbox), security, binding.maxTransmit()));
				}
				return frames;
			}, wait);
		} catch (RpcSecurityException e) {
			throw fail(e);
		}
	}

	/** The response to a call that has come to its end. */
	PendingCall.Answer result(PendingCall call) throws RpcException {
		pending.remove(call);
		lastUse = System.nanoTime();
		try {
			return call.get();
		} catch (RpcSecurityException e) {
			throw fail(e);
		} catch (RpcFaultException e) {
			RpcException why = security.explainCall(e);
			throw why instanceof RpcSecurityException ? fail(why) : why;
		}
	}

	/** Sends a bind or alter_context and waits for the answer. */
	PendingCall.Answer negotiate(Function<PendingCall, byte[]> frame, Wait wait) throws RpcException {
		Mailbox mailbox = new Mailbox();
		PendingCall[] call = new PendingCall[1];
		write(() -> {
			call[0] = pending.add(true, mailbox);
			return List.of(frame.apply(call[0]));
		}, wait);
		await(call[0], mailbox, wait);
		pending.remove(call[0]);
		return call[0].get();
	}

	/** Sends what gets no answer, with the id of the last call. */
	void tell(IntFunction<byte[]> frame, Wait wait) throws RpcException {
		write(() -> List.of(frame.apply(pending.lastCallId())), wait);
	}

	private void write(FrameWriter.Source source, Wait wait) throws RpcException {
		boolean written;
		try {
			written = writer.write(() -> {
				if (broken != null) {
					throw broken;
				}
				return source.frames();
			}, wait);
		} catch (IOException e) {
			RpcException why = fail(security.explainEnd(e));
			throw wait.isOver() ? wait.failure(endpoint) : why;
		}
		if (!written) {
			throw wait.failure(endpoint);
		}
	}

	private void endStuckWrite() {
		if (writer.isStuck()) {
			fail(new RpcTimeoutException(endpoint + " does not take the rest of a request"));
		}
	}

	private void await(PendingCall call, Mailbox mailbox, Wait wait) throws RpcException {
		Runnable forget = wait.cancellation().onCancel(mailbox::wake);
		try {
			while (!call.isDone()) {
				if (wait.isOver()) {
					throw giveUp(call, wait);
				}
				step(mailbox, wait);
			}
		} finally {
			forget.run();
		}
	}

	/**
	 * Reads what comes for whoever it is for, or waits until somebody else has read something for this mailbox. If the
	 * connection breaks, all calls go to their mailboxes.
	 */
	void step(Mailbox mailbox, Wait wait) {
		if (broken != null) {
			pending.failAll(broken);
			return;
		}
		try {
			reader.step(mailbox, wait.slice());
		} catch (IOException e) {
			fail(security.explainEnd(e));
		}
	}

	private void dispatch(Frame frame) throws RpcException {
		PduHeader header = frame.header();
		Pdu pdu = PduDecoder.body(header, frame.bytes());
		if (pdu instanceof Pdu.Shutdown) {
			draining = true;
		} else if (pdu instanceof Pdu.Response || pdu instanceof Pdu.Fault) {
			FragmentProtection context = security.open(header, pdu, frame.bytes());
			pending.take(new PendingCall.Answer(pdu, header, Optional.empty()), context);
		} else {
			pending.take(new PendingCall.Answer(pdu, header, PduDecoder.verifier(header, frame.bytes())),
					FragmentProtection.NONE);
		}
	}

	/**
	 * Tells the server that nobody waits any more. Only with its consent the connection goes on after an orphaned PDU
	 * ([MS-RPCE] 3.3.1.5.10); else the server is asked to end the call, and its answer is still to come.
	 *
	 * @return why, which the wait knows
	 */
	RpcException giveUp(PendingCall call, Wait wait) {
		RpcException why = wait.failure(endpoint);
		if (call.isBinding()) {
			fail(why);
			pending.remove(call);
			return why;
		}
		Pdu notice = new Pdu.Orphaned();
		if (binding.keepsOrphaned()) {
			pending.remove(call);
		} else {
			pending.abandon(call);
			notice = new Pdu.Cancel();
		}
		List<byte[]> frames = List.of(PduEncoder.encode(notice, call.callId(), 0));
		try {
			write(() -> frames, new Wait(CallOptions.defaults(), NOTICE_LIMIT, "the end of a call"));
		} catch (RpcException e) {
			System.getLogger(ClientConnection.class.getName()).log(System.Logger.Level.DEBUG,
					"The server does not learn that a call was given up", e);
		}
		return why;
	}

	/** Closes the connection; what broke it first is the reason for everybody. */
	private RpcException fail(IOException cause) {
		synchronized (this) {
			if (broken == null) {
				broken = cause instanceof RpcException known
						? known
						: new RpcConnectException("The connection to " + endpoint + " broke: " + cause.getMessage(),
								cause);
			}
		}
		watch.cancel(false);
		Connector.close(socket);
		pending.failAll(broken);
		return broken;
	}

	void close() {
		fail(new RpcConnectException("The connection to " + endpoint + " was closed"));
	}
}
