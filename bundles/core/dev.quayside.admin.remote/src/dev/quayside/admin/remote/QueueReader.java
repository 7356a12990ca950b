package dev.quayside.admin.remote;

import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.admin.QueueType;
import dev.quayside.admin.Reading;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the properties of a queue over qmmgmt; what cannot be read is unknown with its reason. */
final class QueueReader {

	private static final MqStatus NOT_ACTIVE = MqStatus.of(0xC00E0004);
	private static final List<QueueProperty> WANTED = List.of(QueueProperty.PATH_NAME, QueueProperty.FORMAT_NAME,
			QueueProperty.TYPE, QueueProperty.LOCATION, QueueProperty.TRANSACTIONAL, QueueProperty.MESSAGE_COUNT,
			QueueProperty.BYTES_IN_QUEUE, QueueProperty.JOURNAL_MESSAGE_COUNT, QueueProperty.BYTES_IN_JOURNAL,
			QueueProperty.STATE, QueueProperty.SUBQUEUE_NAMES);

	private final QueueManagerAddress manager;
	private final Map<QueueProperty, Answer> answers;

	private QueueReader(QueueManagerAddress manager, Map<QueueProperty, Answer> answers) {
		this.manager = manager;
		this.answers = answers;
	}

	static QueueSummary read(ManagementClient client, QueueManagerAddress manager, String queue, CallOptions options)
			throws QueueManagerException, MqException, RpcException {
		FormatName name = QueueNames.formatName(manager, queue);
		try {
			return new QueueReader(manager, client.queue(name, WANTED, options)).summary(queue);
		} catch (MqException e) {
			if (e.status().equals(NOT_ACTIVE) && name instanceof FormatName.Direct direct
					&& MachineReader.hasPrivateQueue(client, direct.path(), options)) {
				return inactive(manager, queue);
			}
			throw new MqException(e.status(), "Cannot ask for " + queue);
		}
	}

	/** A queue that exists and is not loaded: nobody has it open, and it holds nothing. */
	private static QueueSummary inactive(QueueManagerAddress manager, String queue) {
		return unknown(manager, queue, NOT_ACTIVE.toString(), Reading.known(0L));
	}

	/** A queue of which only the name is known. */
	static QueueSummary unknown(QueueManagerAddress manager, String queue, String reason) {
		return unknown(manager, queue, reason, Reading.unknown(reason));
	}

	private static QueueSummary unknown(QueueManagerAddress manager, String queue, String reason, Reading<Long> count) {
		return new QueueSummary(new QueueAddress(manager, queue), queue, Reading.unknown(reason),
				Reading.unknown(reason),
				Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason), count, count,
				Reading.unknown(reason), Reading.unknown(reason), Reading.unknown(reason));
	}

	private QueueSummary summary(String queue) {
		String path = text(QueueProperty.PATH_NAME).optional().map(QueueNames::withoutComputer).orElse(queue);
		return new QueueSummary(new QueueAddress(manager, path), path, text(QueueProperty.FORMAT_NAME),
				type(), choice(text(QueueProperty.TRANSACTIONAL), "YES", "NO"),
				text(QueueProperty.LOCATION).map(word -> word.toLowerCase(Locale.ROOT)),
				text(QueueProperty.STATE).map(word -> word.toLowerCase(Locale.ROOT)),
				number(QueueProperty.MESSAGE_COUNT),
				number(QueueProperty.BYTES_IN_QUEUE), number(QueueProperty.JOURNAL_MESSAGE_COUNT),
				number(QueueProperty.BYTES_IN_JOURNAL), texts(QueueProperty.SUBQUEUE_NAMES));
	}

	private Reading<QueueType> type() {
		Reading<String> word = text(QueueProperty.TYPE);
		Optional<QueueType> known = word.optional().flatMap(
				text -> Arrays.stream(QueueType.values()).filter(type -> type.name().equalsIgnoreCase(text)).findAny());
		if (word.optional().isPresent() && known.isEmpty()) {
			return Reading.unknown("The queue manager calls its type " + word.optional().get());
		}
		return word.map(text -> known.get());
	}

	/** One of two words, in any case; any other is unknown. */
	static Reading<Boolean> choice(Reading<String> word, String yes, String no) {
		String text = word.optional().orElse(yes);
		return text.equalsIgnoreCase(yes) || text.equalsIgnoreCase(no)
				? word.map(yes::equalsIgnoreCase)
				: Reading.unknown("The queue manager says " + text);
	}

	private Reading<String> text(QueueProperty property) {
		return reading(answers.get(property), PropValue.Text.class, PropValue.Text::value);
	}

	private Reading<Long> number(QueueProperty property) {
		return count(answers.get(property));
	}

	/** A count or a size; a negative one is none. */
	static Reading<Long> count(Answer answer) {
		Reading<Long> number = reading(answer, PropValue.Number.class, PropValue.Number::value);
		return number.optional().filter(value -> value < 0).isPresent()
				? Reading.unknown("The queue manager says " + number.optional().get())
				: number;
	}

	/** Servers send a vector of texts or of variants ([MS-MQMR] 2.2.3.2, [MS-MQMQ] 2.3.12.27). */
	private Reading<List<String>> texts(QueueProperty property) {
		Answer answer = answers.get(property);
		return answer != null && answer.value() instanceof PropValue.Variants
				? reading(answer, PropValue.Variants.class,
						variants -> variants.values().stream().filter(PropValue.Text.class::isInstance)
								.map(text -> ((PropValue.Text) text).value()).toList())
				: reading(answer, PropValue.Texts.class, PropValue.Texts::values);
	}

	/** The value of an answer, absent for VT_NULL, unknown where it failed or is of another type. */
	static <V extends PropValue, T> Reading<T> reading(Answer answer, Class<V> type, Function<V, T> value) {
		if (answer == null || answer.status().isError()) {
			return Reading.unknown(answer == null ? "The queue manager did not say" : answer.status().toString());
		}
		if (answer.value() instanceof PropValue.None) {
			return Reading.absent();
		}
		return type.isInstance(answer.value())
				? Reading.known(value.apply(type.cast(answer.value())))
				: Reading.unknown("The queue manager answered with a value of type " + answer.value().type());
	}
}
