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

	@Override
	public String getScheme() {
		return SCHEME;
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new CommitFile(getBase().open(mode), getBase().unwrap().toString());
	}
}
