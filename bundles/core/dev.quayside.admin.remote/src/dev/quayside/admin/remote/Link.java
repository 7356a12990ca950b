package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * The association with a queue manager; made when it is needed, and anew after {@link #disconnect}. Whoever waits for it
 * can be cancelled; the attempt goes on for others. Safe for use by several threads.
 */
final class Link {

	/** Servers that find port 2103 taken use the next in steps of 11. */
	private static final int PORT_STEP = 11;
	private static final int PORT_TRIES = 10;
	static final List<Integer> WELL_KNOWN_PORTS = IntStream.range(0, PORT_TRIES)
			.mapToObj(i -> QueueManagerAddress.DEFAULT_RPC_PORT + i * PORT_STEP).toList();

	private final ConnectionSettings settings;
	private final List<Integer> wellKnownPorts;
	private CompletableFuture<RpcClient> attempt;
	private ConnectionSecurity security;

	Link(ConnectionSettings settings) {
		this(settings, WELL_KNOWN_PORTS);
	}

	/**
	 * @param wellKnownPorts
	 *            to try in this order where the address names none
	 */
	Link(ConnectionSettings settings, List<Integer> wellKnownPorts) {
		this.settings = settings;
		this.wellKnownPorts = wellKnownPorts;
		this.security = Authentication.wanted(settings);
	}

	ConnectionSettings settings() {
		return settings;
	}

	/** The association as it is now; empty if there is none. */
	synchronized Optional<RpcClient> current() {
		return isConnected() ? Optional.of(attempt.join()) : Optional.empty();
	}

	/** How the association is protected that stands, or stood last. */
	synchronized ConnectionSecurity security() {
		security = current().flatMap(client -> Authentication.security(settings, client)).orElse(security);
		return security;
	}

	private boolean isConnected() {
		return attempt != null && attempt.isDone() && !attempt.isCompletedExceptionally();
	}

	RpcChannel remoteRead(CallOptions options) throws RpcException {
		return client(options.cancellation()).channel(RemoteRead.INTERFACE);
	}

	RpcChannel management(CallOptions options) throws RpcException {
		return client(options.cancellation()).channel(QueueManagement.INTERFACE);
	}

	RpcClient client(Cancellation cancellation) throws RpcException {
		CompletableFuture<RpcClient> wanted;
		synchronized (this) {
			if (attempt == null || attempt.isCompletedExceptionally()) {
				attempt = Background.run("connect-" + settings.address(), this::connect);
			}
			wanted = attempt;
		}
		try {
			return Background.await(wanted, cancellation);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof RpcException cause) {
				throw cause;
			}
			throw new RpcConnectException("Cannot connect: " + e.getCause(), e.getCause());
		}
	}

	/** Where to look, in order; what an endpoint mapper answers belongs in front. */
	private List<Integer> ports() {
		return settings.address().rpcPort().isPresent()
				? List.of(settings.address().rpcPort().getAsInt())
				: wellKnownPorts;
	}

	/** Goes on where nobody listens or somebody else does; of the failures the most telling one is thrown. */
	private RpcClient connect() throws RpcException {
		List<RpcException> failures = new ArrayList<>();
		RpcClientOptions options = Authentication.options(settings);
		for (int port : ports()) {
			RpcClient client = new RpcClient(new RpcEndpoint(settings.address().host(), port), options);
			try {
				return client.connect(QueueManagement.INTERFACE);
			} catch (RpcException e) {
				client.close();
				failures.add(e);
				if (!isForeign(e) && !(e instanceof RpcConnectException && e.getCause() instanceof ConnectException)) {
					break;
				}
			}
		}
		throw failures.stream().filter(Link::isForeign).findFirst().orElse(failures.get(0));
	}

	private static boolean isForeign(RpcException e) {
		return e instanceof RpcBindException || e instanceof RpcProtocolException;
	}

	/** Gives up the association if it is still this one, which broke: others may have made a new one meanwhile. */
	synchronized void drop(Optional<RpcClient> broken) {
		if (broken.isPresent() && broken.equals(current())) {
			disconnect();
		}
	}

	synchronized void disconnect() {
		if (attempt != null) {
			attempt.thenAccept(RpcClient::close);
			attempt = null;
		}
	}
}
