package dev.quayside.ui.model;

import dev.quayside.admin.NamedValue;
import dev.quayside.admin.Reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines of the Properties view, in groups, one after the other. */
public final class PropertyRows {

	private final List<PropertyRow> all = new ArrayList<>();
	private String group;

	/** @param group of the first lines */
	public PropertyRows(String group) {
		this.group = group;
	}

	public List<PropertyRow> all() {
		return List.copyOf(all);
	}

	/** What follows belongs to another group. */
	public void group(String next) {
		group = next;
	}

	/** Each line of the value has its own. */
	public void add(String name, String value) {
		String[] lines = value.split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			all.add(new PropertyRow(group, i == 0 ? Words.oneLine(name) : "", Words.oneLine(lines[i])));
			group = "";
		}
	}

	/** A question mark with the reason where it is unknown. */
	public <T> void add(String name, Reading<T> value, Function<T, String> words) {
		add(name, value.optional().map(words)
				.orElse(value.unknownReason().map(reason -> Words.UNKNOWN + " (" + reason + ")").orElse("none")));
	}

	/** Something that could not be read. */
	void add(String name, Reading<?> value, Optional<String> instead) {
		if (instead.isPresent()) {
			add(name, instead.get());
		} else {
			add(name, value, Object::toString);
		}
	}

	void add(NamedValue property) {
		add(property.name(), property.value(), Function.identity());
	}
}
