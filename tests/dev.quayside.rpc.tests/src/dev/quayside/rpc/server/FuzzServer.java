package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMapperService;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A server under attack, with a client of good will that calls it all the time, and an eye on what must stay: threads, heap,
 * connections, budgets, and a log without warnings.
 */
final class FuzzServer implements AutoCloseable {

	static final String USER = "alice";
	static final String PASSWORD = "secret";

	private static final long MOST_ZEROS = 100_000;
	private static final long PAUSE_NANOS = 1_000_000;
	private static final double GROWTH = 1.05;
	private static final int COLLECTIONS = 40;

	/** Held, for loggers that nobody holds are forgotten with their handlers. */
	private final Logger logger = Logger.getLogger("dev.quayside");
	private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
	private final Handler watch = watch();
	private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
	private final RpcServer server;
	private final Thread goodClient;
	private volatile boolean over;
	private volatile long goodCalls;
	private final AtomicLong protectedCalls = new AtomicLong();
	private long heap;
	private long lastHeap;
	private long mostHeap;
	private int threads;

	FuzzServer() throws IOException {
		logger.addHandler(watch);
		Thread.setDefaultUncaughtExceptionHandler(
				(thread, failure) -> complaints.add("Thread " + thread.getName() + " ended by " + failure));
		server = RpcServer.start(List.of(service(), other(), endpoints()), RpcServerLimits.DEFAULT,
				List.of(new InetSocketAddress("127.0.0.1", 0)),
				List.of(ntlm(), new NegotiateAcceptor(List.of(ntlm()))));
		goodClient = new Thread(this::callAllTheTime, "good-client");
		goodClient.start();
	}

	private static SecurityAcceptor ntlm() {
		NtlmAccount alice = new NtlmAccount("", USER, NtHash.of(PASSWORD.toCharArray()));
		return new NtlmAcceptor(NtlmAccounts.of(List.of(alice)), ServerNames.standalone("server"), false);
	}

	private RpcService service() {
		return RpcService.of(Echo.INTERFACE) //
				.on(Echo.ECHO, (in, call) -> {
					if (call.caller().principal().name().equals(USER)) {
						protectedCalls.incrementAndGet();
					}
					return CompletableFuture.completedFuture(in);
				}) //
				.on(Echo.WAIT, (in, call) -> untilCancelled(call)) //
				.on(Echo.OPEN, (in, call) -> CompletableFuture
						.completedFuture(call.association().open(Echo.INTERFACE, 42L, context -> {
							// nothing to run down
						}))) //
				.on(Echo.USE, (in, call) -> CompletableFuture
						.completedFuture(call.association().find(Echo.INTERFACE, in, Long.class))) //
				.on(Echo.ZEROS, (in, call) -> CompletableFuture
						.completedFuture(new byte[(int) Math.min(in, MOST_ZEROS)]));
	}

	private static RpcService other() {
		return RpcService.of(Echo.OTHER) //
				.on(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in));
	}

	private static RpcService endpoints() {
		return new EndpointMapperService().add(Echo.INTERFACE, 1).add(Echo.OTHER, 2).service();
	}

	private static CompletionStage<Long> untilCancelled(RpcCall call) {
		CompletableFuture<Long> answer = new CompletableFuture<>();
		call.onCancel(() -> answer.completeExceptionally(new RpcFaultException(FaultStatus.CANCELLED)));
		return answer;
	}

	private Handler watch() {
		return new Handler() {
			@Override
			public void publish(LogRecord entry) {
				if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
					complaints.add(entry.getMessage() + ": " + entry.getThrown());
				}
			}

			@Override
			public void flush() {
				// nothing is kept back
			}

			@Override
			public void close() {
				// nothing is open
			}
		};
	}

	private void callAllTheTime() {
		try (RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.localPort()),
				RpcClientOptions.DEFAULT)) {
			while (!over) {
				byte[] bytes = { (byte) goodCalls, 1, 2 };
				assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, bytes)).isEqualTo(bytes);
				goodCalls++;
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		} catch (RpcException | RuntimeException | Error e) {
			complaints.add("The client of good will was not served: " + e);
		}
	}

	RpcServer server() {
		return server;
	}

	/** Remembers threads and heap as they are now, when everything has been used once. */
	void remember() throws InterruptedException {
		awaitQuiet();
		threads = ownThreads();
		heap = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			heap = Math.min(heap, collected());
		}
	}

	/** Fails unless everything is as it was, and the client of good will was served meanwhile. */
	void check(String what) throws InterruptedException {
		awaitQuiet();
		long calls = goodCalls;
		EchoServer.await(() -> goodCalls > calls || !complaints.isEmpty());
		assertThat(complaints).as(what).isEmpty();
		assertThat(protectedCalls.getAndSet(0)).as("calls that were authenticated, " + what).isPositive();
		assertThat(ownThreads()).as("threads, " + what).isEqualTo(threads);
		List<Long> used = new ArrayList<>();
		do {
			used.add(collected());
		} while (used.get(used.size() - 1) > heap * GROWTH && used.size() < COLLECTIONS);
		lastHeap = used.get(used.size() - 1);
		mostHeap = Math.max(mostHeap, lastHeap);
		assertThat(lastHeap).as("heap, " + what + ", of " + used + ", at first " + heap)
				.isLessThanOrEqualTo((long) (heap * GROWTH));
	}

	/** Waits until only the client of good will is connected, and nothing is kept for anybody. */
	private void awaitQuiet() throws InterruptedException {
		EchoServer.await(() -> server.connections() == 1 && server.clients() == 1 && server.assembling().used() == 0
				&& server.unsent().used() == 0 && server.associations().handles().used() == 0);
	}

	private static int ownThreads() {
		return (int) Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("rpc-"))
				.count();
	}

	/** What the rounds left on the heap. */
	String heapInWords() {
		return "heap after a collection %,d KiB at the start, %,d KiB at the end, at most %,d KiB after a round"
				.formatted(heap >> 10, lastHeap >> 10, mostHeap >> 10);
	}

	private static long collected() throws InterruptedException {
		System.gc();
		Thread.sleep(20);
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@Override
	public void close() throws InterruptedException {
		over = true;
		goodClient.join();
		server.close();
		logger.removeHandler(watch);
		Thread.setDefaultUncaughtExceptionHandler(before);
	}
}
