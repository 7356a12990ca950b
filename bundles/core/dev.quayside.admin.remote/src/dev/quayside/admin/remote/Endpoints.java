package dev.quayside.admin.remote;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where the RPC interfaces of a queue manager listen: at the port that its address names; else at the one that was found
 * last, at those that the endpoint mapper of its host tells, or at a well-known one, in this order. Nothing is asked for
 * before it is needed. Safe for use by several threads.
 */
final class Endpoints {

	/** Servers that find port 2103 taken use the next in steps of 11. */
	static final List<Integer> WELL_KNOWN_PORTS = IntStream.range(0, 10)
			.mapToObj(i -> QueueManagerAddress.DEFAULT_RPC_PORT + i * 11).toList();

	/** For each step with the endpoint mapper: where a firewall swallows what is sent there, no more than this is lost. */
	private static final Duration MAPPER_LIMIT = Duration.ofSeconds(1);

	/**
	 * For the TCP connection to a port that was told or remembered: three attempts of TCP. Who filters that one may well let
	 * through the next.
	 */
	static final Duration CONNECT_LIMIT = Duration.ofSeconds(4);
	/** More than a queue manager has; a host that tells more does not keep us busy. */
	private static final int MAX_TOLD = 4;

	private final QueueManagerAddress address;
	private final int mapperPort;
	private final List<Integer> wellKnownPorts;
	private volatile List<Integer> known = List.of();

	/** What is tried at one port. */
	@FunctionalInterface
	interface Attempt<T> {

		/**
		 * @param limit
		 *            for the TCP connection; empty: as for every call
		 */
		T at(int port, Optional<Duration> limit) throws RpcException;
	}

	private record Source(Supplier<List<Integer>> ports, boolean isTold) {}

	Endpoints(QueueManagerAddress address) {
		this(address, EndpointMap.PORT, WELL_KNOWN_PORTS);
	}

	/**
	 * @param wellKnownPorts
	 *            to try in this order where the endpoint mapper is of no help
	 */
	Endpoints(QueueManagerAddress address, int mapperPort, List<Integer> wellKnownPorts) {
		this.address = address;
		this.mapperPort = mapperPort;
		this.wellKnownPorts = wellKnownPorts;
	}

	/**
	 * The result of the first port where the attempt succeeds, which is remembered. It goes on where nobody listens or
	 * somebody else does; also where a port that was told or remembered cannot be reached, for it may be of yesterday, or
	 * filtered. Every other failure ends it: an identity that is refused once is not shown again elsewhere.
	 *
	 * @throws RpcException
	 *             the most telling one of the failures
	 */
	<T> T first(Attempt<T> attempt) throws RpcException {
		List<RpcException> failures = new ArrayList<>();
		Set<Integer> tried = new LinkedHashSet<>();
		for (Source source : sources()) {
			for (int port : source.ports().get()) {
				if (!tried.add(port)) {
					continue;
				}
				try {
					T result = attempt.at(port, source.isTold() ? Optional.of(CONNECT_LIMIT) : Optional.empty());
					known = List.of(port);
					return result;
				} catch (RpcException e) {
					failures.add(e);
					if (!isForeign(e) && !isDeserted(e, source.isTold())) {
						throw mostTelling(failures);
					}
				}
			}
		}
		throw mostTelling(failures);
	}

	private List<Source> sources() {
		if (address.rpcPort().isPresent()) {
			return List.of(new Source(() -> List.of(address.rpcPort().getAsInt()), false));
		}
		return List.of(new Source(() -> known, true), new Source(this::told, true),
				new Source(() -> wellKnownPorts, false));
	}

	/** What the endpoint mapper tells; nothing where there is none, or none that answers. */
	private List<Integer> told() {
		RpcClientOptions limits = RpcClientOptions.within(MAPPER_LIMIT);
		try (RpcClient client = new RpcClient(new RpcEndpoint(address.host(), mapperPort), limits)) {
			EndpointMapper mapper = new EndpointMapper(client.channel(EndpointMap.INTERFACE));
			Set<Integer> ports = new LinkedHashSet<>(mapper.tcpPorts(RemoteRead.INTERFACE, CallOptions.defaults()));
			ports.addAll(mapper.tcpPorts(QueueManagement.INTERFACE, CallOptions.defaults()));
			return ports.stream().limit(MAX_TOLD).toList();
		} catch (RpcException e) {
			System.getLogger(Endpoints.class.getName()).log(System.Logger.Level.DEBUG,
					() -> "The endpoint mapper of " + address.host() + " is of no help: " + e.getMessage());
			return List.of();
		}
	}

	private static boolean isForeign(RpcException e) {
		return e instanceof RpcBindException || e instanceof RpcProtocolException;
	}

	private static boolean isDeserted(RpcException e, boolean told) {
		return e instanceof RpcConnectException && (told || e.getCause() instanceof ConnectException);
	}

	private static RpcException mostTelling(List<RpcException> failures) {
		return failures.stream().filter(Endpoints::isForeign).findFirst().orElse(failures.get(0));
	}
}
