package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.PropValueNdr;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** qmmgmt as a server, for administrators ([MS-MQMR] 3 and 3.1.4). It never throws. */
public final class ManagementService {

	private static final String VERSION = "Quayside 0.1.0";
	private static final Set<String> QUEUE_ACTIONS = Set.of("PAUSE", "RESUME", "EOD_RESEND");
	private static final List<QueueKind> NAMED = List.of(QueueKind.PUBLIC, QueueKind.PRIVATE, QueueKind.SYSTEM,
			QueueKind.OUTGOING);

	private final QueueManager manager;
	private final Identities identities;
	private final Transfers transfers;
	private final QueueNaming names;
	private final ManagedProperties properties;

	/**
	 * @param computer
	 *            name in the paths and format names that are told
	 */
	public ManagementService(QueueManager manager, Identities identities, Transfers transfers, String computer) {
		this.manager = manager;
		this.identities = identities;
		this.transfers = transfers;
		this.names = new QueueNaming(computer);
		this.properties = new ManagedProperties(names, transfers);
	}

	public RpcService service() {
		return RpcService.of(QueueManagement.INTERFACE) //
				.on(QueueManagement.GET_INFO, (in, call) -> getInfo(in, call)) //
				.on(QueueManagement.ACTION, (in, call) -> act(in, call));
	}

	private void checkAdministrator(RpcCall call) throws MqException {
		if (!identities.caller(call.caller(), call.client()).sids().contains(Sid.ADMINISTRATORS)) {
			throw new MqException(MqStatus.ACCESS_DENIED, "Only administrators manage queues");
		}
	}

	/** After a failure the values are those that came in ([MS-MQMR] 3.1.4.1). */
	private CompletionStage<Returned<List<PropValue>>> getInfo(QueueManagement.InfoRequest in, RpcCall call) {
		Returned<List<PropValue>> returned;
		try {
			checkAdministrator(call);
			returned = Returned.ok(PropValueNdr.like(in.values(), values(in)));
		} catch (MqException | StoreException e) {
			returned = new Returned<>(in.values(), Failures.status(e));
		}
		return CompletableFuture.completedFuture(returned);
	}

	private List<PropValue> values(QueueManagement.InfoRequest in) throws MqException, StoreException {
		List<PropValue> values = new ArrayList<>();
		if (in.object() instanceof ManagedObject.Machine) {
			for (long id : in.properties()) {
				values.add(machine(id));
			}
			return values;
		}
		Queue queue = find(in.object());
		for (long id : in.properties()) {
			if (id < 1 || id > ManagedProperties.LAST) {
				throw new MqException(MqStatus.ILLEGAL_PROPID, "Property " + id + " of a queue");
			}
			values.add(properties.of(queue, (int) id));
		}
		return values;
	}

	/** An outgoing queue, else a local one: the computer of a direct name is not looked at for those. */
	private Queue find(ManagedObject object) throws MqException, StoreException {
		if (!(object instanceof ManagedObject.Queue queue) || !(queue.format() instanceof QueueFormat.Valid valid)) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "No name of a queue");
		}
		FormatName name = valid.name();
		Optional<Queue> outgoing = manager.outgoing(name, false);
		if (outgoing.isPresent()) {
			return outgoing.get();
		}
		return manager.find(name).orElseThrow(
				() -> new MqException(MqStatus.QUEUE_NOT_FOUND, name.text() + " is not on this queue manager"));
	}

	private PropValue machine(long id) throws MqException, StoreException {
		return switch ((int) id) {
			case 1 -> new PropValue.Texts(activeQueues());
			case 2 -> new PropValue.Texts(manager.queues(QueueKind.PRIVATE).stream().map(names::path).toList());
			case 3 -> PropValue.None.NULL;
			case 4 -> new PropValue.Text(transfers.isOnline() ? "CONNECTED" : "DISCONNECTED");
			case 5 -> new PropValue.Text(VERSION);
			case 6 -> PropValue.Number.signed64(bytesInAllQueues());
			default -> throw new MqException(MqStatus.ILLEGAL_PROPID, "Property " + id + " of the machine");
		};
	}

	private List<String> activeQueues() throws StoreException {
		List<String> active = new ArrayList<>();
		for (QueueKind kind : NAMED) {
			for (Queue queue : manager.queues(kind)) {
				if (queue.isActive()) {
					active.add(names.format(queue));
				}
			}
		}
		return active;
	}

	private long bytesInAllQueues() throws StoreException {
		long bytes = 0;
		for (QueueKind kind : QueueKind.values()) {
			for (Queue queue : manager.queues(kind)) {
				bytes += queue.bytes();
			}
		}
		return bytes;
	}

	/** [MS-MQMR] 3.1.4.2. */
	private CompletionStage<Returned<Void>> act(QueueManagement.ActionRequest in, RpcCall call) {
		try {
			checkAdministrator(call);
			String action = in.action().toUpperCase(Locale.ROOT);
			CompletionStage<Void> acting = in.object() instanceof ManagedObject.Machine
					? machine(action)
					: queue(action, in.object());
			return acting.handle((nothing, failure) -> failure == null
					? Returned.ok(null)
					: Returned.failed(Failures.status(failure)));
		} catch (MqException | StoreException e) {
			return CompletableFuture.completedFuture(Returned.failed(Failures.status(e)));
		}
	}

	/** TIDY purges nothing, though the rules of the text say so: it gives back the room of what is gone. */
	private CompletionStage<Void> machine(String action) throws MqException {
		return switch (action) {
			case "CONNECT" -> transfers.setOnline(true);
			case "DISCONNECT" -> transfers.setOnline(false);
			case "TIDY" -> manager.store().tidy();
			default -> throw new MqException(MqStatus.INVALID_PARAMETER, "No action of a machine");
		};
	}

	private CompletionStage<Void> queue(String action, ManagedObject object) throws MqException, StoreException {
		if (!QUEUE_ACTIONS.contains(action)) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "No action of a queue");
		}
		Queue queue = find(object);
		if (queue.kind() != QueueKind.OUTGOING) {
			throw new MqException(MqStatus.INVALID_PARAMETER, queue.name() + " is not an outgoing queue");
		}
		return switch (action) {
			case "PAUSE" -> transfers.setPaused(queue, true);
			case "RESUME" -> transfers.setPaused(queue, false);
			default -> {
				transfers.resend(queue);
				yield CompletableFuture.completedFuture(null);
			}
		};
	}
}
