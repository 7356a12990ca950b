package dev.quayside.msmq.rpc.qmcomm;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.CreateRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.OpenRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PathRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PropertiesRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes, changes and deletes private queues, and runs internal transactions, on a queue manager that offers it. Safe for
 * use by several threads.
 */
public final class QmCommClient {

	private static final int DESCRIPTOR_ROOM = 4_096;

	/** Any number but 0. */
	private static final long NAME = 1;

	private final RpcChannel channel;

	public QmCommClient(RpcChannel channel) {
		this.channel = channel;
	}

	/**
	 * Makes a private queue.
	 *
	 * @param path
	 *            with {@code .} or the name of the computer in front
	 * @param descriptor
	 *            self-relative security descriptor; null: the default of the queue manager
	 * @param values
	 *            at least one
	 */
	public void create(String path, byte[] descriptor, Map<QueueObjectProperty, PropValue> values,
			CallOptions options) throws MqException, RpcException {
		EnumMap<QueueObjectProperty, PropValue> ordered = new EnumMap<>(values);
		channel.call(QmComm.CREATE_OBJECT,
				new CreateRequest(1, path, descriptor, ids(ordered), List.copyOf(ordered.values())), options)
				.orThrow("Cannot create " + path);
	}

	private static List<Long> ids(Map<QueueObjectProperty, ?> values) {
		return values.keySet().stream().map(property -> (long) property.id()).toList();
	}

	public void delete(FormatName name, CallOptions options) throws MqException, RpcException {
		channel.call(QmComm.DELETE_OBJECT, QueueFormat.of(name), options).orThrow("Cannot delete " + name.text());
	}

	/** What a queue was made with. */
	public Map<QueueObjectProperty, PropValue> properties(FormatName name, List<QueueObjectProperty> wanted,
			CallOptions options) throws MqException, RpcException {
		List<Long> ids = wanted.stream().map(property -> (long) property.id()).toList();
		List<PropValue> values = channel.call(QmComm.GET_OBJECT_PROPERTIES, new PropertiesRequest(
				QueueFormat.of(name), ids, Collections.nCopies(ids.size(), PropValue.None.NULL)), options)
				.orThrow("Cannot read properties of " + name.text());
		if (values.size() != wanted.size()) {
			throw new RpcProtocolException("Asked for " + wanted.size() + " properties, got " + values.size());
		}
		Map<QueueObjectProperty, PropValue> found = new EnumMap<>(QueueObjectProperty.class);
		for (int i = 0; i < values.size(); i++) {
			found.put(wanted.get(i), values.get(i));
		}
		return found;
	}

	/**
	 * Changes properties; none of them, if one cannot be changed.
	 *
	 * @param values
	 *            at least one
	 */
	public void change(FormatName name, Map<QueueObjectProperty, PropValue> values, CallOptions options)
			throws MqException, RpcException {
		EnumMap<QueueObjectProperty, PropValue> ordered = new EnumMap<>(values);
		channel.call(QmComm.SET_OBJECT_PROPERTIES,
				new PropertiesRequest(QueueFormat.of(name), ids(ordered), List.copyOf(ordered.values())), options)
				.orThrow("Cannot change properties of " + name.text());
	}

	/**
	 * The parts of the security descriptor, self-relative.
	 *
	 * @param parts
	 *            see the constants of {@link SecurityDescriptor}
	 */
	public byte[] security(FormatName name, long parts, CallOptions options) throws MqException, RpcException {
		Descriptor answer = security(name, parts, DESCRIPTOR_ROOM, options);
		if (answer.status().equals(MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL) && answer.needed() > DESCRIPTOR_ROOM
				&& answer.needed() <= QmComm.MAX_DESCRIPTOR) {
			answer = security(name, parts, (int) answer.needed(), options);
		}
		if (answer.status().isError()) {
			throw new MqException(answer.status(), "Cannot read the permissions of " + name.text());
		}
		if (answer.needed() > answer.buffer().length) {
			throw new RpcProtocolException("A descriptor of " + answer.needed() + " bytes in a buffer of "
					+ answer.buffer().length);
		}
		return Arrays.copyOf(answer.buffer(), (int) answer.needed());
	}

	private Descriptor security(FormatName name, long parts, int room, CallOptions options) throws RpcException {
		return channel.call(QmComm.GET_OBJECT_SECURITY, new DescriptorRequest(QueueFormat.of(name), parts, room),
				options);
	}

	/**
	 * Replaces parts of the security descriptor.
	 *
	 * @param parts
	 *            see the constants of {@link SecurityDescriptor}
	 */
	public void changeSecurity(FormatName name, long parts, byte[] descriptor, CallOptions options)
			throws MqException, RpcException {
		channel.call(QmComm.SET_OBJECT_SECURITY, new SecurityRequest(QueueFormat.of(name), parts, descriptor), options)
				.orThrow("Cannot change the permissions of " + name.text());
	}

	/** The private or direct format name of a path. */
	public FormatName formatName(String path, CallOptions options) throws MqException, RpcException {
		QueueFormat format = channel.call(QmComm.OBJECT_PATH_TO_OBJECT_FORMAT,
				new PathRequest(path, QueueFormat.UNKNOWN), options).orThrow("Cannot find " + path);
		if (format instanceof QueueFormat.Valid valid) {
			return valid.name();
		}
		throw new RpcProtocolException("The format name of " + path + " is "
				+ ((QueueFormat.Invalid) format).problem());
	}

	/** Deletes all messages of a queue that is on this queue manager. */
	public void purge(FormatName name, UUID client, CallOptions options) throws MqException, RpcException {
		OpenRequest request = new OpenRequest(QueueFormat.of(name), QmComm.Access.RECEIVE, 0,
				OpenRequest.Remote.NONE, NAME, client, "");
		Opened opened = ofQueueManager(QmComm.OPEN_QUEUE.name(),
				() -> channel.call(QmComm.OPEN_QUEUE, request, options))
				.orThrow("Cannot open " + name.text());
		try {
			channel.call(QmComm.PURGE_QUEUE, opened.handle(), options).orThrow("Cannot purge " + name.text());
		} finally {
			channel.call(QmComm.CLOSE_HANDLE, opened.handle(), options);
		}
	}

	private interface Calling<T> {

		T call() throws RpcException;
	}

	/** An operation that may also throw its HRESULT, hence a fault with it. */
	private static <T> T ofQueueManager(String operation, Calling<T> calling) throws MqException, RpcException {
		try {
			return calling.call();
		} catch (RpcFaultException e) {
			if (!e.status().isApplicationStatus()) {
				throw e;
			}
			MqException exception = new MqException(MqStatus.of(e.status().code()), operation + " failed");
			exception.initCause(e);
			throw exception;
		}
	}

	/** Begins an internal transaction; it is rolled back if the connection ends before {@link Transaction#commit}. */
	public Transaction begin(UnitOfWork unit, CallOptions options) throws MqException, RpcException {
		return new Transaction(unit, channel.call(QmComm.ENLIST_INTERNAL_TRANSACTION, unit, options)
				.orThrow("Cannot begin a transaction"));
	}

	/** An internal transaction of this client. */
	public final class Transaction {

		private final UnitOfWork unit;
		private final ContextHandle handle;

		private Transaction(UnitOfWork unit, ContextHandle handle) {
			this.unit = unit;
			this.handle = handle;
		}

		/** By which receives and moves take part in it. */
		public UnitOfWork unit() {
			return unit;
		}

		public void commit(CallOptions options) throws MqException, RpcException {
			Returned<ContextHandle> answer = channel.call(QmComm.COMMIT_TRANSACTION, handle, options);
			answer.orThrow("Cannot commit the transaction");
		}

		public void abort(CallOptions options) throws MqException, RpcException {
			channel.call(QmComm.ABORT_TRANSACTION, handle, options).orThrow("Cannot roll the transaction back");
		}
	}
}
