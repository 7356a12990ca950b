package dev.quayside.msmq;

/**
 * A queue by computer and path: {@code srv01\private$\orders} ([MS-MQMQ] 2.1.1).
 *
 * @param computer
 *            {@code .} for the local one
 */
public record PathName(String computer, QueuePath path) {

	public PathName {
		QueueNames.computer(computer, computer);
	}

	/**
	 * @throws NameException
	 *             if there is no computer or no valid path
	 */
	public static PathName parse(String text) {
		int backslash = text.indexOf('\\');
		if (backslash < 1) {
			throw new NameException(text, "expected computer\\queue, computer\\private$\\queue or computer\\system$;…");
		}
		return new PathName(QueueNames.computer(text, text.substring(0, backslash)),
				QueuePath.parse(text.substring(backslash + 1)));
	}

	public String text() {
		return computer + "\\" + path.text();
	}

	/** The direct format name with the same computer and path. */
	public FormatName.Direct direct() {
		return FormatName.direct(computer, path);
	}

	@Override
	public String toString() {
		return text();
	}
}
