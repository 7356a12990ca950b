package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.remote.Examination.Outcome;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The part of an examination that needs no identity: which ports answer, and what the endpoint mapper knows. */
final class Reachability {

	static final String MAP = "endpoint map";

	/** Three attempts of TCP; who has not answered then, mostly never does. */
	private static final Duration TCP_LIMIT = Duration.ofSeconds(5);

	/**
	 * Where to look.
	 *
	 * @param wellKnown
	 *            RPC ports in the order in which they are tried where none is named
	 */
	record Ports(int endpointMapper, List<Integer> wellKnown, int transfer) {}

	private final Examination examination;
	private final Ports ports;
	private final List<InetAddress> addresses;
	private final QueueManagerAddress host;
	private final Duration limit;
	private PortProbe mapper;
	private PortProbe rpc;
	private PortProbe transfer;

	Reachability(Examination examination, Ports ports, List<InetAddress> addresses) {
		this.examination = examination;
		this.ports = ports;
		this.addresses = addresses;
		this.host = examination.settings().address();
		this.limit = TCP_LIMIT.compareTo(examination.limit()) < 0 ? TCP_LIMIT : examination.limit();
	}

	static String tcp(int port) {
		return "tcp " + port;
	}

	/** The port to try first where the endpoint mapper names none. */
	static int firstRpcPort(QueueManagerAddress host, Ports ports) {
		return host.rpcPort().orElse(ports.wellKnown().get(0));
	}

	static int transferPort(QueueManagerAddress host, Ports ports) {
		return host.transferPort().orElse(ports.transfer());
	}

	/** @return the RPC port that answers */
	OptionalInt run() throws RpcCancelledException {
		CompletableFuture<PortProbe> toMapper = probe(ports.endpointMapper());
		CompletableFuture<PortProbe> toTransfer = probe(transferPort(host, ports));
		CompletableFuture<PortProbe> toRpc = BackgroundWork.start("doctor: rpc", this::rpcPort);
		mapper = await(toMapper);
		rpc = await(toRpc);
		transfer = await(toTransfer);
		examination.tell(tcp(mapper.port()), OptionalLong.of(mapper.millis()), ofMapper());
		OptionalInt mapped = mapper.isOpen() ? map() : unmapped();
		OptionalInt chosen = rpc.isOpen() ? OptionalInt.of(rpc.port()) : OptionalInt.empty();
		if (host.rpcPort().isEmpty() && mapped.isPresent() && mapped.getAsInt() != rpc.port()) {
			chosen = mappedPort(mapped.getAsInt(), chosen);
		} else {
			examination.tell(tcp(rpc.port()), OptionalLong.of(rpc.millis()), ofRpc(rpc));
		}
		transfer();
		return chosen;
	}

	private CompletableFuture<PortProbe> probe(int port) {
		return BackgroundWork.start("doctor: " + tcp(port),
				() -> PortProbe.of(addresses, port, limit, examination.cancellation()));
	}

	/** The named port; else the first well-known one that does not refuse, as connections look for it. */
	private PortProbe rpcPort() {
		PortProbe first = PortProbe.of(addresses, firstRpcPort(host, ports), limit, examination.cancellation());
		PortProbe found = first;
		for (int i = 1; host.rpcPort().isEmpty() && found.state() == PortProbe.State.REFUSED
				&& i < ports.wellKnown().size(); i++) {
			found = PortProbe.of(addresses, ports.wellKnown().get(i), limit, examination.cancellation());
		}
		return found.isOpen() ? found : first;
	}

	private PortProbe await(CompletableFuture<PortProbe> probe) throws RpcCancelledException {
		try {
			PortProbe done = Background.await(probe, examination.cancellation());
			if (examination.cancellation().isCancelled()) {
				throw new RpcCancelledException("Cancelled");
			}
			return done;
		} catch (ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	private Outcome ofMapper() {
		if (mapper.isOpen()) {
			return Outcome.passed(mapper.words(limit));
		}
		if (host.rpcPort().isPresent()) {
			return Outcome.passed(mapper.words(limit) + ". Not needed: the RPC port is named");
		}
		if (rpc.isOpen()) {
			return Outcome.passed(mapper.words(limit) + ". Not needed: port " + rpc.port() + " answers",
					"Windows programs find a queue manager through port " + mapper.port() + " only");
		}
		return Outcome.failed(Kind.UNREACHABLE, mapper.words(limit), advice(mapper));
	}

	/** What a port that does not answer means depends on whether others do. */
	private String advice(PortProbe probe) {
		boolean isThere = List.of(mapper, rpc, transfer).stream().anyMatch(
				other -> other.state() == PortProbe.State.OPEN || other.state() == PortProbe.State.REFUSED);
		return switch (probe.state()) {
			case OPEN -> "";
			case REFUSED ->
				"The machine answers, so the network is fine: start the queue manager there (on Windows the "
						+ "service Message Queuing), or name the port that it listens at";
			case SILENT -> isThere
					? "Other ports of the machine answer, so a firewall drops what is sent to this one: allow TCP port "
							+ probe.port() + " on the way and on the machine"
					: "The machine is off, has another address now, or a firewall drops everything: check the address, "
							+ "and whether anything there answers";
			case UNREACHABLE -> "Check routes, VPN and the firewall of this machine";
		};
	}

	private OptionalInt unmapped() {
		String nobody = "Not asked: no endpoint mapper answers";
		if (host.rpcPort().isPresent() || rpc.isOpen()) {
			examination.tell(MAP, OptionalLong.empty(),
					Outcome.passed(nobody + notNeeded(true)));
		} else {
			examination.skip(MAP, nobody);
		}
		return OptionalInt.empty();
	}

	private OptionalInt map() throws RpcCancelledException {
		OptionalInt[] found = { OptionalInt.empty() };
		examination.step(MAP, options -> {
			boolean isNeeded = host.rpcPort().isEmpty() && !rpc.isOpen();
			try {
				MappedPorts map = MappedPorts.ask(host.host(), mapper.port(), options);
				found[0] = map.first();
				return map.isComplete() || !isNeeded
						? Outcome.passed(map.words() + notNeeded(!map.isComplete()))
						: Outcome.failed(Kind.NOT_FOUND, map.words(), "No queue manager runs there, or it is starting: "
								+ "on Windows start the service Message Queuing");
			} catch (RpcException e) {
				if (isNeeded || e instanceof RpcCancelledException) {
					throw e;
				}
				return Outcome.passed("The endpoint mapper cannot be asked: " + e.getMessage() + notNeeded(true));
			}
		});
		return found[0];
	}

	private String notNeeded(boolean applies) {
		return applies ? ". Not needed: port " + rpc.port() + " is known" : "";
	}

	/** The port of the endpoint map comes first; a well-known port is what else there is. */
	private OptionalInt mappedPort(int port, OptionalInt other) throws RpcCancelledException {
		PortProbe mapped = await(probe(port));
		if (mapped.isOpen()) {
			examination.tell(tcp(port), OptionalLong.of(mapped.millis()), Outcome.passed(mapped.words(limit)));
			examination.tell(tcp(rpc.port()), OptionalLong.of(rpc.millis()),
					Outcome.passed(rpc.words(limit) + ". Not needed: the endpoint map names port " + port));
			return OptionalInt.of(port);
		}
		String way = other.isPresent() ? "; or name the port that answers: " + host + ":" + other.getAsInt() : "";
		examination.tell(tcp(port), OptionalLong.of(mapped.millis()),
				Outcome.failed(Kind.UNREACHABLE, mapped.words(limit), advice(mapped) + way));
		examination.tell(tcp(rpc.port()), OptionalLong.of(rpc.millis()), ofRpc(rpc));
		return other;
	}

	private Outcome ofRpc(PortProbe probe) {
		return probe.isOpen()
				? Outcome.passed(probe.words(limit))
				: Outcome.failed(Kind.UNREACHABLE, probe.words(limit), advice(probe));
	}

	private void transfer() throws RpcCancelledException {
		boolean isExpected = host.probePort().isPresent();
		if (!transfer.isOpen()) {
			examination.tell(tcp(transfer.port()), OptionalLong.of(transfer.millis()), isExpected
					? Outcome.failed(Kind.UNREACHABLE, transfer.words(limit) + "; messages cannot be sent",
							advice(transfer))
					: Outcome.passed(transfer.words(limit) + ". Not needed to look into queues",
							"Where messages are to be sent, name the port with --transfer-port"));
			return;
		}
		examination.step(tcp(transfer.port()), options -> transfer(isExpected, options));
	}

	private Outcome transfer(boolean isExpected, CallOptions options) throws RpcException {
		String words = transfer.words(limit);
		try {
			return Outcome.passed(words + "; the queue manager is " + Background.await(
					BackgroundWork.start("doctor: probe",
							() -> TransferSession.probe(host.host(), transfer.port(), limit)),
					options.cancellation()));
		} catch (ExecutionException e) {
			boolean isForeign = e.getCause() instanceof TransferException problem
					&& problem.kind() == TransferException.Kind.PROTOCOL;
			String cause = words + ", and tells no id of a queue manager: " + e.getCause().getMessage();
			return isForeign && isExpected
					? Outcome.failed(Kind.PROTOCOL, cause, "Somebody else listens there: check the port")
					: Outcome.passed(cause);
		}
	}
}
