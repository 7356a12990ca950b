package dev.quayside.admin;

/**
 * A property as a queue manager tells it.
 *
 * @param name
 *            in words, "Base priority"
 * @param value
 *            in words; a list has one line per element
 */
public record NamedValue(String name, Reading<String> value) {}
