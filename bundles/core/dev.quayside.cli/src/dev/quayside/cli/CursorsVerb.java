package dev.quayside.cli;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cursors", mixinStandardHelpOptions = true, sortOptions = false, description = {
		"Shows what every client holds open at the queue manager that runs on a folder: queues, cursors, receives.",
		"With --release, --close-cursor or --close it first ends those." })
final class CursorsVerb implements Callable<Integer> {

	private final Session session;

	@Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of its store, as given to serve.")
	private Path data;

	@Option(names = "--release", paramLabel = "HANDLE:REQUEST", split = ",", description = "End this receive: its message goes back, or it stops to wait. Repeats.")
	private List<String> release = List.of();

	@Option(names = "--close-cursor", paramLabel = "HANDLE:CURSOR", split = ",", description = "Close this cursor; reads that wait at it end. Repeats.")
	private List<String> closeCursor = List.of();

	@Option(names = "--close", paramLabel = "HANDLE", split = ",", description = "Close this queue with its cursors and receives. Repeats.")
	private List<String> close = List.of();

	@Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "Of the output (table).")
	private ResultWriter.Format format;

	CursorsVerb(Session session) {
		this.session = session;
	}

	@Override
	public Integer call() throws QueueManagerException, UsageException, IOException {
		if (data.toString().isBlank()) {
			throw new UsageException("--data names no folder");
		}
		List<long[]> receives = new ArrayList<>();
		for (String receive : release) {
			receives.add(numbers("--release", receive, 2));
		}
		List<long[]> cursors = new ArrayList<>();
		for (String cursor : closeCursor) {
			cursors.add(numbers("--close-cursor", cursor, 2));
		}
		List<long[]> queues = new ArrayList<>();
		for (String handle : close) {
			queues.add(numbers("--close", handle, 1));
		}
		OpenHandles handles = session.services().running().handles(data);
		NullProgressMonitor monitor = new NullProgressMonitor();
		for (long[] receive : receives) {
			handles.release(receive[0], receive[1], monitor);
		}
		for (long[] cursor : cursors) {
			handles.closeCursor(cursor[0], cursor[1], monitor);
		}
		for (long[] queue : queues) {
			handles.close(queue[0], monitor);
		}
		ResultWriter results = ResultWriter.of(format, session.console().out(), Tables.HANDLES);
		for (HeldQueue held : handles.list(monitor)) {
			results.item(ObjectFields.of(held));
		}
		results.end();
		return ExitCode.DONE;
	}

	/**
	 * @param count
	 *            of the numbers with colons between them
	 */
	private static long[] numbers(String option, String text, int count) throws UsageException {
		String[] parts = text.split(":", -1);
		if (parts.length != count || !text.matches("[0-9:]+")) {
			throw misused(option, text, count);
		}
		try {
			return Stream.of(parts).mapToLong(Long::parseUnsignedLong).toArray();
		} catch (NumberFormatException e) {
			throw misused(option, text, count);
		}
	}

	private static UsageException misused(String option, String text, int count) {
		return new UsageException(option + " '" + text + "': expected " + (count == 1 ? "HANDLE" : "HANDLE:NUMBER")
				+ " in digits, as cursors shows them");
	}
}
