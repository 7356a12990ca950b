package dev.quayside.rpc.auth;

/** Names of accounts, domains and realms, in which case does not count. */
public final class AccountNames {

	private AccountNames() {}

	/**
	 * Character by character and whatever the locale, as Windows does it: a letter that does not come back from its upper
	 * case, such as the dotless i, stays. So no two names become one that were not the same in lower case as well.
	 */
	public static String upperCase(String name) {
		StringBuilder upper = new StringBuilder(name.length());
		name.chars().forEach(character -> {
			char raised = Character.toUpperCase((char) character);
			upper.append(Character.toLowerCase(raised) == character ? raised : (char) character);
		});
		return upper.toString();
	}

	public static boolean isSame(String one, String other) {
		return upperCase(one).equals(upperCase(other));
	}
}
