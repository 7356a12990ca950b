package dev.quayside.admin.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributes of one object of a directory that have one value each, in the order of their names. */
public final class ObjectAttributes {

	private final SortedMap<String, byte[]> values;

	/** @param values kept as they are, not to be changed afterwards */
	public ObjectAttributes(Map<String, byte[]> values) {
		this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
	}

	public Set<String> names() {
		return values.keySet();
	}

	public Optional<byte[]> value(String name) {
		return Optional.ofNullable(values.get(name));
	}

	/** Of an attribute that holds text. */
	public Optional<String> text(String name) {
		return value(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
	}

	/** Whether both have the same value, or none. */
	public boolean isSame(ObjectAttributes other, String name) {
		return Arrays.equals(values.get(name), other.values.get(name));
	}

	@Override
	public boolean equals(Object object) {
		return object instanceof ObjectAttributes other && other.values.keySet().equals(values.keySet())
				&& values.keySet().stream().allMatch(name -> isSame(other, name));
	}

	@Override
	public int hashCode() {
		return values.keySet().hashCode();
	}

	@Override
	public String toString() {
		return values.keySet().toString();
	}
}
