package dev.quayside.ui.common;

import dev.quayside.ui.model.QueueKind;

import org.eclipse.core.expressions.PropertyTester;

/** Whether a queue is of the kind that is expected. */
public final class KindTester extends PropertyTester {

	@Override
	public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
		return receiver instanceof QueueNode queue && QueueKind.of(queue.summary()).name().equals(expected);
	}
}
