package dev.quayside.queuemanager;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.access.Guard;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.services.Admission;
import dev.quayside.queuemanager.services.ManagementService;
import dev.quayside.queuemanager.services.QmCommService;
import dev.quayside.queuemanager.services.RemoteReadService;
import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.MvMessageStore;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.endpoint.EndpointMapperService;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A queue manager with its store, its RPC interfaces and its listener for the binary protocol. */
public final class QueueManagerServer implements AutoCloseable {

	private final MessageStore store;
	private final ExecutorService executor;
	private QueueManager manager;
	private Guard guard;
	private RpcServer rpc;
	private RpcServer endpointMapper;
	private Transport transport;

	private QueueManagerServer(MessageStore store) {
		this.store = store;
		this.executor = Executors.newFixedThreadPool(2, task -> {
			Thread thread = new Thread(task, "queue-manager");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Opens the store, makes missing queues, and listens.
	 *
	 * @throws StoreException
	 *             if the folder is in use, damaged or newer
	 * @throws QueueConflictException
	 *             if a queue exists with other attributes
	 * @throws IOException
	 *             if a port is taken
	 */
	public static QueueManagerServer start(QueueManagerOptions options) throws IOException, QueueConflictException {
		return start(MvMessageStore.open(options.data()), options);
	}

	/** Likewise on a store that is open already; it is closed with the server, and if that does not start. */
	public static QueueManagerServer start(MessageStore store, QueueManagerOptions options)
			throws IOException, QueueConflictException {
		QueueManagerServer server = new QueueManagerServer(store);
		boolean started = false;
		try {
			server.run(options);
			started = true;
			return server;
		} finally {
			if (!started) {
				server.close();
			}
		}
	}

	private void run(QueueManagerOptions options) throws IOException, QueueConflictException {
		Clock clock = Clock.systemUTC();
		manager = new QueueManager(store, executor, clock, options.pendingTimeout());
		guard = Guard.of(manager.id(), options.security().known(), options.security().hasAccounts(), options.access());
		manager.use(guard.access());
		byte[] usual = options.access().queue(Sid.ADMINISTRATORS).bytes();
		for (QueueAttributes wanted : options.queues()) {
			make(wanted.with(wanted.settings().withSecurity(usual)));
		}
		transport = new Transport(manager, options.peers(),
				(queue, message) -> guard.maySend(queue, message.packet().security()), clock, options.insecureNacks());
		transport.start(addresses(options, options.transferPort()));
		rpc = RpcServer.start(services(options), RpcServerLimits.DEFAULT, addresses(options, options.rpcPort()),
				options.security().providers());
		if (options.endpointMapperPort() != 0) {
			endpointMapper = RpcServer.start(List.of(endpoints()), RpcServerLimits.DEFAULT,
					addresses(options, options.endpointMapperPort()), options.security().providers());
		}
	}

	private List<RpcService> services(QueueManagerOptions options) throws IOException {
		return List.of(
				new RemoteReadService(manager, guard.identities(), this::rpcPort).service()
						.guardedBy(admission(options, true, Set.of(RemoteRead.GET_SERVER_PORT.opnum()))),
				new ManagementService(manager, guard.identities(), transport, computer(options)).service()
						.guardedBy(admission(options, false, Set.of())),
				new QmCommService(manager, guard, computer(options), this::rpcPort).service()
						.guardedBy(admission(options, true, Set.of(QmComm.GET_SERVER_PORT.opnum()))));
	}

	/** Who asks where things are may remain unknown, or say who asks, as clients that are told to always do so. */
	private RpcService endpoints() {
		return new EndpointMapperService().add(RemoteRead.INTERFACE, rpcPort())
				.add(QueueManagement.INTERFACE, rpcPort()).add(QmComm.INTERFACE, rpcPort()).service();
	}

	/**
	 * @param guests
	 *            whether others than accounts may come in, because everything there is guarded by permissions
	 */
	private static Admission admission(QueueManagerOptions options, boolean guests, Set<Integer> unguarded) {
		ServerSecurity security = options.security();
		return new Admission(security.minimum(), guests ? security.known().or(security.guests()) : security.known(),
				unguarded);
	}

	/** The name in paths: that of this machine where others can reach it. */
	private static String computer(QueueManagerOptions options) throws IOException {
		boolean local = options.addresses().stream().allMatch(InetAddress::isLoopbackAddress);
		return local ? "localhost" : InetAddress.getLocalHost().getHostName();
	}

	private static List<InetSocketAddress> addresses(QueueManagerOptions options, int port) {
		return options.addresses().stream().map(address -> new InetSocketAddress(address, port)).toList();
	}

	private void make(QueueAttributes wanted) throws StoreException, QueueConflictException {
		Optional<Queue> existing = manager.find(QueuePath.privateQueue(wanted.name()));
		if (existing.isEmpty()) {
			try {
				manager.create(wanted);
			} catch (MqException e) {
				throw new QueueConflictException(e.getMessage());
			}
			return;
		}
		QueueAttributes there = existing.get().attributes();
		boolean same = there.transactional() == wanted.transactional() && there.journal() == wanted.journal()
				&& there.authenticated() == wanted.authenticated();
		if (!same) {
			throw new QueueConflictException("The queue private$\\" + there.name() + " exists as " + describe(there)
					+ ", not as " + describe(wanted));
		}
	}

	private static String describe(QueueAttributes attributes) {
		return (attributes.transactional() ? "transactional" : "non-transactional")
				+ (attributes.journal() ? ", with journal" : ", without journal")
				+ (attributes.authenticated() ? ", authenticated messages only" : "");
	}

	public UUID id() {
		return store.queueManagerId();
	}

	public int rpcPort() {
		return rpc.localPort();
	}

	public int transferPort() {
		return transport.port();
	}

	/** 0: there is no endpoint mapper. */
	public int endpointMapperPort() {
		return endpointMapper == null ? 0 : endpointMapper.localPort();
	}

	/** Programs that are connected for reading, and sessions of senders. */
	public int clients() {
		return rpc.clients() + transport.sessions();
	}

	public QueueManager manager() {
		return manager;
	}

	public MessageStore store() {
		return store;
	}

	/** Stops to listen, ends what waits, closes the store. */
	@Override
	public void close() {
		if (transport != null) {
			transport.close();
		}
		if (endpointMapper != null) {
			endpointMapper.close();
		}
		if (rpc != null) {
			rpc.close();
		}
		if (manager != null) {
			manager.close();
		}
		executor.shutdown();
		store.close();
	}
}
