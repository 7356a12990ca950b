package dev.quayside.msmq.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rights in a queue ([MS-MQMQ] 2.2.24, MQQUEUEACCESSMASK). */
public final class QueueRights {

	public static final int DELETE_MESSAGE = 0x1;
	public static final int PEEK_MESSAGE = 0x2;
	public static final int WRITE_MESSAGE = 0x4;
	public static final int DELETE_JOURNAL_MESSAGE = 0x8;
	public static final int SET_PROPERTIES = 0x10;
	public static final int GET_PROPERTIES = 0x20;
	public static final int DELETE_QUEUE = 0x10000;
	public static final int GET_PERMISSIONS = 0x20000;
	public static final int CHANGE_PERMISSIONS = 0x40000;
	public static final int TAKE_OWNERSHIP = 0x80000;

	public static final int RECEIVE_MESSAGE = DELETE_MESSAGE | PEEK_MESSAGE;
	public static final int RECEIVE_JOURNAL_MESSAGE = DELETE_JOURNAL_MESSAGE | PEEK_MESSAGE;
	public static final int GENERIC_READ = GET_PROPERTIES | GET_PERMISSIONS | RECEIVE_MESSAGE
			| RECEIVE_JOURNAL_MESSAGE;
	public static final int GENERIC_WRITE = GET_PROPERTIES | GET_PERMISSIONS | WRITE_MESSAGE;
	public static final int ALL = GENERIC_READ | WRITE_MESSAGE | SET_PROPERTIES | DELETE_QUEUE | CHANGE_PERMISSIONS
			| TAKE_OWNERSHIP;

	private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,8}");
	private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

	static {
		NAMES.put(PEEK_MESSAGE, "peek");
		NAMES.put(DELETE_MESSAGE, "receive");
		NAMES.put(WRITE_MESSAGE, "send");
		NAMES.put(DELETE_JOURNAL_MESSAGE, "receiveJournal");
		NAMES.put(GET_PROPERTIES, "getProperties");
		NAMES.put(SET_PROPERTIES, "setProperties");
		NAMES.put(DELETE_QUEUE, "delete");
		NAMES.put(GET_PERMISSIONS, "getPermissions");
		NAMES.put(CHANGE_PERMISSIONS, "changePermissions");
		NAMES.put(TAKE_OWNERSHIP, "takeOwnership");
	}

	private QueueRights() {}

	/** The rights of a mask as words, generic ones resolved; bits without a word in hex. */
	public static List<String> names(int mask) {
		int specific = map(mask);
		List<String> names = new ArrayList<>();
		NAMES.forEach((bit, name) -> {
			if ((specific & bit) != 0) {
				names.add(name);
			}
		});
		int rest = specific & ~ALL;
		if (rest != 0) {
			names.add(String.format("0x%08x", rest));
		}
		return names;
	}

	/**
	 * The mask of words as {@link #names} has them.
	 *
	 * @throws DescriptorException
	 *             if one is none
	 */
	public static int mask(List<String> names) {
		int mask = 0;
		for (String name : names) {
			mask |= HEX.matcher(name).matches() ? Integer.parseUnsignedInt(name.substring(2), 16) : bit(name);
		}
		return mask;
	}

	private static int bit(String name) {
		return NAMES.entrySet().stream().filter(entry -> entry.getValue().equals(name)).findFirst()
				.orElseThrow(() -> new DescriptorException("'" + name + "' is no right in a queue")).getKey();
	}

	/** Replaces generic rights by those of queues ([MS-DTYP] 2.4.3). */
	public static int map(int mask) {
		return GenericRights.map(mask, GENERIC_READ, GENERIC_WRITE, ALL);
	}
}
