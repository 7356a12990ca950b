package dev.quayside.directory.ldif;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes LDIF (RFC 2849) as {@code ldifde} and {@code ldapmodify} read it. */
public final class Ldif {

	private static final int WIDTH = 76;

	private final StringBuilder text = new StringBuilder();

	private Ldif() {}

	/** A modification of one object, without any step yet. */
	public static Ldif modify(String dn) {
		return new Ldif().attribute("dn", dn).line("changetype: modify");
	}

	/** A new object, without any attribute yet. */
	public static Ldif add(String dn, String objectClass) {
		return new Ldif().attribute("dn", dn).line("changetype: add").attribute("objectClass", objectClass);
	}

	/** An object that goes. */
	public static Ldif delete(String dn) {
		return new Ldif().attribute("dn", dn).line("changetype: delete");
	}

	/** Begins a step: {@code delete}, {@code add} or {@code replace}. */
	public Ldif begin(String step, String attribute) {
		return line(step + ": " + attribute);
	}

	public Ldif values(String attribute, List<byte[]> values) {
		values.forEach(value -> line(attribute + ":: " + Base64.getEncoder().encodeToString(value)));
		return this;
	}

	/** A value, as text where people can read it. */
	public Ldif value(String attribute, byte[] value) {
		for (byte b : value) {
			if (b < ' ' || b == 0x7f) {
				return values(attribute, List.of(value));
			}
		}
		return attribute(attribute, new String(value, StandardCharsets.US_ASCII));
	}

	/** Ends a step. */
	public Ldif end() {
		return line("-");
	}

	private Ldif attribute(String name, String value) {
		boolean isSafe = value.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !value.isEmpty()
				&& " :<".indexOf(value.charAt(0)) < 0 && !value.endsWith(" ");
		return line(isSafe
				? name + ": " + value
				: name + ":: " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
	}

	private Ldif line(String line) {
		text.append(line, 0, Math.min(WIDTH, line.length())).append('\n');
		for (int i = WIDTH; i < line.length(); i += WIDTH - 1) {
			text.append(' ').append(line, i, Math.min(i + WIDTH - 1, line.length())).append('\n');
		}
		return this;
	}

	/** With the blank line that ends a record. */
	@Override
	public String toString() {
		return text.toString() + '\n';
	}
}
