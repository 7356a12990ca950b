package dev.quayside.ui.common;

/** What commands find selected where a queue manager is meant: itself, or something of it. */
public interface InManager {

	Manager manager();
}
