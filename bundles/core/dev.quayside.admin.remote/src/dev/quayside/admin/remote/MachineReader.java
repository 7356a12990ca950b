package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.Reading;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Reads the properties of a queue manager. */
final class MachineReader {

	private static final List<String> SYSTEM_QUEUES = List.of("system$;deadletter", "system$;deadxact",
			"system$;journal");

	private MachineReader() {}

	static MachineSummary read(Link link, CallOptions options) throws MqException, RpcException {
		Map<MachineProperty, Answer> answers = new ManagementClient(link.management(options))
				.machine(List.of(MachineProperty.values()), options);
		Reading<Boolean> connected = QueueReader.choice(QueueReader.reading(answers.get(MachineProperty.CONNECTED),
				PropValue.Text.class, PropValue.Text::value), "CONNECTED", "DISCONNECTED");
		Reading<String> directory = QueueReader.reading(answers.get(MachineProperty.DIRECTORY_SERVER),
				PropValue.Text.class, PropValue.Text::value);
		return new MachineSummary(link.settings().address().host(), queueManagerId(link, options),
				QueueReader.reading(answers.get(MachineProperty.TYPE), PropValue.Text.class, PropValue.Text::value),
				connected, directory,
				QueueReader.count(answers.get(MachineProperty.BYTES_IN_ALL_QUEUES)),
				names(answers, MachineProperty.PRIVATE_QUEUES).map(List::size),
				names(answers, MachineProperty.ACTIVE_QUEUES).map(List::size));
	}

	private static Reading<List<String>> names(Map<MachineProperty, Answer> answers, MachineProperty property) {
		return QueueReader.reading(answers.get(property), PropValue.Texts.class, PropValue.Texts::values);
	}

	private static Reading<UUID> queueManagerId(Link link, CallOptions options) throws RpcCancelledException {
		QueueManagerAddress address = link.settings().address();
		if (address.probePort().isEmpty()) {
			return Reading.unknown("The port of the binary protocol was not given");
		}
		int port = address.probePort().getAsInt();
		try {
			return Reading.known(Background.await(BackgroundWork.start("probe-" + address.host() + ":" + port,
					() -> TransferSession.probe(address.host(), port, link.settings().callTimeout())),
					options.cancellation()));
		} catch (ExecutionException e) {
			return Reading.unknown(String.valueOf(e.getCause().getMessage()));
		}
	}

	/** The paths of the queues that the listing wants, in name order. */
	static List<String> queuePaths(Link link, QueueListing listing, CallOptions options)
			throws MqException, RpcException {
		ManagementClient client = new ManagementClient(link.management(options));
		List<String> paths = privateQueues(client, options);
		List<String> active = active(client, listing.outgoing(), options);
		active.stream().filter(name -> name.indexOf('=') < 0).forEach(paths::add);
		if (listing.journals()) {
			List.copyOf(paths).forEach(path -> paths.add(path + ";journal"));
		}
		if (listing.system()) {
			paths.addAll(SYSTEM_QUEUES);
		}
		active.stream().filter(name -> name.indexOf('=') >= 0).forEach(paths::add);
		paths.sort(String.CASE_INSENSITIVE_ORDER);
		return paths;
	}

	/** Whether the queue manager lists a private queue of this path, in any case. */
	static boolean hasPrivateQueue(ManagementClient client, QueuePath path, CallOptions options)
			throws MqException, RpcException {
		return privateQueues(client, options).stream().anyMatch(name -> name.equalsIgnoreCase(path.text()));
	}

	private static List<String> privateQueues(ManagementClient client, CallOptions options)
			throws MqException, RpcException {
		Reading<List<String>> queues = names(client.machine(List.of(MachineProperty.PRIVATE_QUEUES), options),
				MachineProperty.PRIVATE_QUEUES);
		if (queues.isUnknown()) {
			throw new RpcProtocolException("The private queues cannot be listed: " + queues.unknownReason().get());
		}
		return new ArrayList<>(queues.optional().orElse(List.of()).stream().map(QueueNames::withoutComputer).toList());
	}

	/**
	 * Active queues beside the private ones: paths of public ones, and format names of those that are somewhere else. A
	 * public queue that is not active is known to a directory only.
	 */
	private static List<String> active(ManagementClient client, boolean outgoing, CallOptions options)
			throws RpcException {
		List<String> result = new ArrayList<>();
		for (String name : activeNames(client, options)) {
			try {
				FormatName format = FormatName.parse(name);
				if (outgoing || !isPrivate(format)) {
					active(client, format, outgoing, options).ifPresent(result::add);
				}
			} catch (MqException | NameException e) {
				System.getLogger(MachineReader.class.getName()).log(System.Logger.Level.DEBUG,
						() -> "No location of " + name, e);
			}
		}
		return result;
	}

	private static List<String> activeNames(ManagementClient client, CallOptions options) throws RpcException {
		try {
			return names(client.machine(List.of(MachineProperty.ACTIVE_QUEUES), options),
					MachineProperty.ACTIVE_QUEUES).optional().orElse(List.of());
		} catch (MqException e) {
			System.getLogger(MachineReader.class.getName()).log(System.Logger.Level.DEBUG, "No active queues", e);
			return List.of();
		}
	}

	private static boolean isPrivate(FormatName name) {
		return name instanceof FormatName.PrivateQueue || name instanceof FormatName.Direct direct
				&& direct.path() instanceof QueuePath.Application path && path.isPrivate();
	}

	private static Optional<String> active(ManagementClient client, FormatName name, boolean outgoing,
			CallOptions options) throws MqException, RpcException {
		Map<QueueProperty, Answer> answers = client.queue(name,
				List.of(QueueProperty.LOCATION, QueueProperty.TYPE, QueueProperty.PATH_NAME), options);
		if (is(answers.get(QueueProperty.LOCATION), "REMOTE")) {
			return outgoing ? Optional.of(name.text()) : Optional.empty();
		}
		boolean isPublic = is(answers.get(QueueProperty.TYPE), "PUBLIC")
				&& answers.get(QueueProperty.PATH_NAME).value() instanceof PropValue.Text;
		return isPublic
				? Optional.of(QueueNames.withoutComputer(
						((PropValue.Text) answers.get(QueueProperty.PATH_NAME).value()).value()))
				: Optional.empty();
	}

	private static boolean is(Answer answer, String word) {
		return answer.value() instanceof PropValue.Text text && text.value().equalsIgnoreCase(word);
	}
}
