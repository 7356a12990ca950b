package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A server of {@link Echo}, with a look at what happens in it. */
public final class EchoServer implements AutoCloseable {

	/** How many the server has, with the one that every server has. */
	public static final int INTERFACES = 4;

	private static final long PATIENCE_SECONDS = 20;

	private final Semaphore waiting = new Semaphore(0);
	private final Semaphore cancelled = new Semaphore(0);
	private final Semaphore rundown = new Semaphore(0);
	private final AtomicInteger rundowns = new AtomicInteger();
	private final AtomicInteger count = new AtomicInteger();
	private final CompletableFuture<Long> answer = new CompletableFuture<>();
	private final RpcServer server;

	public EchoServer() throws IOException {
		this(RpcServerLimits.DEFAULT);
	}

	public EchoServer(RpcServerLimits limits) throws IOException {
		RpcService service = RpcService.of(Echo.INTERFACE) //
				.onQuick(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in)) //
				.onQuick(Echo.WAIT, (in, call) -> {
					waiting.release();
					call.onCancel(cancelled::release);
					return answer;
				}) //
				.on(Echo.OPEN, (in, call) -> CompletableFuture
						.completedFuture(call.association().open(Echo.INTERFACE, 42L, context -> {
							rundowns.incrementAndGet();
							rundown.release();
						}))) //
				.on(Echo.USE, (in, call) -> CompletableFuture
						.completedFuture(call.association().find(Echo.INTERFACE, in, Long.class)))
				.on(Echo.FAIL, (in, call) -> {
					throw new RpcFaultException(new FaultStatus(in.intValue()));
				}) //
				.on(Echo.CRASH, (in, call) -> {
					throw new IllegalStateException("a bug");
				}) //
				.onQuick(Echo.ZEROS, (in, call) -> CompletableFuture.completedFuture(new byte[in.intValue()])) //
				.on(Echo.COUNT, (in, call) -> counted());
		RpcService other = RpcService.of(Echo.OTHER) //
				.onQuick(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in)) //
				.on(Echo.USE, (in, call) -> CompletableFuture
						.completedFuture(call.association().find(Echo.OTHER, in, Long.class)));
		RpcService wide = RpcService.of(Echo.WIDE) //
				.onQuick(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in));
		server = RpcServer.start(List.of(service, other, wide), limits, List.of(new InetSocketAddress("127.0.0.1", 0)));
	}

	/** Limits with short deadlines. */
	public static RpcServerLimits impatient() {
		return new RpcServerLimits(20, 20, 16, 1 << 22, 1 << 26, 1 << 26, Duration.ofMillis(300),
				Duration.ofMillis(300));
	}

	private CompletionStage<Void> counted() {
		count.incrementAndGet();
		return CompletableFuture.completedFuture(null);
	}

	public RpcServer server() {
		return server;
	}

	public int port() {
		return server.localPort();
	}

	public RpcClient client() {
		return new RpcClient(new RpcEndpoint("127.0.0.1", port()), RpcClientOptions.DEFAULT);
	}

	/** Lets all calls of {@link Echo#WAIT} end. */
	public void answer(long value) {
		answer.complete(value);
	}

	/** Returns when so many further calls of {@link Echo#WAIT} wait. */
	public void awaitWaiting(int calls) throws InterruptedException {
		assertThat(waiting.tryAcquire(calls, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	/** Returns when one further call has been cancelled. */
	public void awaitCancelled() throws InterruptedException {
		assertThat(cancelled.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	/** Returns when so many further handles have been run down. */
	public void awaitRundown(int handles) throws InterruptedException {
		assertThat(rundown.tryAcquire(handles, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	public int rundowns() {
		return rundowns.get();
	}

	/** How often {@link Echo#COUNT} was executed. */
	public int count() {
		return count.get();
	}

	/** Fails unless the server answers a new client. */
	public void answersTheNextClient() throws IOException {
		try (RpcClient client = client()) {
			assertThat(client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[]{ 1, 2, 3 })).containsExactly(1, 2, 3);
		}
	}

	/** Waits for what another thread brings about. */
	public static void await(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
			Thread.sleep(5);
		}
	}

	@Override
	public void close() {
		server.close();
	}
}
