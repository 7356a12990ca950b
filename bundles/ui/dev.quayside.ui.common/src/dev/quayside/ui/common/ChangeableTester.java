package dev.quayside.ui.common;

import dev.quayside.ui.model.Changeable;

import org.eclipse.core.expressions.PropertyTester;

/** Whether commands may change the selected thing. */
public final class ChangeableTester extends PropertyTester {

	/** For core expressions in plugin.xml. */
	public static final String PROPERTY = "dev.quayside.ui.changeable";

	@Override
	public boolean test(Object receiver, String property, Object[] args, Object expected) {
		return receiver instanceof Changeable changeable && changeable.isChangeable();
	}
}
