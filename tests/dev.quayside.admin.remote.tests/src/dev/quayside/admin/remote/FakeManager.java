package dev.quayside.admin.remote;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A queue manager whose qmmgmt answers what a test tells it to. */
final class FakeManager implements AutoCloseable {

	final Map<MachineProperty, PropValue> machine = new EnumMap<>(MachineProperty.class);
	/** By path in lower case. */
	final Map<String, Map<QueueProperty, PropValue>> queues = new TreeMap<>();
	/** What questions for a queue end with, by path in lower case. */
	final Map<String, MqStatus> refusals = new TreeMap<>();
	/** Properties that no queue knows: they spoil the whole answer. */
	final List<QueueProperty> unknown = new ArrayList<>();

	private final RpcServer server;

	FakeManager(RpcService... more) throws IOException {
		List<RpcService> services = new ArrayList<>(List.of(more));
		services.add(RpcService.of(QueueManagement.INTERFACE).on(QueueManagement.GET_INFO,
				(in, call) -> CompletableFuture.completedFuture(answer(in))));
		server = RpcServer.start(services, RpcServerLimits.DEFAULT, List.of(new InetSocketAddress("127.0.0.1", 0)));
		machine.put(MachineProperty.ACTIVE_QUEUES, new PropValue.Texts(List.of()));
		machine.put(MachineProperty.PRIVATE_QUEUES, new PropValue.Texts(List.of()));
		machine.put(MachineProperty.DIRECTORY_SERVER, PropValue.None.NULL);
		machine.put(MachineProperty.CONNECTED, new PropValue.Text("CONNECTED"));
		machine.put(MachineProperty.TYPE, new PropValue.Text("MSMQ"));
		machine.put(MachineProperty.BYTES_IN_ALL_QUEUES, PropValue.Number.signed64(4096));
	}

	int port() {
		return server.localPort();
	}

	/** Lists queues, and lets each answer all properties. */
	FakeManager with(String... paths) {
		machine.put(MachineProperty.PRIVATE_QUEUES,
				new PropValue.Texts(List.of(paths).stream().map(path -> "SRV01\\" + path).toList()));
		for (String path : paths) {
			Map<QueueProperty, PropValue> values = new EnumMap<>(QueueProperty.class);
			values.put(QueueProperty.PATH_NAME, new PropValue.Text("SRV01\\" + path));
			values.put(QueueProperty.FORMAT_NAME, new PropValue.Text("DIRECT=OS:srv01\\" + path));
			values.put(QueueProperty.TYPE, new PropValue.Text("PRIVATE"));
			values.put(QueueProperty.LOCATION, new PropValue.Text("LOCAL"));
			values.put(QueueProperty.TRANSACTIONAL, new PropValue.Text("NO"));
			values.put(QueueProperty.MESSAGE_COUNT, PropValue.Number.unsigned32(3));
			values.put(QueueProperty.BYTES_IN_QUEUE, PropValue.Number.unsigned32(300));
			values.put(QueueProperty.JOURNAL_MESSAGE_COUNT, PropValue.Number.unsigned32(0));
			values.put(QueueProperty.BYTES_IN_JOURNAL, PropValue.Number.unsigned32(0));
			values.put(QueueProperty.STATE, new PropValue.Text("LOCAL CONNECTION"));
			values.put(QueueProperty.SUBQUEUE_NAMES, new PropValue.Texts(List.of("poison")));
			queues.put(path.toLowerCase(Locale.ROOT), values);
		}
		return this;
	}

	private Returned<List<PropValue>> answer(QueueManagement.InfoRequest in) {
		List<PropValue> values = new ArrayList<>(Collections.nCopies(in.properties().size(), PropValue.None.NULL));
		if (in.object() instanceof ManagedObject.Machine) {
			for (int i = 0; i < values.size(); i++) {
				values.set(i, machine.get(MachineProperty.values()[in.properties().get(i).intValue() - 1]));
			}
			return Returned.ok(values);
		}
		String path = path(((ManagedObject.Queue) in.object()).format());
		MqStatus refusal = refusals.get(path);
		if (refusal != null || !queues.containsKey(path)) {
			return new Returned<>(values, refusal == null ? MqStatus.QUEUE_NOT_FOUND : refusal);
		}
		for (int i = 0; i < values.size(); i++) {
			QueueProperty property = QueueProperty.values()[in.properties().get(i).intValue() - 1];
			if (unknown.contains(property)) {
				return new Returned<>(values, MqStatus.ILLEGAL_PROPID);
			}
			values.set(i, queues.get(path).getOrDefault(property, PropValue.None.NULL));
		}
		return Returned.ok(values);
	}

	private static String path(QueueFormat format) {
		FormatName name = ((QueueFormat.Valid) format).name();
		return name instanceof FormatName.Direct direct ? direct.path().key() : name.text().toLowerCase(Locale.ROOT);
	}

	@Override
	public void close() {
		server.close();
	}
}
