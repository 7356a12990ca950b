package dev.quayside.ui.model.directory;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.ui.model.Words;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A routing link with the sites at its ends.
 *
 * @param site
 *            name of the first one; unknown, with the reason, where no site has it
 * @param otherSite
 *            likewise of the second one
 */
public record LinkRow(RoutingLink link, Reading<String> site, Reading<String> otherSite) {

	/** Active Directory puts it behind names of objects that were deleted. */
	private static final String DELETED = "\nDEL:";

	public LinkRow {
		Objects.requireNonNull(link);
		Objects.requireNonNull(site);
		Objects.requireNonNull(otherSite);
	}

	/** @param sites names of all sites that there are, in lower case */
	public static LinkRow of(RoutingLink link, Set<String> sites) {
		return new LinkRow(link, end(link.site(), sites), end(link.otherSite(), sites));
	}

	static Reading<String> end(Optional<String> name, Set<String> sites) {
		if (name.isEmpty()) {
			return Reading.unknown("The link does not name the site");
		}
		if (sites.contains(name.get().toLowerCase(Locale.ROOT))) {
			return Reading.known(name.get());
		}
		return Reading.unknown(Words.oneLine(plain(name.get())) + " has gone");
	}

	private static String plain(String name) {
		int mark = name.indexOf(DELETED);
		return mark < 0 ? name : name.substring(0, mark);
	}

	/** The name of an object, and of one that was deleted that it has gone. */
	static String name(String name) {
		return Words.oneLine(plain(name)) + (name.contains(DELETED) ? " (has gone)" : "");
	}

	/** Whether a site at one of its ends has gone: messages between the two are not routed by it. */
	public boolean isBroken() {
		return site.isUnknown() || otherSite.isUnknown();
	}
}
