package dev.quayside.msmq;

/** A path name or format name that cannot be; the message says what, where and what is expected. */
public final class NameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public NameException(String name, String problem) {
		super("'" + printable(name) + "': " + problem);
	}

	private static String printable(String name) {
		String shortened = name.length() > 200 ? name.substring(0, 200) + "…" : name;
		return shortened.replaceAll("\\p{Cntrl}", "?");
	}
}
