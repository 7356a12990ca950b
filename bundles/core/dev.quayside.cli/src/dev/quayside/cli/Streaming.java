package dev.quayside.cli;

import dev.quayside.admin.QueueManagerException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Lists that are written while they are read. */
final class Streaming {

	private Streaming() {}

	/** Calls back with every object. */
	interface Source {

		void run(Consumer<Map<String, Object>> consumer) throws QueueManagerException, IOException;
	}

	/** Writes a list; after a failure what was written ends well-formed. */
	static void write(ResultWriter results, Source source) throws QueueManagerException, IOException {
		try {
			source.run(item -> {
				try {
					results.item(item);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		} catch (QueueManagerException e) {
			results.endFailed();
			throw e;
		} catch (UncheckedIOException e) {
			results.endFailed();
			throw e.getCause();
		}
		results.end();
	}
}
