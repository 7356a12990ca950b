package dev.quayside.msmq.directory;

import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a public queue as a directory keeps it ([MS-MQDSSM] 3.1.6.1.2.5): long ones are cut, and a hash of the whole
 * name keeps those apart that begin alike.
 *
 * @param commonName
 *            value of {@code cn}, without the escapes of distinguished names
 * @param extension
 *            value of {@code mSMQQueueNameExt}: what was cut off
 */
public record DirectoryQueueName(String commonName, Optional<String> extension) {

	private static final int MAX_WHOLE = 63;
	private static final int KEPT = 55;
	private static final String SPECIAL = "/#><=\n";
	private static final Pattern CUT = Pattern.compile("(.*)-[0-9A-Fa-f]{8}", Pattern.DOTALL);
	/** The table of [MS-MQDSSM] 2.2.5 is that of a reflected CRC-32 with this polynomial. */
	private static final int POLYNOMIAL = 0x9B619023;
	private static final int[] TABLE = table();

	private static int[] table() {
		int[] table = new int[256];
		for (int i = 0; i < table.length; i++) {
			int value = i;
			for (int bit = 0; bit < Byte.SIZE; bit++) {
				value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
			}
			table[i] = value;
		}
		return table;
	}

	/**
	 * @param queue
	 *            name without computer
	 * @throws NameException
	 *             if no queue may have that name, or not one in a directory: [MS-MQDSSM] contradicts itself about names that
	 *             are long and have characters which it escapes (3.1.6.1.2.5 and 3.1.6.7.2.5)
	 */
	public static DirectoryQueueName of(String queue) {
		if (!(QueuePath.parse(queue) instanceof QueuePath.Application path) || path.isPrivate() || path.journal()
				|| path.subqueue().isPresent()) {
			throw new NameException(queue, "a public queue has a plain name");
		}
		if (!queue.equals(queue.strip())) {
			throw new NameException(queue, "a directory takes away blanks at the ends of a name");
		}
		long escapes = queue.chars().filter(c -> SPECIAL.indexOf(c) >= 0).count();
		if (queue.length() + escapes <= MAX_WHOLE) {
			return new DirectoryQueueName(queue, Optional.empty());
		}
		if (escapes > 0) {
			throw new NameException(queue, "a name of more than " + MAX_WHOLE
					+ " characters cannot have one of / # > < = in a directory: queue managers would not agree on its hash");
		}
		if (Character.isHighSurrogate(queue.charAt(KEPT - 1))) {
			throw new NameException(queue, "the name would be cut inside a character");
		}
		return new DirectoryQueueName(queue.substring(0, KEPT) + '-' + hash(queue),
				Optional.of(queue.substring(KEPT)));
	}

	/** The whole name ([MS-MQDSSM] 3.1.6.11.2.1), in the case that the directory has. */
	public String queue() {
		Matcher cut = CUT.matcher(commonName);
		String name = extension.isPresent() && cut.matches() ? cut.group(1) : commonName;
		return name.replace("\\", "") + extension.orElse("");
	}

	/** Eight hex digits, the same for all spellings of a name ([MS-MQDSSM] 2.2.5). */
	public static String hash(String name) {
		int hash = 0;
		for (char c : name.toCharArray()) {
			char lower = Character.toLowerCase(c);
			hash = hash >>> Byte.SIZE ^ TABLE[(lower >>> Byte.SIZE ^ hash) & 0xFF];
			hash = hash >>> Byte.SIZE ^ TABLE[(lower ^ hash) & 0xFF];
		}
		return String.format(Locale.ROOT, "%08x", hash);
	}
}
