package dev.quayside.msmq;

import dev.quayside.msmq.FormatName.Direct;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads format names; lenient where Windows is known to be ([MS-MQMQ] 2.1). */
final class FormatNameParser {

	private static final int MAX_LENGTH = 32 * 1024;
	private static final Pattern DOTTED = Pattern
			.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3}):(\\d{1,5})");
	private static final Pattern HTTP_ADDRESS = Pattern.compile("(//[^/\\\\]+/MSMQ)[\\\\/](.*)",
			Pattern.CASE_INSENSITIVE);

	private FormatNameParser() {}

	static FormatName parse(String text) {
		if (text.length() > MAX_LENGTH) {
			throw new NameException(text, "longer than " + MAX_LENGTH + " characters");
		}
		List<FormatName> elements = new ArrayList<>();
		for (String element : text.split(",(?=\\s*\\w+=)", -1)) {
			elements.add(single(element.strip()));
		}
		if (elements.size() > 1 && elements.stream().anyMatch(FormatNameParser::isReadOnly)) {
			throw new NameException(text, "journals and dead-letter queues cannot be among several destinations");
		}
		return elements.size() == 1 ? elements.get(0) : new FormatName.Several(elements);
	}

	/** Queues that only the queue manager itself writes to ([MS-MQMQ] 2.1.7). */
	private static boolean isReadOnly(FormatName name) {
		return name instanceof FormatName.Machine || name instanceof FormatName.PublicQueue queue && queue.journal()
				|| name instanceof FormatName.PrivateQueue local && local.journal()
				|| name instanceof Direct direct && (direct.path() instanceof QueuePath.OfMachine
						|| direct.path() instanceof QueuePath.Application application && application.journal());
	}

	private static FormatName single(String text) {
		int equals = text.indexOf('=');
		if (equals < 0) {
			throw new NameException(text, "expected KIND=…, for instance DIRECT=OS:host\\private$\\queue");
		}
		String value = text.substring(equals + 1);
		return switch (text.substring(0, equals).toUpperCase(Locale.ROOT)) {
			case "PUBLIC" -> new FormatName.PublicQueue(guid(text, beforeSuffix(value)), isJournal(text, value));
			case "PRIVATE" -> privateQueue(text, value);
			case "DIRECT" -> direct(text, value);
			case "MACHINE" -> new FormatName.Machine(guid(text, beforeSuffix(value)), systemQueue(text, value));
			case "CONNECTOR" -> connector(text, value);
			case "DL" -> distributionList(text, value);
			case "MULTICAST" -> multicast(text, value);
			default -> throw new NameException(text, "'" + text.substring(0, equals) + "' is no kind of format name: "
					+ "expected PUBLIC, PRIVATE, DIRECT, MACHINE, CONNECTOR, DL or MULTICAST");
		};
	}

	private static String beforeSuffix(String value) {
		int semicolon = value.indexOf(';');
		return semicolon < 0 ? value : value.substring(0, semicolon);
	}

	private static Optional<String> suffix(String value) {
		int semicolon = value.indexOf(';');
		return semicolon < 0 ? Optional.empty() : Optional.of(value.substring(semicolon + 1));
	}

	private static boolean isJournal(String text, String value) {
		Optional<String> suffix = suffix(value);
		if (suffix.isPresent() && !suffix.get().equalsIgnoreCase("JOURNAL")) {
			throw new NameException(text, "only ;JOURNAL may follow here");
		}
		return suffix.isPresent();
	}

	private static UUID guid(String text, String value) {
		return Guids.parse(value).orElseThrow(() -> new NameException(text, "'" + value + "' is no GUID"));
	}

	private static SystemQueue systemQueue(String text, String value) {
		return suffix(value).flatMap(SystemQueue::parse)
				.orElseThrow(() -> new NameException(text, "expected ;JOURNAL, ;DEADLETTER or ;DEADXACT at the end"));
	}

	private static FormatName privateQueue(String text, String value) {
		String name = beforeSuffix(value);
		int backslash = name.indexOf('\\');
		if (backslash < 0 || !name.substring(backslash + 1).matches("[0-9A-Fa-f]{1,8}")) {
			throw new NameException(text, "expected PRIVATE=GUID\\number with 1 to 8 hexadecimal digits");
		}
		return new FormatName.PrivateQueue(guid(text, name.substring(0, backslash)),
				Integer.parseUnsignedInt(name.substring(backslash + 1), 16), isJournal(text, value));
	}

	private static FormatName connector(String text, String value) {
		Optional<String> suffix = suffix(value);
		if (suffix.isPresent() && !suffix.get().equalsIgnoreCase("XACTONLY")) {
			throw new NameException(text, "only ;XACTONLY may follow here");
		}
		return new FormatName.Connector(guid(text, beforeSuffix(value)), suffix.isPresent());
	}

	private static FormatName distributionList(String text, String value) {
		int at = value.indexOf('@');
		String domain = at < 0 ? "" : value.substring(at + 1);
		if (at >= 0 && domain.isBlank()) {
			throw new NameException(text, "a domain must follow the @");
		}
		return new FormatName.DistributionList(guid(text, at < 0 ? value : value.substring(0, at)),
				at < 0 ? Optional.empty() : Optional.of(domain));
	}

	private static FormatName multicast(String text, String value) {
		Matcher matcher = DOTTED.matcher(value);
		if (!matcher.matches()) {
			throw new NameException(text, "expected MULTICAST=a.b.c.d:port");
		}
		int address = 0;
		for (int i = 1; i <= 4; i++) {
			address = address << 8 | number(text, matcher.group(i), 255);
		}
		if (address >>> 28 != 0xE) {
			throw new NameException(text, "a multicast address begins with 224 to 239");
		}
		return new FormatName.Multicast(address, number(text, matcher.group(5), 65535));
	}

	private static int number(String text, String digits, int max) {
		int number = Integer.parseInt(digits);
		if (number > max) {
			throw new NameException(text, digits + " is greater than " + max);
		}
		return number;
	}

	static Direct direct(String text, String value) {
		int colon = value.indexOf(':');
		Direct.Protocol protocol = colon < 0 ? null : protocol(value.substring(0, colon));
		if (protocol == null) {
			throw new NameException(text, "expected DIRECT=OS:, TCP:, HTTP:, HTTPS: or IPX:");
		}
		String rest = value.substring(colon + 1);
		if (protocol == Direct.Protocol.HTTP || protocol == Direct.Protocol.HTTPS) {
			Matcher matcher = HTTP_ADDRESS.matcher(rest);
			if (!matcher.matches()) {
				throw new NameException(text, "expected //host[:port]/MSMQ\\queue behind the protocol");
			}
			return new Direct(protocol, matcher.group(1), QueuePath.parse(matcher.group(2).replace('/', '\\')));
		}
		int backslash = rest.indexOf('\\');
		if (backslash < 0) {
			throw new NameException(text, "a queue must follow the address, for instance \\private$\\orders");
		}
		return new Direct(protocol, QueueNames.computer(text, rest.substring(0, backslash)),
				QueuePath.parse(rest.substring(backslash + 1)));
	}

	private static Direct.Protocol protocol(String name) {
		for (Direct.Protocol protocol : Direct.Protocol.values()) {
			if (protocol.name().equalsIgnoreCase(name)) {
				return protocol;
			}
		}
		return null;
	}
}
