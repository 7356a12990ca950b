package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Doctor;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.remote.Examination.Outcome;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.osgi.service.component.annotations.Component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Examines over the wire, and changes nothing there. */
@Component
public final class RemoteDoctor implements Doctor {

	static final String NAME = "name";
	static final String PEEK = "open for peek";
	static final String RECEIVE = "open for receive";
	static final String MANAGEMENT = "management";

	/** Where no queue is named, this one is asked for; it is not expected to exist. */
	private static final String ANY_QUEUE = "private$\\quayside-doctor";

	private final Reachability.Ports ports;

	public RemoteDoctor() {
		this(new Reachability.Ports(EndpointMap.PORT, Endpoints.WELL_KNOWN_PORTS,
				QueueManagerAddress.DEFAULT_TRANSFER_PORT));
	}

	RemoteDoctor(Reachability.Ports ports) {
		this.ports = ports;
	}

	@Override
	public void examine(ConnectionSettings settings, Optional<String> queue, Consumer<Finding> consumer,
			IProgressMonitor monitor) {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			examine(new Examination(settings, consumer, watch.options().cancellation()), queue);
		} catch (RpcCancelledException e) {
			throw new OperationCanceledException();
		}
	}

	private void examine(Examination examination, Optional<String> queue) throws RpcCancelledException {
		ConnectionSettings settings = examination.settings();
		List<InetAddress> addresses = resolve(examination);
		if (addresses.isEmpty()) {
			later(settings, queue).forEach(step -> examination.skip(step, "Not tried: the host has no address"));
			return;
		}
		OptionalInt port = new Reachability(examination, ports, addresses).run();
		if (port.isEmpty()) {
			withRpc(settings, queue).forEach(step -> examination.skip(step, "Not tried: no RPC port answers"));
			return;
		}
		RpcEndpoint endpoint = new RpcEndpoint(settings.address().host(), port.getAsInt());
		Optional<RpcClient> client = new Levels(examination, endpoint, name(settings, queue)).run();
		if (client.isEmpty()) {
			inUse(queue).forEach(step -> examination.skip(step,
					"Not tried: there is no connection at the level " + Words.of(settings.protection())));
			return;
		}
		try (RpcClient open = client.get()) {
			use(examination, open, queue);
		}
	}

	/** What there is to do when the host is known. */
	private List<String> later(ConnectionSettings settings, Optional<String> queue) {
		QueueManagerAddress host = settings.address();
		List<String> steps = new ArrayList<>(List.of(Reachability.tcp(ports.endpointMapper()), Reachability.MAP,
				Reachability.tcp(Reachability.firstRpcPort(host, ports)),
				Reachability.tcp(Reachability.transferPort(host, ports))));
		steps.addAll(withRpc(settings, queue));
		return steps;
	}

	private static List<String> withRpc(ConnectionSettings settings, Optional<String> queue) {
		List<String> steps = new ArrayList<>();
		for (Protection level : Levels.toTry(settings.credentials())) {
			steps.add(Levels.step(level));
		}
		steps.addAll(inUse(queue));
		return steps;
	}

	private static List<String> inUse(Optional<String> queue) {
		return queue.isPresent() ? List.of(PEEK, RECEIVE, MANAGEMENT) : List.of(MANAGEMENT);
	}

	private static List<InetAddress> resolve(Examination examination) throws RpcCancelledException {
		String host = examination.settings().address().host();
		List<InetAddress> addresses = new ArrayList<>();
		examination.step(NAME, options -> {
			try {
				addresses.addAll(List.of(Background.await(
						BackgroundWork.start("doctor: name", () -> InetAddress.getAllByName(host)), options.timeout(),
						options.cancellation())));
				String found = String.join(", ", addresses.stream().map(PortProbe::words).toList());
				return Outcome.passed(found.equals(host) ? host + " is an address" : host + " is " + found);
			} catch (ExecutionException e) {
				return Outcome.failed(Kind.UNREACHABLE, e.getCause() instanceof UnknownHostException
						? "Nobody knows the host " + host
						: "The name service failed: " + e.getCause(),
						"Check the name, with its domain, and the name service of this machine; an address works without");
			} catch (TimeoutException e) {
				return Outcome.failed(Kind.UNREACHABLE,
						"The name service did not answer within " + options.timeout().toMillis() + " ms",
						"Check the name service of this machine; an address works without");
			}
		});
		return addresses;
	}

	/** A name that makes no sense is told when the queue is opened. */
	private static FormatName name(ConnectionSettings settings, Optional<String> queue) {
		try {
			return QueueNames.formatName(settings.address(), queue.orElse(ANY_QUEUE));
		} catch (QueueManagerException e) {
			return FormatName.parse("DIRECT=OS:" + settings.address().host() + "\\" + ANY_QUEUE);
		}
	}

	private static void use(Examination examination, RpcClient client, Optional<String> queue)
			throws RpcCancelledException {
		if (queue.isPresent()) {
			examination.step(PEEK, options -> open(examination, client, queue.get(), RemoteRead.Access.PEEK, options));
			examination.step(RECEIVE,
					options -> open(examination, client, queue.get(), RemoteRead.Access.RECEIVE, options));
		}
		examination.step(MANAGEMENT, options -> manage(client, options));
	}

	/** Opens and closes; nothing is received. */
	private static Outcome open(Examination examination, RpcClient client, String queue, int access,
			CallOptions options) throws QueueManagerException, MqException, RpcException {
		RemoteQueue.open(client.channel(RemoteRead.INTERFACE),
				QueueNames.formatName(examination.settings().address(), queue), access, false, RemoteConnection.CLIENT,
				options).close(options);
		return Outcome.passed(
				queue + " can be opened to " + (access == RemoteRead.Access.PEEK ? "look into it" : "take messages"));
	}

	private static Outcome manage(RpcClient client, CallOptions options) throws MqException, RpcException {
		Map<MachineProperty, Answer> answers = new ManagementClient(client.channel(QueueManagement.INTERFACE)).machine(
				List.of(MachineProperty.TYPE, MachineProperty.PRIVATE_QUEUES), options);
		Reading<String> version = QueueReader.reading(answers.get(MachineProperty.TYPE), PropValue.Text.class,
				PropValue.Text::value);
		Reading<Integer> queues = QueueReader.reading(answers.get(MachineProperty.PRIVATE_QUEUES),
				PropValue.Texts.class, texts -> texts.values().size());
		return Outcome.passed(version.optional().orElse("A queue manager that does not tell its version") + " with "
				+ queues.optional().map(count -> count == 1 ? "1 private queue" : count + " private queues")
						.orElse("private queues that it does not list"));
	}
}
