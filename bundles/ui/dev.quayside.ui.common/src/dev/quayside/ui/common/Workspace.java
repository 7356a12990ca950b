package dev.quayside.ui.common;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.FileOperationJournal;
import dev.quayside.admin.OperationJournal;

import org.eclipse.core.runtime.Platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The files that the window keeps. */
public final class Workspace {

	private static OperationJournal operations;

	private Workspace() {}

	/** The folder that the user chose at start. */
	public static Path folder() {
		try {
			return Path.of(Platform.getInstanceLocation().getURL().toURI());
		} catch (URISyntaxException | IllegalArgumentException e) {
			return Path.of(Platform.getInstanceLocation().getURL().getPath());
		}
	}

	/** The store of the local queue manager. */
	public static Path queueManagerData() {
		return folder().resolve("queue-manager");
	}

	/** Where messages are saved unless the user says otherwise. */
	public static Path savedMessages() {
		return folder().resolve("saved");
	}

	/**
	 * Every change that was made from this window. Reads the file when it is first called: for jobs only.
	 *
	 * @throws UncheckedIOException
	 *             if that cannot be read; the message says which
	 */
	public static synchronized OperationJournal operations() {
		if (operations == null) {
			try {
				operations = new FileOperationJournal(folder().resolve("operations.jsonl"));
			} catch (IOException e) {
				throw new UncheckedIOException(
						"The operations journal cannot be read: " + FileFailures.sentence(e), e);
			}
		}
		return operations;
	}
}
