package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.property.QueueObjectProperty.Use;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.engine.QueueAttributes.Privacy;
import dev.quayside.queuemanager.engine.QueueAttributes.Settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attributes of queues as the properties of [MS-MQMP] 3.1.1.12, whose values are those of [MS-MQMQ] 2.3.1. */
final class QueueObject {

	private static final Pattern MULTICAST = Pattern
			.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3}):(\\d{1,5})");
	private static final int MAX_OCTET = 255;
	private static final int MAX_PORT = 65_535;
	private static final int FIRST_GROUP = 224;
	private static final int LAST_GROUP = 239;

	private QueueObject() {}

	/**
	 * @throws MqException
	 *             MQ_ERROR_ILLEGAL_PROPID for what is no such property
	 */
	static QueueObjectProperty property(long id) throws MqException {
		return QueueObjectProperty.of(id).orElseThrow(
				() -> new MqException(MqStatus.ILLEGAL_PROPID, "Property " + id + " of a private queue"));
	}

	/**
	 * The value of a property.
	 *
	 * @param given
	 *            of the type of the property, or VT_NULL
	 */
	static PropValue read(QueueObjectProperty property, PropValue given, Queue queue, QueueNaming names)
			throws MqException {
		if (given.type() != property.type() && given.type() != PropValue.VT_NULL) {
			throw wrongType(property, given);
		}
		QueueAttributes attributes = queue.attributes();
		Settings settings = attributes.settings();
		return switch (property) {
			case INSTANCE -> new PropValue.Guid(attributes.id());
			case TYPE -> new PropValue.Guid(settings.type());
			case PATH_NAME, PATH_NAME_DNS -> new PropValue.Text(names.path(queue));
			case JOURNAL -> number(property, settings.journal() ? 1 : 0);
			case QUOTA -> number(property, settings.quota());
			case BASE_PRIORITY -> number(property, settings.basePriority());
			case JOURNAL_QUOTA -> number(property, settings.journalQuota());
			case LABEL -> new PropValue.Text(settings.label());
			case CREATE_TIME -> number(property, attributes.created());
			case MODIFY_TIME -> number(property, attributes.modified());
			case AUTHENTICATE -> number(property, settings.authenticated() ? 1 : 0);
			case PRIVACY_LEVEL -> number(property, settings.privacy().ordinal());
			case TRANSACTION -> number(property, attributes.transactional() ? 1 : 0);
			case MULTICAST_ADDRESS -> new PropValue.Text(settings.multicast());
			case DIRECTORY_PATH -> PropValue.None.NULL;
		};
	}

	private static PropValue number(QueueObjectProperty property, long value) {
		return new PropValue.Number(property.type(), value);
	}

	/**
	 * The attributes with changed properties.
	 *
	 * @param use
	 *            {@link Use#GIVEN} for a new queue, {@link Use#CHANGED} for one that is there
	 */
	static QueueAttributes with(QueueAttributes attributes, List<Long> ids, List<PropValue> values, Use use)
			throws MqException {
		QueueAttributes changed = attributes;
		for (int i = 0; i < ids.size(); i++) {
			QueueObjectProperty property = property(ids.get(i));
			if (property.use().compareTo(use) < 0) {
				throw new MqException(MqStatus.PROPERTY_NOTALLOWED, property + " cannot be "
						+ (use == Use.GIVEN ? "given" : "changed"));
			}
			changed = with(changed, property, values.get(i));
		}
		return changed;
	}

	private static QueueAttributes with(QueueAttributes attributes, QueueObjectProperty property, PropValue value)
			throws MqException {
		boolean isReset = property == QueueObjectProperty.MULTICAST_ADDRESS && value.type() == PropValue.VT_EMPTY;
		if (value.type() != property.type() && !isReset) {
			throw wrongType(property, value);
		}
		Settings settings = attributes.settings();
		return switch (property) {
			case TYPE -> attributes.with(settings.withType(((PropValue.Guid) value).value()));
			case JOURNAL -> attributes.with(settings.withFlags(flag(property, value), settings.authenticated()));
			case QUOTA -> attributes.with(settings.withQuotas(number(value), settings.journalQuota()));
			// That of a private queue is always 0: what a client says is ignored ([MS-MQMQ] 2.3.1.6).
			case BASE_PRIORITY -> attributes;
			case JOURNAL_QUOTA -> attributes.with(settings.withQuotas(settings.quota(), number(value)));
			case LABEL -> attributes.with(settings.withLabel(label(((PropValue.Text) value).value())));
			case AUTHENTICATE -> attributes.with(settings.withFlags(settings.journal(), flag(property, value)));
			case PRIVACY_LEVEL -> attributes.with(settings.withPrivacy(privacy(number(value))));
			case TRANSACTION -> attributes.withTransactional(flag(property, value));
			case MULTICAST_ADDRESS ->
				attributes.with(settings.withMulticast(isReset ? "" : multicast(((PropValue.Text) value).value())));
			default -> attributes;
		};
	}

	/** MQ_ERROR_PROPERTY ([MS-MQMP] 3.1.4.9, 3.1.4.10); Windows has MQ_ERROR_ILLEGAL_PROPERTY_VT. */
	private static MqException wrongType(QueueObjectProperty property, PropValue value) {
		return new MqException(MqStatus.PROPERTY, property + " of VARTYPE " + value.type());
	}

	private static MqException wrongValue(String what) {
		return new MqException(MqStatus.ILLEGAL_PROPERTY_VALUE, what);
	}

	private static long number(PropValue value) {
		return ((PropValue.Number) value).value();
	}

	private static boolean flag(QueueObjectProperty property, PropValue value) throws MqException {
		long number = number(value);
		if (number != 0 && number != 1) {
			throw wrongValue(property + " " + number + ", which is neither 0 nor 1");
		}
		return number == 1;
	}

	private static String label(String text) throws MqException {
		if (text.length() > QueueAttributes.MAX_LABEL) {
			throw wrongValue("A label of " + text.length() + " characters");
		}
		return text;
	}

	private static Privacy privacy(long level) throws MqException {
		if (level < 0 || level >= Privacy.values().length) {
			throw wrongValue("Privacy level " + level);
		}
		return Privacy.values()[(int) level];
	}

	/** {@code 234.1.1.1:8001}; empty: none. */
	private static String multicast(String address) throws MqException {
		Matcher match = MULTICAST.matcher(address);
		if (address.isEmpty()) {
			return address;
		}
		if (!match.matches() || Integer.parseInt(match.group(5)) > MAX_PORT) {
			throw wrongValue("A multicast address that is none");
		}
		for (int i = 1; i <= 4; i++) {
			int octet = Integer.parseInt(match.group(i));
			boolean isOfGroup = i > 1 || octet >= FIRST_GROUP && octet <= LAST_GROUP;
			if (octet > MAX_OCTET || !isOfGroup) {
				throw wrongValue("A multicast address that is none");
			}
		}
		return address;
	}
}
