package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectAttributes;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an alias of a queue may be ([MS-MQDSSM] 2.3). */
final class Aliases {

	static final String FORMAT_NAME = "msMQ-Recipient-FormatName";

	private static final int MAX_NAME = 64;
	private static final int MAX_FORMAT_NAME = 255;

	private Aliases() {}

	/**
	 * @throws DirectoryException
	 *             of kind INVALID with a sentence for the user
	 */
	static ObjectAttributes attributes(String name, String formatName) throws DirectoryException {
		if (name.isBlank() || !name.equals(name.strip()) || name.length() > MAX_NAME
				|| name.chars().anyMatch(Character::isISOControl)) {
			throw invalid("The name of an alias has 1 to " + MAX_NAME + " characters without blanks at its ends", null);
		}
		try {
			FormatName parsed = FormatName.parse(formatName);
			boolean isOne = parsed instanceof FormatName.Direct || parsed instanceof FormatName.PublicQueue queue
					&& !queue.journal() || parsed instanceof FormatName.PrivateQueue own && !own.journal();
			if (!isOne || formatName.length() > MAX_FORMAT_NAME) {
				throw invalid("An alias stands for one queue by a direct, public or private format name of at most "
						+ MAX_FORMAT_NAME + " characters, not " + formatName, null);
			}
		} catch (NameException e) {
			throw invalid(e.getMessage(), e);
		}
		return new ObjectAttributes(Map.of(FORMAT_NAME, formatName.getBytes(StandardCharsets.UTF_8)));
	}

	private static DirectoryException invalid(String sentence, Exception cause) {
		return new DirectoryException(Kind.INVALID, sentence, "", cause);
	}
}
