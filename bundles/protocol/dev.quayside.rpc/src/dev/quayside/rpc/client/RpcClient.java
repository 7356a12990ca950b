package dev.quayside.rpc.client;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.pdu.Pdu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An association with one server: a group of connections that share context handles ([MS-RPCE] 3.3.1.5.7). Calls that
 * are in flight at once share a connection where the server multiplexes, else each takes a connection of its own.
 * Connections are opened as they are needed. Safe for use by several threads.
 */
public final class RpcClient implements AutoCloseable {

	private final RpcEndpoint endpoint;
	private final RpcClientOptions options;
	private final List<ClientConnection> connections = new ArrayList<>();
	private final Map<ClientConnection, Integer> leases = new IdentityHashMap<>();
	private int opening;
	private boolean closed;

	public RpcClient(RpcEndpoint endpoint, RpcClientOptions options) {
		this.endpoint = endpoint;
		this.options = options;
	}

	public RpcEndpoint endpoint() {
		return endpoint;
	}

	/** Opens the first connection and binds the interface, so that a failure shows now. */
	public RpcClient connect(InterfaceId first) throws RpcException {
		release(lease(first.syntax()));
		return this;
	}

	/** The operations of an interface; it is negotiated with the first call. */
	public RpcChannel channel(InterfaceId interfaceId) {
		return new RpcChannel() {
			@Override
			public <I, O> O call(RpcOperation<I, O> operation, I in, CallOptions callOptions) throws RpcException {
				return RpcClient.this.call(interfaceId, operation, in, callOptions);
			}
		};
	}

	private <I, O> O call(InterfaceId interfaceId, RpcOperation<I, O> operation, I in, CallOptions callOptions)
			throws RpcException {
		byte[] stub = operation.in().encode(in);
		ClientConnection connection = lease(interfaceId.syntax());
		PendingCall.Answer answer;
		try {
			answer = connection.call(interfaceId.syntax(), operation.opnum(), stub, callOptions, operation.name());
		} finally {
			release(connection);
		}
		Pdu.Response response = (Pdu.Response) answer.pdu();
		try {
			return operation.out().read(new NdrReader(response.stub().bytes(),
					response.stub().offset(), response.stub().length(), NdrSyntax.NDR20, answer.order()));
		} catch (NdrException e) {
			throw new RpcProtocolException(endpoint + " answered " + operation.name() + " with bytes that do not fit: "
					+ e.getMessage(), e);
		}
	}

	private ClientConnection lease(SyntaxId first) throws RpcException {
		int group;
		synchronized (this) {
			long deadline = System.nanoTime() + options.callTimeout().toNanos();
			while (true) {
				if (closed) {
					throw new RpcConnectException("The association with " + endpoint + " is closed");
				}
				connections.removeIf(connection -> !connection.isUsable() && connection.callsInFlight() == 0);
				Optional<ClientConnection> free = free();
				if (free.isPresent()) {
					leases.merge(free.get(), 1, Integer::sum);
					return free.get();
				}
				if (connections.size() + opening < options.maxConnections()
						&& (opening == 0 || !connections.isEmpty())) {
					break;
				}
				pause(deadline);
			}
			opening++;
			group = connections.stream().findAny().map(ClientConnection::group).orElse(0);
		}
		return open(first, group);
	}

	private Optional<ClientConnection> free() {
		return connections.stream().filter(ClientConnection::isUsable)
				.filter(connection -> connection.isMultiplexed() || !leases.containsKey(connection))
				.min(Comparator.comparing(connection -> leases.getOrDefault(connection, 0)));
	}

	private void pause(long deadline) throws RpcException {
		long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
		if (millis <= 0) {
			throw new RpcTimeoutException(
					"All " + options.maxConnections() + " connections to " + endpoint + " are busy");
		}
		try {
			wait(millis);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RpcConnectException("Interrupted while waiting for a connection to " + endpoint, e);
		}
	}

	private ClientConnection open(SyntaxId first, int group) throws RpcException {
		ClientConnection connection = null;
		try {
			connection = ClientConnection.open(endpoint, options, first, group);
			return connection;
		} finally {
			opened(connection);
		}
	}

	private synchronized void opened(ClientConnection connection) {
		opening--;
		if (connection != null) {
			connections.add(connection);
			leases.merge(connection, 1, Integer::sum);
			if (closed) {
				connection.close();
			}
		}
		notifyAll();
	}

	private synchronized void release(ClientConnection connection) {
		leases.computeIfPresent(connection, (key, count) -> count == 1 ? null : count - 1);
		if (!connection.isUsable() && !leases.containsKey(connection)) {
			connections.remove(connection);
			connection.close();
		}
		notifyAll();
	}

	/** Closes the connections; calls in flight fail, and the server runs down what it kept for this association. */
	@Override
	public void close() {
		List<ClientConnection> toClose;
		synchronized (this) {
			closed = true;
			toClose = List.copyOf(connections);
			connections.clear();
			notifyAll();
		}
		toClose.forEach(ClientConnection::close);
	}
}
