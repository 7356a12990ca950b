package dev.quayside.directory.ldap;

import java.util.List;

/** Another server has it. */
final class ReferralException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient List<String> urls;

	ReferralException(List<String> urls) {
		super("Referral to " + urls);
		this.urls = List.copyOf(urls);
	}

	List<String> urls() {
		return urls;
	}
}
