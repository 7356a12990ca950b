package dev.quayside.admin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures with files in words: the exceptions of the platform often name the file and nothing else. */
public final class FileFailures {

	private FileFailures() {}

	/** What is wrong with which file, without full stop. */
	public static String sentence(IOException e) {
		if (e instanceof FileSystemException failure && failure.getFile() != null) {
			return failure.getFile() + ": " + reason(failure);
		}
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	private static String reason(FileSystemException e) {
		if (e instanceof NoSuchFileException) {
			return "no such file or folder";
		} else if (e instanceof AccessDeniedException) {
			return "permission denied";
		} else if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
			return "a file is in the way";
		}
		return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
	}
}
