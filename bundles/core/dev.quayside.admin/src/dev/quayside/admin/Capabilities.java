package dev.quayside.admin;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a queue manager offers, and of the rest why not. */
public final class Capabilities {

	private final Map<Capability, String> missing = new EnumMap<>(Capability.class);

	/**
	 * @param missing
	 *            with a sentence for the user
	 */
	public Capabilities(Map<Capability, String> missing) {
		this.missing.putAll(missing);
	}

	public boolean has(Capability capability) {
		return !missing.containsKey(capability);
	}

	/** Why the queue manager does not offer it; empty: it does. */
	public Optional<String> whyNot(Capability capability) {
		return Optional.ofNullable(missing.get(capability));
	}
}
