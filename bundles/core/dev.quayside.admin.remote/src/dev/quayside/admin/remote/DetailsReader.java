package dev.quayside.admin.remote;

import dev.quayside.admin.MachineDetails;
import dev.quayside.admin.NamedValue;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.QueueDetails;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.Reading;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads all that a queue manager tells; what cannot be read is unknown with its reason. */
record DetailsReader(Link link, CallOptions options) {

	private static final List<QueueObjectProperty> SETTINGS = Arrays.stream(QueueObjectProperty.values())
			.filter(property -> property != QueueObjectProperty.PATH_NAME_DNS
					&& property != QueueObjectProperty.DIRECTORY_PATH)
			.toList();

	MachineDetails machine() throws MqException, RpcException {
		Map<MachineProperty, Answer> answers = new ManagementClient(link.management(options))
				.machine(List.of(MachineProperty.values()), options);
		List<NamedValue> values = new ArrayList<>();
		answers.forEach((property, answer) -> values
				.add(new NamedValue(PropertyWords.name(property.name()), PropertyWords.value(answer))));
		return new MachineDetails(MachineReader.read(link, options), values);
	}

	QueueDetails queue(String queue) throws QueueManagerException, MqException, RpcException {
		FormatName name = QueueNames.formatName(link.settings().address(), queue);
		ManagementClient management = new ManagementClient(link.management(options));
		QueueSummary summary = QueueReader.read(management, link.settings().address(), queue, options);
		List<NamedValue> values = new ArrayList<>(managed(management, name));
		Reading<Map<QueueObjectProperty, PropValue>> object = properties(name);
		object.optional().ifPresent(properties -> properties.forEach((property, value) -> {
			if (property.use() == QueueObjectProperty.Use.TOLD) {
				values.add(new NamedValue(PropertyWords.name(property.name()),
						PropertyWords.value(property.name(), value)));
			}
		}));
		return new QueueDetails(summary, object.map(DetailsReader::settings), values, permissions(name));
	}

	private List<NamedValue> managed(ManagementClient management, FormatName name) throws RpcException {
		Map<QueueProperty, Answer> answers;
		try {
			answers = management.queue(name, List.of(QueueProperty.values()), options);
		} catch (MqException e) {
			Answer refused = new Answer(PropValue.None.NULL, e.status());
			answers = new EnumMap<>(QueueProperty.class);
			for (QueueProperty property : QueueProperty.values()) {
				answers.put(property, refused);
			}
		}
		List<NamedValue> values = new ArrayList<>();
		answers.forEach((property, answer) -> values.add(new NamedValue(PropertyWords.name(property.name()),
				PropertyWords.value(property.name(), answer))));
		return values;
	}

	private Reading<Map<QueueObjectProperty, PropValue>> properties(FormatName name)
			throws QueueManagerException, RpcException {
		return offered("The settings cannot be read", () -> new QueueObjects(link).run("Unknown", options,
				client -> client.properties(name, SETTINGS, options)));
	}

	private Reading<Permissions> permissions(FormatName name) throws QueueManagerException, RpcException {
		return offered("The permissions cannot be read", () -> new QueuePermissions(link, name).read(options));
	}

	/** Something that not every queue manager tells, or not to everybody. */
	private interface Offer<T> {

		T read() throws QueueManagerException, MqException, RpcException;
	}

	private <T> Reading<T> offered(String what, Offer<T> offer) throws QueueManagerException, RpcException {
		try {
			return Reading.known(offer.read());
		} catch (MqException e) {
			return Reading.unknown(what + ": " + e.status());
		} catch (RpcFaultException e) {
			return Reading.unknown(what + ": " + e.status());
		} catch (RpcProtocolException e) {
			return Reading.unknown(what + ": " + e.getMessage());
		} catch (QueueManagerException e) {
			if (e.kind() != QueueManagerException.Kind.FAILED) {
				throw e;
			}
			return Reading.unknown(e.getMessage());
		}
	}

	private static QueueSettings settings(Map<QueueObjectProperty, PropValue> values) {
		return new QueueSettings(flag(values, QueueObjectProperty.TRANSACTION),
				text(values, QueueObjectProperty.LABEL)
						.map(label -> label.substring(0, Math.min(label.length(), QueueSettings.MAX_LABEL))
								.replace("\0", "")),
				quota(values, QueueObjectProperty.QUOTA), flag(values, QueueObjectProperty.JOURNAL),
				quota(values, QueueObjectProperty.JOURNAL_QUOTA), flag(values, QueueObjectProperty.AUTHENTICATE),
				number(values, QueueObjectProperty.PRIVACY_LEVEL)
						.filter(level -> level >= 0 && level < PrivacyLevel.values().length)
						.map(level -> PrivacyLevel.values()[level.intValue()]),
				number(values, QueueObjectProperty.BASE_PRIORITY).filter(value -> value == value.shortValue())
						.map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty()),
				values.get(QueueObjectProperty.TYPE) instanceof PropValue.Guid type
						? Optional.of(type.value())
						: Optional.empty(),
				text(values, QueueObjectProperty.MULTICAST_ADDRESS));
	}

	private static Optional<Long> number(Map<QueueObjectProperty, PropValue> values, QueueObjectProperty property) {
		return values.get(property) instanceof PropValue.Number number ? Optional.of(number.value()) : Optional.empty();
	}

	private static OptionalLong quota(Map<QueueObjectProperty, PropValue> values, QueueObjectProperty property) {
		return number(values, property).filter(value -> value >= 0 && value <= QueueSettings.UNLIMITED)
				.map(OptionalLong::of).orElse(OptionalLong.empty());
	}

	private static Optional<Boolean> flag(Map<QueueObjectProperty, PropValue> values, QueueObjectProperty property) {
		return number(values, property).map(value -> value != 0);
	}

	private static Optional<String> text(Map<QueueObjectProperty, PropValue> values, QueueObjectProperty property) {
		return values.get(property) instanceof PropValue.Text text ? Optional.of(text.value()) : Optional.empty();
	}
}
