package dev.quayside.ui.directory;

import dev.quayside.ui.common.Workspace;

import org.eclipse.core.runtime.preferences.InstanceScope;

import java.nio.file.Path;

/** Where backups went last. */
final class Backups {

	private static final String BUNDLE = "dev.quayside.ui.directory";
	private static final String FOLDER = "backupFolder";
	private static final String FILE = "backupFile";

	private Backups() {}

	static String folder() {
		return InstanceScope.INSTANCE.getNode(BUNDLE).get(FOLDER,
				Workspace.folder().resolve("certificate-backups").toString());
	}

	static void folder(Path folder) {
		InstanceScope.INSTANCE.getNode(BUNDLE).put(FOLDER, folder.toString());
	}

	/** The backup that was written last; empty: none. */
	static String file() {
		return InstanceScope.INSTANCE.getNode(BUNDLE).get(FILE, "");
	}

	static void file(Path file) {
		InstanceScope.INSTANCE.getNode(BUNDLE).put(FILE, file.toString());
	}
}
