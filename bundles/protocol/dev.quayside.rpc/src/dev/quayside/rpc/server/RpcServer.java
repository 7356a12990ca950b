package dev.quayside.rpc.server;

import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.mgmt.RemoteManagement;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves interfaces over TCP. One thread at a time reads all connections until a fragment is whole; calls run in it or on
 * a bounded pool, and hold no thread while they wait. Connections, calls and bytes are bounded by {@link RpcServerLimits}.
 */
public final class RpcServer implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(RpcServer.class.getName());

	private final Map<SyntaxId, RpcService> services = new ConcurrentHashMap<>();
	private final RpcServerLimits limits;
	private final List<SecurityAcceptor> providers;
	private final Associations associations = new Associations();
	private final ServerStatistics statistics = new ServerStatistics();
	private final Budget assembling;
	private final Budget unsent;
	private final ExecutorService pool;
	private final List<Acceptor> acceptors = new ArrayList<>();

	private RpcServer(List<RpcService> services, RpcServerLimits limits, List<SecurityAcceptor> providers) {
		services.forEach(service -> this.services.put(service.id().syntax(), service));
		this.services.putIfAbsent(RemoteManagement.INTERFACE.syntax(), new ServerManagement(this).service());
		this.limits = limits;
		this.providers = List.copyOf(providers);
		this.assembling = new Budget(limits.assemblyBytes());
		this.unsent = new Budget(limits.unsentBytes());
		AtomicInteger number = new AtomicInteger();
		this.pool = Executors.newFixedThreadPool(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), task -> {
			Thread thread = new Thread(task, "rpc-call-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
	}

	/** Serves without authentication. */
	public static RpcServer start(List<RpcService> services, RpcServerLimits limits, List<InetSocketAddress> addresses)
			throws IOException {
		return start(services, limits, addresses, List.of());
	}

	/**
	 * Listens on every address; port 0 picks a free one, the same for all addresses.
	 *
	 * @param providers
	 *            by which clients can authenticate; whether they must is up to {@link RpcService#guardedBy}
	 * @throws IOException
	 *             if a port is taken; nothing listens then
	 */
	public static RpcServer start(List<RpcService> services, RpcServerLimits limits, List<InetSocketAddress> addresses,
			List<SecurityAcceptor> providers) throws IOException {
		RpcServer server = new RpcServer(services, limits, providers);
		try {
			int port = 0;
			for (InetSocketAddress address : addresses) {
				InetSocketAddress wanted = address.getPort() == 0 && port != 0
						? new InetSocketAddress(address.getAddress(), port)
						: address;
				Acceptor acceptor = new Acceptor(server, wanted);
				server.acceptors.add(acceptor);
				port = acceptor.localPort();
			}
			server.acceptors.forEach(Acceptor::start);
			return server;
		} catch (IOException e) {
			server.close();
			throw e;
		}
	}

	/** The port of the first address. */
	public int localPort() {
		return acceptors.get(0).localPort();
	}

	/** Open connections. */
	public int connections() {
		return acceptors.stream().mapToInt(Acceptor::connections).sum();
	}

	/** Association groups: one for each client program that is connected. */
	public int clients() {
		return associations.size();
	}

	Associations associations() {
		return associations;
	}

	List<SecurityAcceptor> providers() {
		return providers;
	}

	RpcServerLimits limits() {
		return limits;
	}

	RpcService service(SyntaxId syntax) {
		return services.get(syntax);
	}

	Set<SyntaxId> interfaces() {
		return services.keySet();
	}

	ServerStatistics statistics() {
		return statistics;
	}

	/** The name of this server with a security provider, told by {@code rpc_mgmt_inq_princ_name}. */
	Optional<String> principalName(int provider) {
		return providers.stream().filter(acceptor -> acceptor.type().value() == provider).findFirst()
				.flatMap(SecurityAcceptor::principalName);
	}

	/** How many interfaces there are. */
	int services() {
		return services.size();
	}

	/** Bytes of requests that are not whole, or not executed yet. */
	Budget assembling() {
		return assembling;
	}

	/** Bytes of answers that their clients have not read yet. */
	Budget unsent() {
		return unsent;
	}

	private record Lazy(ConnectionChannel channel, long since) {}

	/**
	 * Where too many answers are unsent, those go who have not read for the longest. A client that waits for one answer
	 * alone may have it, however long. Only threads that read call this, for they hold no lock.
	 */
	void relieve() {
		if (!unsent.isExceeded()) {
			return;
		}
		List<Lazy> lazy = acceptors.stream().flatMap(acceptor -> acceptor.channels().stream())
				.map(channel -> new Lazy(channel, channel.outbox().blockedSince())).filter(peer -> peer.since() != 0)
				.sorted(Comparator.comparing(Lazy::since)).toList();
		for (Lazy peer : lazy) {
			if (!unsent.isExceeded() || lazy.size() == 1 && !peer.channel().outbox().hasSeveral()) {
				return;
			}
			LOG.log(System.Logger.Level.DEBUG,
					() -> "Closing the connection of " + peer.channel().client() + ": too much is unsent");
			peer.channel().close();
		}
	}

	/** Runs a call: in the thread that has read it where that has nothing else to do, else on the pool. */
	void execute(Runnable call, boolean isQuick) {
		if (Thread.currentThread() instanceof Reader reader) {
			reader.take(call, isQuick);
		} else {
			handOver(call);
		}
	}

	void handOver(Runnable call) {
		try {
			pool.execute(call);
		} catch (RejectedExecutionException e) {
			LOG.log(System.Logger.Level.DEBUG, "A call came after the end", e);
		}
	}

	/** Closes every connection, runs down every association, and ends the calls. */
	@Override
	public void close() {
		acceptors.forEach(Acceptor::close);
		pool.shutdown();
		try {
			if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
				pool.shutdownNow();
			}
		} catch (InterruptedException e) {
			pool.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}
}
