package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.CreateRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PathRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PropertiesRequest;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Making, reading, changing and deleting private queues ([MS-MQMP] 3.1.4.5, 3.1.4.8 to 3.1.4.11). */
class QmCommObjectsTest extends QmCommTest {

	private static final UUID TYPE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
	private static final List<QueueObjectProperty> ALL = List.of(QueueObjectProperty.values());

	private static PropValue text(String value) {
		return new PropValue.Text(value);
	}

	private static PropValue flag(int value) {
		return new PropValue.Number(PropValue.VT_UI1, value);
	}

	private static Map<QueueObjectProperty, PropValue> label(String value) {
		return Map.of(QueueObjectProperty.LABEL, text(value));
	}

	private static Queue made(String name) {
		return manager.server().manager().find(QueuePath.privateQueue(name)).orElseThrow();
	}

	@Test
	void aQueueIsMadeWithWhatTheClientSays() throws Exception {
		client.create(".\\private$\\" + name + "-new", null,
				Map.of(QueueObjectProperty.LABEL, text("Orders"), QueueObjectProperty.TRANSACTION, flag(1),
						QueueObjectProperty.JOURNAL, flag(1), QueueObjectProperty.TYPE, new PropValue.Guid(TYPE),
						QueueObjectProperty.QUOTA, PropValue.Number.unsigned32(17),
						QueueObjectProperty.PRIVACY_LEVEL, PropValue.Number.unsigned32(2)),
				OPTIONS);
		QueueAttributes attributes = made(name + "-new").attributes();
		assertThat(attributes.label()).isEqualTo("Orders");
		assertThat(attributes.transactional()).isTrue();
		assertThat(attributes.journal()).isTrue();
		assertThat(attributes.quota()).isEqualTo(17);
		assertThat(attributes.settings().type()).isEqualTo(TYPE);
		assertThat(attributes.settings().privacy()).isEqualTo(QueueAttributes.Privacy.BODY);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "localhost", "LOCALHOST", "127.0.0.1" })
	void theComputerOfAPathIsThisOne(String computer) throws Exception {
		String path = computer + "\\private$\\" + name;
		assertThat(refusal(() -> client.create(path, null, label(""), OPTIONS))).isEqualTo(MqStatus.QUEUE_EXISTS);
		assertThat(client.formatName(path, OPTIONS))
				.isEqualTo(new FormatName.PrivateQueue(manager.server().id(), queue.number(), false));
	}

	/** The server must not alter it. */
	@Test
	void aQueueThatExistsStaysAsItIs() throws Exception {
		client.change(format(), label("before"), OPTIONS);
		String path = ".\\PRIVATE$\\" + name.toUpperCase();
		assertThat(refusal(() -> client.create(path, null, label("after"), OPTIONS))).isEqualTo(MqStatus.QUEUE_EXISTS);
		assertThat(queue.attributes().label()).isEqualTo("before");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".\\orders", "elsewhere\\private$\\orders", "private$\\orders", "", ".\\private$\\",
			".\\private$\\a;b", ".\\private$\\a;journal", ".\\system$;journal", ".\\private$\\a\\b" })
	void aPathOfSomethingElseIsIllegal(String path) {
		assertThat(refusal(() -> client.create(path, null, label(""), OPTIONS)))
				.isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
		assertThat(refusal(() -> client.formatName(path, OPTIONS))).isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
	}

	@Test
	void namesHave124CharactersAtMost() throws Exception {
		String longest = "n".repeat(124);
		client.create(".\\private$\\" + longest, null, label("l".repeat(124)), OPTIONS);
		client.delete(format("private$\\" + longest), OPTIONS);
		assertThat(refusal(() -> client.create(".\\private$\\" + longest + "n", null, label(""), OPTIONS)))
				.isEqualTo(MqStatus.ILLEGAL_QUEUE_PATHNAME);
	}

	@Test
	void onlyQueuesAreMade() throws Exception {
		CreateRequest machine = new CreateRequest(2, ".\\private$\\" + name + "-x", null, List.of(108L),
				List.of(text("")));
		assertThat(channel.call(QmComm.CREATE_OBJECT, machine, OPTIONS).status()).isEqualTo(MqStatus.INVALID_PARAMETER);
	}

	@Test
	void aPathAmongThePropertiesIsTheSame() throws Exception {
		String path = ".\\private$\\" + name + "-path";
		assertThat(refusal(() -> client.create(path, null, Map.of(QueueObjectProperty.PATH_NAME, text(path + "2")),
				OPTIONS))).isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
		client.create(path, null, Map.of(QueueObjectProperty.PATH_NAME, text(path)), OPTIONS);
		assertThat(made(name + "-path").count()).isZero();
	}

	@ParameterizedTest
	@EnumSource(value = QueueObjectProperty.class, names = { "INSTANCE", "CREATE_TIME", "MODIFY_TIME",
			"PATH_NAME_DNS", "DIRECTORY_PATH" })
	void whatIsOnlyReadIsNeitherGivenNorChanged(QueueObjectProperty property) {
		Map<QueueObjectProperty, PropValue> values = Map.of(property, text("x"));
		assertThat(refusal(() -> client.create(".\\private$\\" + name + "-ro", null, values, OPTIONS)))
				.isEqualTo(MqStatus.PROPERTY_NOTALLOWED);
		assertThat(refusal(() -> client.change(format(), values, OPTIONS))).isEqualTo(MqStatus.PROPERTY_NOTALLOWED);
	}

	@Test
	void whatAQueueIsMadeWithForGoodIsNotChanged() {
		assertThat(refusal(() -> client.change(format(), Map.of(QueueObjectProperty.TRANSACTION, flag(1)), OPTIONS)))
				.isEqualTo(MqStatus.PROPERTY_NOTALLOWED);
		assertThat(refusal(() -> client.change(format(), Map.of(QueueObjectProperty.PATH_NAME, text("x")), OPTIONS)))
				.isEqualTo(MqStatus.PROPERTY_NOTALLOWED);
	}

	@Test
	void aNewQueueTellsTheDefaults() throws Exception {
		Map<QueueObjectProperty, PropValue> values = client.properties(format(), ALL, OPTIONS);
		assertThat(values).containsEntry(QueueObjectProperty.QUOTA, PropValue.Number.unsigned32(0xFFFFFFFFL))
				.containsEntry(QueueObjectProperty.JOURNAL_QUOTA, PropValue.Number.unsigned32(0xFFFFFFFFL))
				.containsEntry(QueueObjectProperty.PRIVACY_LEVEL, PropValue.Number.unsigned32(1))
				.containsEntry(QueueObjectProperty.BASE_PRIORITY, new PropValue.Number(PropValue.VT_I2, 0))
				.containsEntry(QueueObjectProperty.TRANSACTION, flag(0))
				.containsEntry(QueueObjectProperty.JOURNAL, flag(0))
				.containsEntry(QueueObjectProperty.AUTHENTICATE, flag(0))
				.containsEntry(QueueObjectProperty.LABEL, text(""))
				.containsEntry(QueueObjectProperty.MULTICAST_ADDRESS, text(""))
				.containsEntry(QueueObjectProperty.PATH_NAME, text("localhost\\private$\\" + name))
				.containsEntry(QueueObjectProperty.PATH_NAME_DNS, text("localhost\\private$\\" + name))
				.containsEntry(QueueObjectProperty.DIRECTORY_PATH, PropValue.None.NULL);
		assertThat(values.get(QueueObjectProperty.CREATE_TIME)).isEqualTo(
				new PropValue.Number(PropValue.VT_I4, queue.attributes().created()));
	}

	@Test
	void changesAreTold() throws Exception {
		Map<QueueObjectProperty, PropValue> changes = Map.of(QueueObjectProperty.LABEL, text("\uD83D\uDE00"),
				QueueObjectProperty.TYPE, new PropValue.Guid(TYPE), QueueObjectProperty.JOURNAL, flag(1),
				QueueObjectProperty.QUOTA, PropValue.Number.unsigned32(0), QueueObjectProperty.JOURNAL_QUOTA,
				PropValue.Number.unsigned32(5), QueueObjectProperty.AUTHENTICATE, flag(1),
				QueueObjectProperty.PRIVACY_LEVEL, PropValue.Number.unsigned32(0),
				QueueObjectProperty.MULTICAST_ADDRESS, text("234.1.1.1:8001"));
		client.change(format(), changes, OPTIONS);
		assertThat(client.properties(format(), List.copyOf(changes.keySet()), OPTIONS)).isEqualTo(changes);
		client.change(format(), Map.of(QueueObjectProperty.MULTICAST_ADDRESS, new PropValue.None(0)), OPTIONS);
		assertThat(queue.attributes().settings().multicast()).isEmpty();
	}

	/** [MS-MQMQ] 2.3.1.6. */
	@Test
	void theBasePriorityOfAPrivateQueueRemainsZero() throws Exception {
		PropValue minusFive = new PropValue.Number(PropValue.VT_I2, -5);
		client.change(format(), Map.of(QueueObjectProperty.BASE_PRIORITY, minusFive), OPTIONS);
		assertThat(client.properties(format(), List.of(QueueObjectProperty.BASE_PRIORITY), OPTIONS))
				.containsEntry(QueueObjectProperty.BASE_PRIORITY, new PropValue.Number(PropValue.VT_I2, 0));
		assertThat(refusal(() -> client.change(format(), Map.of(QueueObjectProperty.BASE_PRIORITY, flag(1)), OPTIONS)))
				.as("of another type").isEqualTo(MqStatus.PROPERTY);
	}

	@ParameterizedTest
	@CsvSource({ "JOURNAL, 2", "AUTHENTICATE, 255", "PRIVACY_LEVEL, 3", "PRIVACY_LEVEL, 4294967295" })
	void aNumberOutOfRangeIsIllegal(QueueObjectProperty property, long value) {
		assertThat(refusal(() -> client.change(format(),
				Map.of(property, new PropValue.Number(property.type(), value)), OPTIONS)))
				.isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1:1801", "240.0.0.1:1", "234.1.1.256:1", "234.1.1.1", "234.1.1.1:65536", "a" })
	void aMulticastAddressIsOne(String address) {
		assertThat(refusal(() -> client.change(format(),
				Map.of(QueueObjectProperty.MULTICAST_ADDRESS, text(address)), OPTIONS)))
				.isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
	}

	@Test
	void aLabelThatIsTooLongChangesNothingElse() {
		PropertiesRequest request = new PropertiesRequest(QueueFormat.of(format()), List.of(105L, 108L),
				List.of(PropValue.Number.unsigned32(3), text("l".repeat(125))));
		assertThat(refusal(() -> channel.call(QmComm.SET_OBJECT_PROPERTIES, request, OPTIONS).orThrow("")))
				.isEqualTo(MqStatus.ILLEGAL_PROPERTY_VALUE);
		assertThat(queue.attributes().quota()).isEqualTo(QueueAttributes.UNLIMITED);
	}

	@Test
	void aValueOfTheWrongTypeIsRefused() throws Exception {
		assertThat(refusal(() -> client.change(format(), Map.of(QueueObjectProperty.LABEL, flag(1)), OPTIONS)))
				.isEqualTo(MqStatus.PROPERTY);
		PropertiesRequest request = new PropertiesRequest(QueueFormat.of(format()), List.of(108L), List.of(flag(1)));
		assertThat(channel.call(QmComm.GET_OBJECT_PROPERTIES, request, OPTIONS).status())
				.isEqualTo(MqStatus.PROPERTY);
		PropertiesRequest typed = new PropertiesRequest(QueueFormat.of(format()), List.of(108L), List.of(text("")));
		assertThat(channel.call(QmComm.GET_OBJECT_PROPERTIES, typed, OPTIONS).orThrow("")).containsExactly(text(""));
	}

	@Test
	void aPropertyThatThereIsNotIsIllegal() throws Exception {
		for (long id : new long[]{ 0, 100, 114, 127, 1101, 0xFFFFFFFFL }) {
			PropertiesRequest request = new PropertiesRequest(QueueFormat.of(format()), List.of(id),
					List.of(PropValue.None.NULL));
			assertThat(channel.call(QmComm.GET_OBJECT_PROPERTIES, request, OPTIONS).status()).as("%d", id)
					.isEqualTo(MqStatus.ILLEGAL_PROPID);
		}
	}

	@Test
	void aDeletedQueueIsGone() throws Exception {
		put("one");
		client.delete(format(), OPTIONS);
		assertThat(manager.server().manager().find(QueuePath.privateQueue(name))).isEmpty();
		assertThat(refusal(() -> client.delete(format(), OPTIONS))).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(refusal(() -> client.formatName(".\\private$\\" + name, OPTIONS)))
				.isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		client.create(".\\private$\\" + name, null, label(""), OPTIONS);
		assertThat(made(name).count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "private$\\%s;journal", "system$;deadletter", "system$;journal" })
	void onlyPrivateQueuesAreObjects(String path) {
		FormatName other = format(String.format(path, name));
		assertThat(refusal(() -> client.delete(other, OPTIONS)))
				.isEqualTo(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION);
		assertThat(refusal(() -> client.change(other, label(""), OPTIONS)))
				.isEqualTo(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION);
	}

	@Test
	void anObjectWithoutAProperNameIsRefused() throws Exception {
		assertThat(channel.call(QmComm.DELETE_OBJECT, QueueFormat.UNKNOWN, OPTIONS).status())
				.isEqualTo(MqStatus.ILLEGAL_FORMATNAME);
		assertThat(refusal(() -> client.properties(format("private$\\nosuch"), ALL, OPTIONS)))
				.isEqualTo(MqStatus.QUEUE_NOT_FOUND);
	}

	/** The format that the server is to fill in is empty. */
	@Test
	void aFormatThatIsFilledInAlreadyIsRefused() throws Exception {
		PathRequest request = new PathRequest(".\\private$\\" + name, QueueFormat.of(format()));
		assertThat(channel.call(QmComm.OBJECT_PATH_TO_OBJECT_FORMAT, request, OPTIONS).status())
				.isEqualTo(MqStatus.INVALID_PARAMETER);
	}

	@ParameterizedTest
	@CsvSource({ "0, true", "1, false", "2, false", "3, false", "4, false", "4294967295, false" })
	void thePortIsToldForTcpOnly(long of, boolean told) throws Exception {
		assertThat(channel.call(QmComm.GET_SERVER_PORT, of, OPTIONS))
				.isEqualTo(told ? manager.server().rpcPort() : 0L);
	}
}
