package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.server.RpcService;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** qmmgmt as a server ([MS-MQMR] 3.1.4). */
public final class ManagementService {

	private static final String VERSION = "Quayside 0.1.0";
	private static final int LAST_QUEUE_PROPERTY = 27;
	private static final Set<String> QUEUE_ACTIONS = Set.of("PAUSE", "RESUME", "EOD_RESEND");
	private static final String NO = "NO";
	private static final long MAX_UI4 = 0xFFFFFFFFL;
	/** Nobody has sent transactional messages: the six vectors of [MS-MQMQ] 2.3.12.24, all empty. */
	private static final PropValue NO_SOURCES = new PropValue.Variants(List.of(new PropValue.Texts(List.of()),
			new PropValue.Guids(List.of()), numbers(PropValue.VT_UI8), numbers(PropValue.VT_UI4),
			numbers(PropValue.VT_I4), numbers(PropValue.VT_UI4)));

	private final QueueManager manager;
	private final String computer;

	/**
	 * @param computer
	 *            name in the paths and format names that are told
	 */
	public ManagementService(QueueManager manager, String computer) {
		this.manager = manager;
		this.computer = computer;
	}

	private static PropValue numbers(int type) {
		return new PropValue.Numbers(PropValue.VT_VECTOR | type, List.of());
	}

	public RpcService service() {
		return RpcService.of(QueueManagement.INTERFACE) //
				.on(QueueManagement.GET_INFO, (in, call) -> getInfo(in)) //
				.on(QueueManagement.ACTION, (in, call) -> CompletableFuture.completedFuture(act(in)));
	}

	/** After a failure the values are those that came in ([MS-MQMR] 3.1.4.1). */
	private CompletionStage<Returned<List<PropValue>>> getInfo(QueueManagement.InfoRequest in) {
		List<PropValue> values = new ArrayList<>();
		MqStatus status;
		try {
			status = fill(in, values);
		} catch (StoreException e) {
			status = MqStatus.SERVICE_NOT_AVAILABLE;
		}
		return CompletableFuture.completedFuture(new Returned<>(status.isError() ? in.values() : values, status));
	}

	private MqStatus fill(QueueManagement.InfoRequest in, List<PropValue> values) throws StoreException {
		if (in.object() instanceof ManagedObject.Session) {
			return MqStatus.INVALID_PARAMETER;
		}
		if (in.object() instanceof ManagedObject.Machine) {
			for (long id : in.properties()) {
				Optional<PropValue> value = machine(id);
				if (value.isEmpty()) {
					return MqStatus.ILLEGAL_PROPID;
				}
				values.add(value.get());
			}
			return MqStatus.OK;
		}
		QueueFormat format = ((ManagedObject.Queue) in.object()).format();
		if (!(format instanceof QueueFormat.Valid valid)) {
			return MqStatus.INVALID_PARAMETER;
		}
		Optional<Queue> queue = manager.find(valid.name());
		if (queue.isEmpty()) {
			return MqStatus.QUEUE_NOT_FOUND;
		}
		for (long id : in.properties()) {
			if (id < 1 || id > LAST_QUEUE_PROPERTY) {
				return MqStatus.ILLEGAL_PROPID;
			}
			values.add(queue(queue.get(), (int) id));
		}
		return MqStatus.OK;
	}

	private Optional<PropValue> machine(long id) throws StoreException {
		return switch ((int) id) {
			case 1 -> Optional.of(new PropValue.Texts(activeQueues()));
			case 2 -> Optional.of(new PropValue.Texts(
					manager.queues().stream().map(queue -> computer + "\\" + queue.path().text()).toList()));
			case 3 -> Optional.of(PropValue.None.NULL);
			case 4 -> Optional.of(new PropValue.Text("CONNECTED"));
			case 5 -> Optional.of(new PropValue.Text(VERSION));
			case 6 -> Optional.of(PropValue.Number.signed64(bytesInAllQueues()));
			default -> Optional.empty();
		};
	}

	private List<String> activeQueues() throws StoreException {
		List<String> names = new ArrayList<>();
		for (Queue queue : manager.queues()) {
			if (queue.isActive()) {
				names.add(formatName(queue));
			}
		}
		return names;
	}

	private long bytesInAllQueues() throws StoreException {
		long bytes = 0;
		for (Queue queue : manager.queues()) {
			bytes += queue.bytes();
		}
		return bytes;
	}

	private String formatName(Queue queue) {
		return FormatName.direct(computer, queue.path()).text();
	}

	private PropValue queue(Queue queue, int id) throws StoreException {
		return switch (id) {
			case 1 -> new PropValue.Text(computer + "\\" + queue.path().text());
			case 2 -> new PropValue.Text(formatName(queue));
			case 3 -> new PropValue.Text("PRIVATE");
			case 4 -> new PropValue.Text("LOCAL");
			case 5 -> new PropValue.Text(queue.attributes().transactional() ? "YES" : NO);
			case 6 -> new PropValue.Text(NO);
			case 7 -> PropValue.Number.unsigned32(Math.min(queue.count(), MAX_UI4));
			case 8 -> PropValue.Number.unsigned32(Math.min(queue.bytes(), MAX_UI4));
			case 9, 10 -> PropValue.Number.unsigned32(0);
			case 11 -> new PropValue.Text("LOCAL CONNECTION");
			case 24 -> queue.attributes().transactional() ? NO_SOURCES : PropValue.None.NULL;
			case 26 -> PropValue.Number.unsigned32(0);
			case 27 -> new PropValue.Texts(List.of());
			default -> PropValue.None.NULL;
		};
	}

	/**
	 * [MS-MQMR] 3.1.4.2: CONNECT finds the machine connected, TIDY has nothing to do here and never purges. The actions of
	 * queues are for outgoing ones, of which there are none yet; taking the machine off the network is not possible yet.
	 */
	private Returned<Void> act(QueueManagement.ActionRequest in) {
		String action = in.action().toUpperCase(Locale.ROOT);
		if (in.object() instanceof ManagedObject.Machine) {
			return switch (action) {
				case "CONNECT", "TIDY" -> Returned.ok(null);
				case "DISCONNECT" -> Returned.failed(MqStatus.UNSUPPORTED_OPERATION);
				default -> Returned.failed(MqStatus.INVALID_PARAMETER);
			};
		}
		boolean isUnknown = QUEUE_ACTIONS.contains(action) && in.object() instanceof ManagedObject.Queue queue
				&& queue.format() instanceof QueueFormat.Valid valid && manager.find(valid.name()).isEmpty();
		return Returned.failed(isUnknown ? MqStatus.QUEUE_NOT_FOUND : MqStatus.INVALID_PARAMETER);
	}
}
