package dev.quayside.msmq;

import java.util.Locale;

/** What the name of a queue, a subqueue and a computer may consist of ([MS-MQMQ] 2.1.1). */
final class QueueNames {

	static final int MAX_QUEUE = 124;
	static final int MAX_SUBQUEUE = 32;
	static final int MAX_COMPUTER = 256;

	private static final String FORBIDDEN = "\"+,;\\";

	private QueueNames() {}

	static String queue(String whole, String name) {
		return check(whole, name, "queue", MAX_QUEUE);
	}

	static String subqueue(String whole, String name) {
		return check(whole, name, "subqueue", MAX_SUBQUEUE);
	}

	private static String check(String whole, String name, String kind, int max) {
		if (name.isBlank() || name.length() > max) {
			throw new NameException(whole, "the " + kind + " name must have 1 to " + max + " characters, not "
					+ name.length());
		}
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c < ' ' || c == 0x7F || FORBIDDEN.indexOf(c) >= 0) {
				throw new NameException(whole, String.format("the %s name contains the character U+%04X, which no %s "
						+ "name may", kind, (int) c, kind));
			}
		}
		return name;
	}

	static String computer(String whole, String name) {
		boolean bad = name.isEmpty() || name.length() > MAX_COMPUTER
				|| name.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\' || c == ';' || c == ',');
		if (bad) {
			throw new NameException(whole,
					"the computer name must have 1 to 256 characters without blanks, not '" + name
							+ "'");
		}
		return name;
	}

	static boolean startsWith(String text, String lowerPrefix) {
		return text.toLowerCase(Locale.ROOT).startsWith(lowerPrefix);
	}
}
