package dev.quayside.ui.model.directory;

import dev.quayside.admin.FileFailures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where backups go before accounts are changed. */
public final class BackupFolder {

	private static final String ADVICE = ". Choose a folder that you may write, for without a backup nothing is changed";

	private BackupFolder() {}

	/** Why the text names no folder, as a sentence; empty: it does. Does not touch the disk. */
	public static Optional<String> problem(String text) {
		if (text.isBlank()) {
			return Optional.of("Choose a folder for the backup");
		}
		try {
			return Path.of(text.strip()).isAbsolute()
					? Optional.empty()
					: Optional.of("'" + text.strip() + "' is no whole path of a folder");
		} catch (InvalidPathException e) {
			return Optional.of("'" + text.strip() + "' is no folder: " + e.getReason());
		}
	}

	/** Why nothing can be written there, as sentences; makes the folder if it is missing. Blocks: for jobs only. */
	public static Optional<String> refusal(Path folder) {
		try {
			Files.createDirectories(folder);
			Files.delete(Files.createTempFile(folder, "backup", ".probe"));
			return Optional.empty();
		} catch (IOException e) {
			return Optional.of("The backup cannot be written: " + FileFailures.sentence(e) + ADVICE);
		}
	}
}
