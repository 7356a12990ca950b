package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The association with a queue manager; made when it is needed, and anew after {@link #disconnect}. Whoever waits for it
 * can be cancelled; the attempt goes on for others. Safe for use by several threads.
 */
final class Link {

	private final ConnectionSettings settings;
	private final Endpoints endpoints;
	private CompletableFuture<RpcClient> attempt;
	private ConnectionSecurity security;

	Link(ConnectionSettings settings) {
		this(settings, new Endpoints(settings.address()));
	}

	Link(ConnectionSettings settings, Endpoints endpoints) {
		this.settings = settings;
		this.endpoints = endpoints;
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
				attempt = BackgroundWork.start("connect-" + settings.address(), this::connect);
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

	private RpcClient connect() throws RpcException {
		RpcClientOptions options = Authentication.options(settings);
		return endpoints.first((port, limit) -> connect(new RpcEndpoint(settings.address().host(), port),
				limit.filter(most -> most.compareTo(options.connectTimeout()) < 0).map(options::withConnectTimeout)
						.orElse(options)));
	}

	private static RpcClient connect(RpcEndpoint endpoint, RpcClientOptions options) throws RpcException {
		RpcClient client = new RpcClient(endpoint, options);
		try {
			return client.connect(QueueManagement.INTERFACE);
		} catch (RpcException e) {
			client.close();
			throw Authentication.explained(e, options);
		}
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
