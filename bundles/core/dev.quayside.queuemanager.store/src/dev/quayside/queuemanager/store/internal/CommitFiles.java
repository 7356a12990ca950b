package dev.quayside.queuemanager.store.internal;

import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Makes H2 use {@link CommitFile}s: {@code commits:} in front of the name of a file. H2 makes instances itself. */
public final class CommitFiles extends FilePathWrapper {

	private static final String SCHEME = "commits";

	/** The file with this name, which may have a scheme of its own. */
	public static FilePath get(String file) {
		FilePath.register(new CommitFiles());
		return FilePath.get(SCHEME + ":" + file);
	}

	/** Whether the last write to a file was cut off, so that the version before counts. */
	public static boolean isCutOff(String file) throws IOException {
		FilePath path = get(file);
		try (CommitFile open = new CommitFile(path.unwrap().open("r"), path.toString())) {
			return open.isCutOff();
		}
	}

	@Override
	public String getScheme() {
		return SCHEME;
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new CommitFile(getBase().open(mode), getBase().unwrap().toString());
	}
}
