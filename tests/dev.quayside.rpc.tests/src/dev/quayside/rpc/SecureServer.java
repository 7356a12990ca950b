package dev.quayside.rpc;

import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.server.CallPolicy;
import dev.quayside.rpc.server.RpcServer;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.rpc.server.RpcService;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server of {@link Echo} that knows alice and bob by their passwords, and remembers who called. */
public final class SecureServer implements AutoCloseable {

	public static final Map<String, String> ACCOUNTS = Map.of("alice", "secret", "bob", "hidden");

	/** Who calls, as text. */
	public static final RpcOperation<Void, byte[]> WHO = new RpcOperation<>(8, "Who", NdrType.NOTHING,
			new NdrType<>(NdrWriter::conformantBytes, NdrReader::conformantBytes));

	private final Queue<Caller> callers = new ConcurrentLinkedQueue<>();
	private final Semaphore waiting = new Semaphore(0);
	private final Semaphore cancelled = new Semaphore(0);
	private final CompletableFuture<Long> answer = new CompletableFuture<>();
	private final RpcServer server;

	/** With the providers of {@link FakeSecurity}. */
	public SecureServer(CallPolicy policy, FakeSecurity... fakes) throws IOException {
		this(policy, RpcServerLimits.DEFAULT, fakes);
	}

	public SecureServer(CallPolicy policy, RpcServerLimits limits, FakeSecurity... fakes) throws IOException {
		this(policy, limits, List.of(fakes).stream().map(fake -> fake.acceptor(ACCOUNTS)).toList());
	}

	public SecureServer(CallPolicy policy, RpcServerLimits limits, List<SecurityAcceptor> providers)
			throws IOException {
		RpcService service = RpcService.of(Echo.INTERFACE) //
				.onQuick(Echo.ECHO, (in, call) -> {
					callers.add(call.caller());
					return CompletableFuture.completedFuture(in);
				}) //
				.on(Echo.WAIT, (in, call) -> {
					waiting.release();
					call.onCancel(cancelled::release);
					return answer;
				}) //
				.on(Echo.OPEN, (in, call) -> CompletableFuture
						.completedFuture(call.association().open(Echo.INTERFACE, 42L, context -> {}))) //
				.on(Echo.USE, (in, call) -> CompletableFuture
						.completedFuture(call.association().find(Echo.INTERFACE, in, Long.class))) //
				.on(Echo.FAIL, (in, call) -> {
					throw new RpcFaultException(new FaultStatus(in.intValue()));
				}) //
				.on(WHO, (in, call) -> CompletableFuture.completedFuture(
						(call.caller().principal() + " " + call.caller().level()).getBytes())) //
				.guardedBy(policy);
		RpcService other = RpcService.of(Echo.OTHER) //
				.onQuick(Echo.ECHO, (in, call) -> CompletableFuture.completedFuture(in));
		server = RpcServer.start(List.of(service, other), limits, List.of(new InetSocketAddress("127.0.0.1", 0)),
				providers);
	}

	public int port() {
		return server.localPort();
	}

	public RpcServer server() {
		return server;
	}

	/** Who has called {@link Echo#ECHO}, in order. */
	public List<Caller> callers() {
		return List.copyOf(callers);
	}

	/** Lets all calls of {@link Echo#WAIT} end. */
	public void answer(long value) {
		answer.complete(value);
	}

	public void awaitWaiting(int calls) throws InterruptedException {
		if (!waiting.tryAcquire(calls, 20, TimeUnit.SECONDS)) {
			throw new AssertionError("Nobody waits");
		}
	}

	public void awaitCancelled() throws InterruptedException {
		if (!cancelled.tryAcquire(20, TimeUnit.SECONDS)) {
			throw new AssertionError("Nobody cancelled");
		}
	}

	/** A client of alice. */
	public RpcClient alice(FakeSecurity fake, AuthenticationLevel level) {
		return client(fake, level, "alice", ACCOUNTS.get("alice"));
	}

	public RpcClient client(FakeSecurity fake, AuthenticationLevel level, String user, String password) {
		return client(options().withSecurity(new ClientSecurity(fake.initiator(user, password), level)));
	}

	public RpcClient client(RpcClientOptions options) {
		return new RpcClient(new RpcEndpoint("127.0.0.1", port()), options);
	}

	/** Small fragments, so that there are many. */
	public static RpcClientOptions options() {
		Duration limit = Duration.ofSeconds(20);
		return new RpcClientOptions(limit, limit, limit, 4, 1432);
	}

	@Override
	public void close() {
		server.close();
	}
}
