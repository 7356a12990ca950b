package dev.quayside.msmq.rpc.management;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Asks a queue manager for properties. Safe for use by several threads. */
public final class ManagementClient {

	private static final Set<MqStatus> ONE_BY_ONE = Set.of(MqStatus.ILLEGAL_PROPID, MqStatus.PROPERTY_NOTALLOWED,
			MqStatus.INVALID_PARAMETER);

	private final RpcChannel channel;

	public ManagementClient(RpcChannel channel) {
		this.channel = channel;
	}

	/** A property, or why it could not be read. */
	public record Answer(PropValue value, MqStatus status) {}

	/** Properties of the queue manager; one that it refuses carries the status and spoils no other. */
	public Map<MachineProperty, Answer> machine(List<MachineProperty> wanted, CallOptions options)
			throws MqException, RpcException {
		return ask(new ManagedObject.Machine(), MachineProperty.class, wanted, MachineProperty::id, options);
	}

	/** Properties of a queue; one that the queue manager refuses carries the status and spoils no other. */
	public Map<QueueProperty, Answer> queue(FormatName name, List<QueueProperty> wanted, CallOptions options)
			throws MqException, RpcException {
		return ask(new ManagedObject.Queue(QueueFormat.of(name)), QueueProperty.class, wanted, QueueProperty::id,
				options);
	}

	/** Lets the queue manager or a queue do something. */
	public void act(ManagedObject object, String action, CallOptions options) throws MqException, RpcException {
		channel.call(QueueManagement.ACTION, new QueueManagement.ActionRequest(object, action), options)
				.orThrow("Action " + action);
	}

	private <P extends Enum<P>> Map<P, Answer> ask(ManagedObject object, Class<P> type, List<P> wanted,
			ToIntFunction<P> id, CallOptions options) throws MqException, RpcException {
		Map<P, Answer> answers = new EnumMap<>(type);
		Returned<List<PropValue>> together = call(object, wanted.stream().mapToLong(id::applyAsInt).boxed().toList(),
				options);
		if (!together.status().isError()) {
			for (int i = 0; i < wanted.size(); i++) {
				answers.put(wanted.get(i), new Answer(together.value().get(i), together.status()));
			}
			return answers;
		}
		if (!ONE_BY_ONE.contains(together.status()) || wanted.size() == 1) {
			together.orThrow("Cannot read properties");
		}
		for (P property : wanted) {
			Returned<List<PropValue>> single = call(object, List.of((long) id.applyAsInt(property)), options);
			PropValue value = single.status().isError() ? PropValue.None.NULL : single.value().get(0);
			answers.put(property, new Answer(value, single.status()));
		}
		if (answers.values().stream().allMatch(answer -> answer.status().isError())) {
			throw new MqException(together.status(), "Cannot read properties");
		}
		return answers;
	}

	private Returned<List<PropValue>> call(ManagedObject object, List<Long> properties, CallOptions options)
			throws RpcException {
		List<PropValue> empty = Collections.nCopies(properties.size(), PropValue.None.NULL);
		Returned<List<PropValue>> returned = channel.call(QueueManagement.GET_INFO,
				new QueueManagement.InfoRequest(object, properties, empty), options);
		if (!returned.status().isError() && returned.value().size() != properties.size()) {
			throw new RpcProtocolException(
					"Asked for " + properties.size() + " properties, got " + returned.value().size());
		}
		return returned;
	}
}
