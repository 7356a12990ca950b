package dev.quayside.queuemanager.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link Load} in a process of its own that says on its output what it does, until it is killed. */
final class LoadProgram {

	private LoadProgram() {}

	public static void main(String[] args) throws Exception {
		try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
				MvMessageStore store = MvMessageStore.open(Path.of(args[0]));
				EngineTarget target = new EngineTarget(store)) {
			new Load(target, Long.parseLong(args[1]), Integer.MAX_VALUE, line -> write(out, line)).run();
		}
	}

	/** One write for each line: what was written before a kill arrives. */
	private static void write(FileOutputStream out, String line) {
		try {
			out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
