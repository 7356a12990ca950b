package dev.quayside.ui.common;

import org.eclipse.core.expressions.PropertyTester;

/** Whether a queue manager is the local one. */
public final class LocalTester extends PropertyTester {

	@Override
	public boolean test(Object receiver, String property, Object[] args, Object expected) {
		return receiver instanceof Manager manager && manager.isLocal();
	}
}
