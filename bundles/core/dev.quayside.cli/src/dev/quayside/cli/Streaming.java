package dev.quayside.cli;

import dev.quayside.admin.AdminException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Lists that are written while they are read. */
final class Streaming {

	private Streaming() {}

	/** Calls back with every object. */
	interface Source<E extends AdminException> {

		void run(Consumer<Map<String, Object>> consumer) throws E, IOException;
	}

	/** Writes a list; after a failure what was written ends well-formed. */
	static <E extends AdminException> void write(ResultWriter results, Source<E> source) throws E, IOException {
		boolean isComplete = false;
		try {
			source.run(item -> {
				try {
					results.item(item);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
			isComplete = true;
		} catch (UncheckedIOException e) {
			throw e.getCause();
		} finally {
			if (!isComplete) {
				results.endFailed();
			}
		}
		results.end();
	}
}
