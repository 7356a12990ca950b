package dev.quayside.admin.remote;

import dev.quayside.admin.MachineSummary;
import dev.quayside.admin.QueueListing;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.Reading;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.msmq.transfer.TransferSession;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the properties of a queue manager. */
final class MachineReader {

	private static final List<String> SYSTEM_QUEUES = List.of("system$;deadletter", "system$;deadxact",
			"system$;journal");

	private MachineReader() {}

	static MachineSummary read(Link link, CallOptions options) throws MqException, RpcException {
		Map<MachineProperty, Answer> answers = new ManagementClient(link.management())
				.machine(List.of(MachineProperty.values()), options);
		Reading<Boolean> connected = QueueReader
				.reading(answers.get(MachineProperty.CONNECTED), PropValue.Text.class, PropValue.Text::value)
				.map("CONNECTED"::equalsIgnoreCase);
		Reading<String> directory = QueueReader.reading(answers.get(MachineProperty.DIRECTORY_SERVER),
				PropValue.Text.class, PropValue.Text::value);
		return new MachineSummary(link.settings().address().host(), queueManagerId(link),
				QueueReader.reading(answers.get(MachineProperty.TYPE), PropValue.Text.class, PropValue.Text::value),
				connected, directory,
				QueueReader.reading(answers.get(MachineProperty.BYTES_IN_ALL_QUEUES), PropValue.Number.class,
						PropValue.Number::value),
				names(answers, MachineProperty.PRIVATE_QUEUES).map(List::size),
				names(answers, MachineProperty.ACTIVE_QUEUES).map(List::size));
	}

	private static Reading<List<String>> names(Map<MachineProperty, Answer> answers, MachineProperty property) {
		return QueueReader.reading(answers.get(property), PropValue.Texts.class, PropValue.Texts::values);
	}

	private static Reading<UUID> queueManagerId(Link link) {
		QueueManagerAddress address = link.settings().address();
		if (address.probePort().isEmpty()) {
			return Reading.unknown("The port of the binary protocol was not given");
		}
		try {
			return Reading.known(
					TransferSession.probe(address.host(), address.probePort().getAsInt(),
							link.settings().callTimeout()));
		} catch (TransferException e) {
			return Reading.unknown(e.getMessage());
		}
	}

	/** The paths of the queues that the listing wants, in name order. */
	static List<String> queuePaths(Link link, QueueListing listing, CallOptions options)
			throws MqException, RpcException {
		ManagementClient client = new ManagementClient(link.management());
		List<MachineProperty> wanted = List.of(MachineProperty.PRIVATE_QUEUES, MachineProperty.ACTIVE_QUEUES);
		Map<MachineProperty, Answer> answers = client.machine(wanted, options);
		Answer answer = answers.get(MachineProperty.PRIVATE_QUEUES);
		if (answer.status().isError()) {
			throw new MqException(answer.status(), "Cannot list the private queues");
		}
		List<String> paths = new ArrayList<>(
				names(answers, MachineProperty.PRIVATE_QUEUES).optional().orElse(List.of()).stream()
						.map(QueueNames::withoutComputer).sorted(String.CASE_INSENSITIVE_ORDER).toList());
		if (listing.journals()) {
			List.copyOf(paths).forEach(path -> paths.add(path + ";journal"));
		}
		if (listing.system()) {
			paths.addAll(SYSTEM_QUEUES);
		}
		if (listing.outgoing()) {
			paths.addAll(outgoing(client, names(answers, MachineProperty.ACTIVE_QUEUES).optional().orElse(List.of()),
					options));
		}
		return paths;
	}

	/** Format names of the active queues that are somewhere else. */
	private static List<String> outgoing(ManagementClient client, List<String> active, CallOptions options)
			throws RpcException {
		List<String> result = new ArrayList<>();
		for (String name : active) {
			try {
				Answer location = client
						.queue(FormatName.parse(name), List.of(QueueProperty.LOCATION), options)
						.get(QueueProperty.LOCATION);
				if (location.value() instanceof PropValue.Text text && text.value().equalsIgnoreCase("REMOTE")) {
					result.add(name);
				}
			} catch (MqException | NameException e) {
				System.getLogger(MachineReader.class.getName()).log(System.Logger.Level.DEBUG,
						() -> "No location of " + name, e);
			}
		}
		return result;
	}
}
