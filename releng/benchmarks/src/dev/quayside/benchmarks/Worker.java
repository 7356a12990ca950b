package dev.quayside.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The processes that a benchmark starts: says READY, then does a turn for each line {@code GO MILLISECONDS}. */
public final class Worker {

	/** What is measured. */
	interface Work {

		/**
		 * Prepares a turn; this does not count.
		 */
		default void prepare() throws Exception {
			// nothing
		}

		/** Works until the time of {@link System#nanoTime}, or to its natural end; how much was done. */
		long until(long deadline) throws Exception;

		/** What the parent should know. */
		default String says() {
			return "";
		}
	}

	/** Makes the work out of the arguments. */
	interface Program {

		Work start(List<String> arguments) throws Exception;
	}

	private static final Map<String, Program> PROGRAMS = Map.ofEntries( //
			Map.entry("peek", PeekWork::new), //
			Map.entry("latency", LatencyWork::new), //
			Map.entry("map", MapWork::new), //
			Map.entry("ntlm-seal", CipherWork::seal), //
			Map.entry("rc4", CipherWork::rc4), //
			Map.entry("rc4-bouncycastle", CipherWork::bouncyCastleRc4), //
			Map.entry("hmac-md5", CipherWork::hmacMd5), //
			Map.entry("echo-server", EchoWork::server), //
			Map.entry("echo", EchoWork::client), //
			Map.entry("append-store", AppendWork::store), //
			Map.entry("append-floor", AppendWork::floor), //
			Map.entry("send", SendWork::new), //
			Map.entry("artemis-broker", ArtemisBroker::new), //
			Map.entry("artemis-send", ArtemisWork::send), //
			Map.entry("artemis-browse", ArtemisWork::browse), //
			Map.entry("first-rows", RowsWork::firstRows), //
			Map.entry("all-rows", RowsWork::allRows), //
			Map.entry("rows-heap", RowsWork::heap), //
			Map.entry("large-body", RowsWork::largeBody), //
			Map.entry("browse", BrowseWork::new), //
			Map.entry("store-open", StoreWork::open), //
			Map.entry("store-page", StoreWork::page), //
			Map.entry("store-browse", StoreWork::browse), //
			Map.entry("store-heap", StoreWork::heap), //
			Map.entry("store-purge", PurgeWork::new), //
			Map.entry("store-move", MoveWork::new), //
			Map.entry("file-read", StoreWork::file), //
			Map.entry("file-scan", StoreWork::scan), //
			Map.entry("directory-show", DirectoryWork::show), //
			Map.entry("directory-clean", DirectoryWork::clean), //
			Map.entry("directory-scan", DirectoryWork::scan), //
			Map.entry("directory-heap", DirectoryWork::heap), //
			Map.entry("hash", arguments -> new HashWork()));

	private Worker() {}

	public static void main(String[] arguments) {
		try {
			run(arguments);
			System.exit(0);
		} catch (Exception e) {
			// threads of what was started would keep the process alive, and its parent waiting
			e.printStackTrace();
			System.exit(1);
		}
	}

	private static void run(String[] arguments) throws Exception {
		Work work = PROGRAMS.get(arguments[0]).start(Arrays.asList(arguments).subList(1, arguments.length));
		System.out.println("READY " + work.says());
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			long millis = Long.parseLong(line.split(" ")[1]);
			work.prepare();
			long start = System.nanoTime();
			long count = work.until(start + millis * 1_000_000);
			System.out.println(count + " " + (System.nanoTime() - start));
		}
	}

	/** Repeats one step until the time is over. */
	static Work repeat(Step step) {
		return deadline -> {
			long count = 0;
			while (System.nanoTime() < deadline) {
				step.run();
				count++;
			}
			return count;
		};
	}

	/** One call, one message. */
	interface Step {

		void run() throws Exception;
	}

	/** The live bytes of the heap. */
	static long usedHeap() throws InterruptedException {
		Runtime runtime = Runtime.getRuntime();
		for (int i = 0; i < 4; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return runtime.totalMemory() - runtime.freeMemory();
	}
}
