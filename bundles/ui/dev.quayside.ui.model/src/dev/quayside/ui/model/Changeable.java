package dev.quayside.ui.model;

/** Something on a queue manager that commands may change, unless its connection is read-only. */
public interface Changeable {

	boolean isChangeable();
}
