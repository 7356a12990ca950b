package dev.quayside.benchmarks;

import dev.quayside.queuemanager.QueueConflictException;
import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.engine.QueueAttributes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where figures are measured: folders and processes that go when it is closed. */
final class Lab implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("READY rpc=(\\d+) transfer=(\\d+) .*");

	/** A {@code serve} of its own. */
	record Server(Child process, int rpcPort, int transferPort) {}

	private final Plan plan;
	private final Report report;
	private final Path root;
	private final List<AutoCloseable> opened = new ArrayList<>();

	/** Makes folders below this one. */
	Lab(Plan plan, Report report, Path parent) throws IOException {
		this.plan = plan;
		this.report = report;
		Files.createDirectories(parent);
		this.root = Files.createTempDirectory(parent, "quayside-");
	}

	Plan plan() {
		return plan;
	}

	Report report() {
		return report;
	}

	/** A folder that does not exist yet. */
	Path folder(String name) {
		return root.resolve(name);
	}

	/** Ends a process with the figure at the latest. */
	Child keep(Child child) {
		opened.add(child);
		return child;
	}

	/** Closes it with the figure at the latest. */
	<T extends AutoCloseable> T keepOpen(T resource) {
		opened.add(resource);
		return resource;
	}

	/** A server with one queue in a process of its own. */
	Server serve(boolean pinned, String folder, String... options) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("serve", "--data", folder(folder).toString(), "--rpc-port",
				"0", "--transfer-port", "0", "--queue", Messages.PATH));
		arguments.addAll(List.of(options));
		Child child = keep(Child.java(pinned, List.of(), "dev.quayside.cli.Main", arguments.toArray(String[]::new)));
		Matcher ready = READY.matcher(child.ready());
		if (!ready.matches()) {
			throw new IOException("serve said '" + child.ready() + "'");
		}
		return new Server(child, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
	}

	/** A server with one queue in this process. */
	QueueManagerServer serveHere(String folder) throws IOException {
		try {
			QueueManagerServer server = QueueManagerServer.start(new QueueManagerOptions(folder(folder),
					List.of(InetAddress.getLoopbackAddress()), 0, 0, List.of(QueueAttributes.named(Messages.QUEUE)),
					QueueManagerOptions.DEFAULT_PENDING_TIMEOUT));
			opened.add(server);
			return server;
		} catch (QueueConflictException e) {
			throw new IOException(e);
		}
	}

	/** A closed store with one queue of so many messages of 1 KiB. */
	Path filled(String folder, int count) throws IOException {
		Path data = folder(folder);
		QueueManagerServer server = serveHere(folder);
		Messages.fill(server.store(), server.store().queue(StoreWork.NUMBER), count);
		server.close();
		return data;
	}

	/** Ends the processes and removes the folders. */
	@Override
	public void close() throws Exception {
		for (int i = opened.size() - 1; i >= 0; i--) {
			opened.get(i).close();
		}
		try (Stream<Path> files = Files.walk(root)) {
			files.sorted(Comparator.reverseOrder()).forEach(Lab::delete);
		}
	}

	private static void delete(Path path) {
		try {
			Files.delete(path);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
