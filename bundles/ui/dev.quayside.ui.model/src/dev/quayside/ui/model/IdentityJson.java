package dev.quayside.ui.model;

import com.google.gson.JsonObject;

/** Identities as lists of connections keep them. There is no place for a password. */
public final class IdentityJson {

	private static final String KIND = "kind";
	private static final String USER = "user";
	private static final String DOMAIN = "domain";
	private static final String REMEMBERED = "remembered";
	private static final String FILE = "file";
	private static final String PRINCIPAL = "principal";

	private IdentityJson() {}

	public static JsonObject write(Identity identity) {
		JsonObject object = new JsonObject();
		if (identity instanceof Identity.Account account) {
			object.addProperty(KIND, "account");
			object.addProperty(USER, account.user());
			object.addProperty(DOMAIN, account.domain());
			object.addProperty(REMEMBERED, account.isRemembered());
		} else if (identity instanceof Identity.Tickets tickets) {
			object.addProperty(KIND, "tickets");
			object.addProperty(FILE, tickets.cache());
			object.addProperty(PRINCIPAL, tickets.principal());
		} else if (identity instanceof Identity.Keytab keytab) {
			object.addProperty(KIND, "keytab");
			object.addProperty(FILE, keytab.file());
			object.addProperty(PRINCIPAL, keytab.principal());
		} else {
			object.addProperty(KIND, "nobody");
		}
		return object;
	}

	/**
	 * @throws IllegalArgumentException
	 *             if it is none of them
	 */
	public static Identity read(JsonObject object) {
		return switch (text(object, KIND)) {
			case "account" -> new Identity.Account(text(object, USER), text(object, DOMAIN),
					object.has(REMEMBERED) && object.get(REMEMBERED).getAsBoolean());
			case "tickets" -> new Identity.Tickets(text(object, FILE), text(object, PRINCIPAL));
			case "keytab" -> new Identity.Keytab(text(object, FILE), text(object, PRINCIPAL));
			case "nobody" -> Identity.NOBODY;
			default -> throw new IllegalArgumentException("Unknown kind of identity");
		};
	}

	private static String text(JsonObject object, String name) {
		return object.has(name) ? object.get(name).getAsString() : "";
	}
}
