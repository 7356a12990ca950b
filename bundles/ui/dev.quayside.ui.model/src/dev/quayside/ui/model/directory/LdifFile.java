package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.DirectoryException;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.IntConsumer;

/** The LDIF of a preview in a file: one account after the other, so that many take no more memory than one. */
public final class LdifFile {

	/** Gets the change behind a line; any exception ends it. */
	public interface Source {

		CertificateChange of(PreviewRow row) throws DirectoryException;
	}

	private final Path file;

	public LdifFile(Path file) {
		this.file = file.toAbsolutePath();
	}

	/**
	 * Writes it whole, or leaves what was there. Blocks: for jobs only.
	 *
	 * @param written
	 *            told after each account how many that were
	 */
	public void write(List<PreviewRow> rows, Source source, IntConsumer written)
			throws DirectoryException, IOException {
		Path part = Files.createTempFile(file.getParent(), String.valueOf(file.getFileName()), ".part");
		try {
			try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
				for (int i = 0; i < rows.size(); i++) {
					out.write(ChangeColumns.ldif(source.of(rows.get(i))));
					written.accept(i + 1);
				}
			}
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		} finally {
			Files.deleteIfExists(part);
		}
	}
}
