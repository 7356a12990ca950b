package dev.quayside.admin;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Status;

import java.util.List;

/** The statuses that operations end with. */
public final class Outcomes {

	private Outcomes() {}

	public static IStatus done(String sentence) {
		return new Status(IStatus.OK, AdminOperation.PLUGIN, sentence);
	}

	public static IStatus cancelled(String sentence) {
		return new Status(IStatus.CANCEL, AdminOperation.PLUGIN, sentence);
	}

	/** With the advice behind the sentence. */
	public static IStatus failed(AdminException e) {
		String advice = e.advice().isEmpty() ? "" : ". " + e.advice();
		return new Status(IStatus.ERROR, AdminOperation.PLUGIN, e.getMessage() + advice, e);
	}

	/** With how far it came, and the advice behind the sentence. */
	public static IStatus failed(AdminException e, String progress) {
		String advice = e.advice().isEmpty() ? "" : ". " + e.advice();
		return new Status(IStatus.ERROR, AdminOperation.PLUGIN, e.getMessage() + " (" + progress + ")" + advice, e);
	}

	public static IStatus failed(String sentence, Throwable cause) {
		return new Status(IStatus.ERROR, AdminOperation.PLUGIN, sentence, cause);
	}

	/** Something was done and something not. */
	public static IStatus partly(String sentence, List<IStatus> failures) {
		return new MultiStatus(AdminOperation.PLUGIN, 0, failures.toArray(IStatus[]::new), sentence, null);
	}
}
