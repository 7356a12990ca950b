package dev.quayside.queuemanager.services;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.property.QueueObjectProperty.Use;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.PropValueNdr;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.CreateRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PathRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PropertiesRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.queuemanager.access.Guard;
import dev.quayside.queuemanager.access.Identities;
import dev.quayside.queuemanager.engine.AccessControl;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.queuemanager.engine.QueueKind;
import dev.quayside.queuemanager.engine.QueueManager;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcHandler;
import dev.quayside.rpc.server.RpcService;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/** The part of qmcomm that administers private queues ([MS-MQMP] 3.1.4), as a supporting server has it. */
public final class QmCommService {

	/** The only type of objects: queues. */
	private static final int QUEUE = 1;

	private final QueueManager manager;
	private final Identities identities;
	private final AccessControl access;
	private final QueuePermissions permissions;
	private final QueueNaming names;
	private final LocalPaths paths;
	private final IntSupplier port;

	/**
	 * @param computer
	 *            name in the paths that are told
	 * @param port
	 *            that R_QMGetRTQMServerPort tells
	 */
	public QmCommService(QueueManager manager, Guard guard, String computer, IntSupplier port) {
		this.manager = manager;
		this.identities = guard.identities();
		this.access = guard.access();
		this.permissions = new QueuePermissions(guard);
		this.names = new QueueNaming(computer);
		this.paths = new LocalPaths(computer);
		this.port = port;
	}

	public RpcService service() {
		RpcService service = RpcService.of(QmComm.INTERFACE) //
				.on(QmComm.CREATE_OBJECT, returning(this::create)) //
				.on(QmComm.SET_OBJECT_SECURITY, returning(this::setSecurity)) //
				.on(QmComm.GET_OBJECT_SECURITY, (in, call) -> done(getSecurity(in, call))) //
				.on(QmComm.DELETE_OBJECT, returning(this::delete)) //
				.on(QmComm.GET_OBJECT_PROPERTIES, this::getProperties) //
				.on(QmComm.SET_OBJECT_PROPERTIES, returning(this::setProperties)) //
				.on(QmComm.OBJECT_PATH_TO_OBJECT_FORMAT, this::pathToFormat) //
				.on(QmComm.GET_SERVER_PORT,
						(in, call) -> done(in == QmComm.PortOf.IP_HANDSHAKE ? (long) port.getAsInt() : 0L));
		new QmCommTransactions(manager).addTo(service);
		new QmCommQueues(manager, identities).addTo(service);
		return service;
	}

	interface Work<I, T> {

		T of(I in, RpcCall call) throws MqException, StoreException, RpcFaultException;
	}

	private static <T> CompletionStage<T> done(T value) {
		return CompletableFuture.completedFuture(value);
	}

	/** An operation that gives an HRESULT and what it has made, or nothing. */
	static <I, T> RpcHandler<I, Returned<T>> returning(Work<I, T> work) {
		return (in, call) -> {
			try {
				return done(Returned.ok(work.of(in, call)));
			} catch (MqException | StoreException e) {
				return done(Returned.failed(Failures.status(e)));
			}
		};
	}

	private QueueClient client(RpcCall call) {
		return identities.caller(call.caller(), call.client());
	}

	/** [MS-MQMP] 3.1.4.5. */
	private Void create(CreateRequest in, RpcCall call) throws MqException, StoreException {
		if (in.type() != QUEUE) {
			throw new MqException(MqStatus.INVALID_PARAMETER, "Objects of type " + in.type() + " cannot be made");
		}
		String name = paths.privateQueue(in.path(), call.local()).name();
		QueueClient client = client(call);
		QueueAttributes attributes = QueueObject.with(QueueAttributes.named(name), in.properties(), in.values(),
				Use.GIVEN);
		checkPath(in, name, call);
		manager.create(attributes.with(
				attributes.settings().withSecurity(permissions.ofNew(client, in.descriptor()))), client);
		return null;
	}

	/** A path among the properties must be the same. */
	private void checkPath(CreateRequest in, String name, RpcCall call) throws MqException {
		int at = in.properties().indexOf((long) QueueObjectProperty.PATH_NAME.id());
		if (at >= 0) {
			String other = ((PropValue.Text) in.values().get(at)).value();
			if (!paths.privateQueue(other, call.local()).name().equalsIgnoreCase(name)) {
				throw new MqException(MqStatus.ILLEGAL_PROPERTY_VALUE, "Two paths that differ");
			}
		}
	}

	/** An existing private queue of this queue manager, by any name. */
	private Queue find(QueueFormat format) throws MqException {
		if (!(format instanceof QueueFormat.Valid valid)) {
			throw new MqException(MqStatus.ILLEGAL_FORMATNAME, ((QueueFormat.Invalid) format).problem());
		}
		Queue queue = manager.find(valid.name()).orElseThrow(() -> new MqException(MqStatus.QUEUE_NOT_FOUND,
				valid.name().text() + " is not on this queue manager"));
		if (queue.kind() != QueueKind.PRIVATE) {
			throw new MqException(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION,
					valid.name().text() + " is not a private queue");
		}
		return queue;
	}

	/** [MS-MQMP] 3.1.4.6. */
	private Void setSecurity(SecurityRequest in, RpcCall call) throws MqException, StoreException {
		Queue queue = find(in.queue());
		manager.change(queue, permissions.changed(client(call), queue, in));
		return null;
	}

	/** [MS-MQMP] 3.1.4.7: the buffer is always as long as the client has room. */
	private Descriptor getSecurity(DescriptorRequest in, RpcCall call) {
		try {
			return permissions.read(client(call), find(in.queue()), in);
		} catch (MqException e) {
			return new Descriptor(new byte[in.length()], 0, e.status());
		}
	}

	/** [MS-MQMP] 3.1.4.8. */
	private Void delete(QueueFormat in, RpcCall call) throws MqException, StoreException {
		Queue queue = find(in);
		manager.delete(queue, client(call));
		return null;
	}

	/** [MS-MQMP] 3.1.4.9; after a failure the values are those that came in. */
	private CompletionStage<Returned<List<PropValue>>> getProperties(PropertiesRequest in, RpcCall call) {
		try {
			Queue queue = find(in.queue());
			access.check(client(call), queue, QueueRights.GET_PROPERTIES);
			List<PropValue> values = new ArrayList<>();
			for (int i = 0; i < in.properties().size(); i++) {
				values.add(QueueObject.read(QueueObject.property(in.properties().get(i)), in.values().get(i), queue,
						names));
			}
			return done(Returned.ok(PropValueNdr.like(in.values(), values)));
		} catch (MqException e) {
			return done(new Returned<>(in.values(), e.status()));
		}
	}

	/** [MS-MQMP] 3.1.4.10. */
	private Void setProperties(PropertiesRequest in, RpcCall call) throws MqException, StoreException {
		Queue queue = find(in.queue());
		manager.change(queue,
				QueueObject.with(queue.attributes(), in.properties(), in.values(), Use.CHANGED).settings(),
				client(call),
				QueueRights.SET_PROPERTIES);
		return null;
	}

	/** [MS-MQMP] 3.1.4.11; after a failure the format is the one that came in. */
	private CompletionStage<Returned<QueueFormat>> pathToFormat(PathRequest in, RpcCall call) {
		try {
			if (!QueueFormat.UNKNOWN.equals(in.format())) {
				throw new MqException(MqStatus.INVALID_PARAMETER, "A format that is to be filled in and has a name");
			}
			Queue queue = manager.find(paths.privateQueue(in.path(), call.local())).orElseThrow(
					() -> new MqException(MqStatus.QUEUE_NOT_FOUND, in.path() + " is not on this queue manager"));
			return done(Returned.ok(
					QueueFormat.of(new FormatName.PrivateQueue(manager.id(), queue.number(), false))));
		} catch (MqException e) {
			return done(new Returned<>(in.format(), e.status()));
		}
	}
}
