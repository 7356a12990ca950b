package dev.quayside.directory.ldap;

import dev.quayside.admin.Reading;

import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An object as a server returned it. */
public final class LdapEntry {

	private static final String RANGE = ";range=";

	private final Entry entry;

	LdapEntry(Entry entry) {
		this.entry = entry;
	}

	public String dn() {
		return entry.getDn().getName();
	}

	/** The first value. */
	public Optional<String> text(String attribute) {
		return texts(attribute).stream().findFirst();
	}

	public List<String> texts(String attribute) {
		return values(attribute).stream().map(value -> new String(value, StandardCharsets.UTF_8)).toList();
	}

	/** The first value. */
	public Optional<byte[]> bytes(String attribute) {
		return values(attribute).stream().findFirst();
	}

	/** Absent where the object has no such attribute, unknown where its value is no number. */
	public Reading<Long> number(String attribute) {
		Optional<String> text = text(attribute);
		try {
			return text.map(value -> Reading.known(Long.valueOf(value))).orElseGet(Reading::absent);
		} catch (NumberFormatException e) {
			return Reading.unknown("'" + text.orElseThrow() + "' is no number");
		}
	}

	/** Absent where the object has no such attribute. */
	public Reading<Boolean> truth(String attribute) {
		Optional<String> text = text(attribute);
		return text.map(value -> value.equalsIgnoreCase("TRUE") || value.equalsIgnoreCase("FALSE")
				? Reading.known(Boolean.valueOf(value.equalsIgnoreCase("TRUE")))
				: Reading.<Boolean>unknown("'" + value + "' is neither true nor false")).orElseGet(Reading::absent);
	}

	/** All values, without regard to options such as a range. */
	public List<byte[]> values(String attribute) {
		List<byte[]> values = new ArrayList<>();
		for (Attribute found : entry.getAttributes()) {
			if (isSame(found.getUpId(), attribute)) {
				for (Value value : found) {
					values.add(value.getBytes() == null ? new byte[0] : value.getBytes());
				}
			}
		}
		return values;
	}

	/** Where the next range of values begins, if the server returned only some of them. */
	public Optional<Integer> nextRange(String attribute) {
		for (Attribute found : entry.getAttributes()) {
			String id = found.getUpId().toLowerCase(Locale.ROOT);
			int range = id.indexOf(RANGE);
			if (range >= 0 && isSame(id, attribute)) {
				String end = id.substring(range + RANGE.length()).replaceFirst("^\\d+-", "");
				if (end.matches("\\d{1,9}")) {
					return Optional.of(Integer.parseInt(end) + 1);
				}
			}
		}
		return Optional.empty();
	}

	private static boolean isSame(String id, String attribute) {
		int options = id.indexOf(';');
		return (options < 0 ? id : id.substring(0, options)).equalsIgnoreCase(attribute);
	}
}
