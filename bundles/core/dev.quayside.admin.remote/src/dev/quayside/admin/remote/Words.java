package dev.quayside.admin.remote;

import dev.quayside.admin.Protection;

import java.util.Locale;

/** Names for people. */
final class Words {

	private Words() {}

	static String of(Protection protection) {
		return protection.name().toLowerCase(Locale.ROOT);
	}
}
