package dev.quayside.admin.remote;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueSettings;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.client.CallOptions;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes, changes and deletes queues over qmcomm, where a queue manager offers that. */
record QueueObjects(Link link) {

	/** Why most do not. */
	static final String WHY_NOT = "it does not offer qmcomm over the network: Windows does so only as a supporting "
			+ "server of dependent clients, up to Windows Server 2008 R2 and only where that is switched on";

	private static final String ADVICE = "On Windows make, change and delete queues on the machine itself";

	private static final Set<FaultStatus> NOT_OFFERED = Set.of(FaultStatus.UNKNOWN_INTERFACE,
			FaultStatus.OPNUM_OUT_OF_RANGE);

	/** Something done over qmcomm. */
	interface Work<T> {

		T run(QmCommClient client) throws MqException, RpcException;
	}

	/**
	 * Does it.
	 *
	 * @throws QueueManagerException
	 *             of kind FAILED if the queue manager does not offer qmcomm
	 */
	<T> T run(String what, CallOptions options, Work<T> work) throws QueueManagerException, MqException, RpcException {
		try {
			return work.run(client(options));
		} catch (RpcBindException | RpcFaultException e) {
			throw notOffered(what, e, options);
		}
	}

	QmCommClient client(CallOptions options) throws RpcException {
		return new QmCommClient(link.client(options.cancellation()).channel(QmComm.INTERFACE));
	}

	/** A refusal to bind means that there is no such interface if others can be bound. */
	private QueueManagerException notOffered(String what, RpcException e, CallOptions options) throws RpcException {
		boolean isMissing = e instanceof RpcFaultException fault
				? NOT_OFFERED.contains(fault.status())
				: link.current().isPresent();
		if (!isMissing) {
			throw e;
		}
		return new QueueManagerException(Kind.FAILED, what + ": " + WHY_NOT, ADVICE, e);
	}

	/** Why the queue manager cannot do it; empty: it can. */
	Optional<String> whyNot(CallOptions options) throws QueueManagerException, MqException, RpcException {
		try {
			link.client(options.cancellation()).channel(QmComm.INTERFACE).call(QmComm.GET_SERVER_PORT,
					QmComm.PortOf.IP_HANDSHAKE, options);
			return Optional.empty();
		} catch (RpcBindException e) {
			return Optional.of("The queue manager cannot do that: " + WHY_NOT);
		} catch (RpcFaultException e) {
			if (NOT_OFFERED.contains(e.status())) {
				return Optional.of("The queue manager cannot do that: " + WHY_NOT);
			}
			if (e.status().equals(FaultStatus.ACCESS_DENIED)) {
				return Optional.of("The queue manager does not let this account do that: " + e.status());
			}
			throw e;
		}
	}

	/** What is given, as properties. */
	static Map<QueueObjectProperty, PropValue> properties(QueueSettings settings) {
		Map<QueueObjectProperty, PropValue> values = new EnumMap<>(QueueObjectProperty.class);
		settings.transactional().ifPresent(is -> values.put(QueueObjectProperty.TRANSACTION, flag(is)));
		settings.label().ifPresent(label -> values.put(QueueObjectProperty.LABEL, new PropValue.Text(label)));
		settings.quota().ifPresent(quota -> values.put(QueueObjectProperty.QUOTA, PropValue.Number.unsigned32(quota)));
		settings.journal().ifPresent(is -> values.put(QueueObjectProperty.JOURNAL, flag(is)));
		settings.journalQuota().ifPresent(
				quota -> values.put(QueueObjectProperty.JOURNAL_QUOTA, PropValue.Number.unsigned32(quota)));
		settings.authenticated().ifPresent(is -> values.put(QueueObjectProperty.AUTHENTICATE, flag(is)));
		settings.privacyLevel().ifPresent(level -> values.put(QueueObjectProperty.PRIVACY_LEVEL,
				PropValue.Number.unsigned32(level.ordinal())));
		settings.basePriority().ifPresent(priority -> values.put(QueueObjectProperty.BASE_PRIORITY,
				new PropValue.Number(PropValue.VT_I2, priority)));
		settings.type().ifPresent(type -> values.put(QueueObjectProperty.TYPE, new PropValue.Guid(type)));
		settings.multicast().ifPresent(address -> values.put(QueueObjectProperty.MULTICAST_ADDRESS,
				address.isEmpty() ? new PropValue.None(PropValue.VT_EMPTY) : new PropValue.Text(address)));
		return values;
	}

	private static PropValue flag(boolean is) {
		return new PropValue.Number(PropValue.VT_UI1, is ? 1 : 0);
	}

	/** Makes a queue; at least one property has to be sent, so the label is, if there is nothing. */
	static void create(QmCommClient client, String path, QueueSettings settings, CallOptions options)
			throws MqException, RpcException {
		Map<QueueObjectProperty, PropValue> values = properties(settings);
		if (values.isEmpty()) {
			values.put(QueueObjectProperty.LABEL, new PropValue.Text(""));
		}
		client.create(".\\" + path, null, values, options);
	}

	static void change(QmCommClient client, FormatName name, QueueSettings settings, CallOptions options)
			throws MqException, RpcException {
		if (!settings.isEmpty()) {
			client.change(name, properties(settings), options);
		}
	}
}
