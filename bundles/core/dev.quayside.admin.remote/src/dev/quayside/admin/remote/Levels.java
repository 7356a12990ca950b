package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.remote.Examination.Outcome;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The part of an examination that authenticates: from the highest level downwards, with one attempt that fails at most,
 * since accounts are locked after some. A level is not tried by the bind alone: whether an account is let in shows with
 * the first request.
 */
final class Levels {

	private static final List<Protection> FROM_THE_TOP = List.of(Protection.PRIVACY, Protection.INTEGRITY,
			Protection.CONNECT, Protection.NONE);

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Examination examination;
	private final RpcEndpoint endpoint;
	private final FormatName queue;
	private RpcClient inUse;
	private boolean hasEnded;
	/** Why what follows is not tried. */
	private Optional<String> obstacle = Optional.empty();
	/** No level will change that. */
	private boolean isHopeless;
	private Optional<Protection> letIn = Optional.empty();

	/**
	 * @param queue
	 *            to open; whether it exists does not matter
	 */
	Levels(Examination examination, RpcEndpoint endpoint, FormatName queue) {
		this.examination = examination;
		this.endpoint = endpoint;
		this.queue = queue;
	}

	static List<Protection> toTry(Credentials credentials) {
		return credentials instanceof Credentials.Anonymous ? List.of(Protection.NONE) : FROM_THE_TOP;
	}

	static String step(Protection level) {
		return "bind " + Words.of(level);
	}

	/** @return the association at the level of the settings, if that is let in; it is to be closed */
	Optional<RpcClient> run() throws RpcCancelledException {
		for (Protection level : toTry(examination.settings().credentials())) {
			if (isHopeless || obstacle.isPresent() && level != Protection.NONE) {
				examination.skip(step(level), obstacle.orElseThrow());
			} else {
				examination.step(step(level), options -> bind(level, options));
			}
		}
		return end();
	}

	/** What still runs beyond its limit closes what it opened. */
	private synchronized Optional<RpcClient> end() {
		hasEnded = true;
		return Optional.ofNullable(inUse);
	}

	private synchronized boolean keep(RpcClient client) {
		if (!hasEnded) {
			inUse = client;
		}
		return !hasEnded;
	}

	private Outcome bind(Protection level, CallOptions options) throws QueueManagerException, RpcException {
		ConnectionSettings wanted = at(level);
		RpcClientOptions rpcOptions = Authentication.options(wanted);
		RpcClient client = new RpcClient(endpoint, rpcOptions);
		boolean isLetIn = false;
		try {
			knock(client, options);
			isLetIn = true;
			letIn = Optional.of(level);
			return accepted(level, Authentication.security(wanted, client).orElse(Authentication.wanted(wanted)));
		} catch (RpcException e) {
			return refused(level, wanted, Authentication.explained(e, rpcOptions));
		} finally {
			boolean isWanted = isLetIn && level == examination.settings().protection();
			if (!isWanted || !keep(client)) {
				client.close();
			}
		}
	}

	private ConnectionSettings at(Protection level) {
		ConnectionSettings settings = examination.settings();
		return new ConnectionSettings(settings.address(), level,
				level == Protection.NONE ? Credentials.NONE : settings.credentials(), settings.callTimeout());
	}

	/** Who says nothing for a while is asked whether it speaks something else: nobody has to wait for that to the end. */
	private void knock(RpcClient client, CallOptions options) throws RpcException {
		CompletableFuture<Void> answer = BackgroundWork.start("doctor: knock", () -> {
			open(client, options);
			return null;
		});
		try {
			try {
				Background.await(answer, PATIENCE, options.cancellation());
			} catch (TimeoutException e) {
				if (letIn.isEmpty() && greeting().isPresent()) {
					throw new RpcProtocolException("It does not answer");
				}
				Background.await(answer, options.cancellation());
			}
		} catch (ExecutionException e) {
			if (e.getCause() instanceof RpcException failure) {
				throw failure;
			}
			throw new IllegalStateException(e.getCause());
		}
	}

	private Optional<String> greeting() {
		return Greeting.of(new InetSocketAddress(endpoint.host(), endpoint.port()));
	}

	/** Opens a queue for peeking; a status of the queue manager means that the call was let in, too. */
	private void open(RpcClient client, CallOptions options) throws RpcException {
		try {
			RemoteQueue.open(client.channel(RemoteRead.INTERFACE), queue, RemoteRead.Access.PEEK, false,
					RemoteConnection.CLIENT, options).close(options);
		} catch (MqException e) {
			System.getLogger(Levels.class.getName()).log(System.Logger.Level.DEBUG, "Let in, and not opened", e);
		}
	}

	private Outcome accepted(Protection level, ConnectionSecurity security) {
		String who = level == Protection.NONE
				? "Calls without an account are let in"
				: "Let in as " + security.identity() + " with " + security.mechanism()
						+ security.remark().map(remark -> " (" + remark + ")").orElse("");
		boolean isExposed = level == Protection.NONE && !isLoopback();
		return Outcome.passed(
				who + (level == examination.settings().protection() ? "" : "; not the level in use"),
				isExposed ? "Whoever reaches the port can look into queues: demand accounts there" : "");
	}

	private boolean isLoopback() {
		InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
		return address.getAddress() != null && address.getAddress().isLoopbackAddress();
	}

	private Outcome refused(Protection level, ConnectionSettings wanted, RpcException e)
			throws QueueManagerException, RpcException {
		if (e instanceof RpcProtocolException || e instanceof RpcBindException || hasHungUp(e)) {
			return foreign(e);
		}
		if (e instanceof RpcTimeoutException && letIn.isEmpty()) {
			return silent();
		}
		if (!SecurityFailures.isRefusal(e)) {
			throw Failures.of("No answer at the level " + Words.of(level), e, wanted);
		}
		boolean isTooLow = letIn.isPresent() || level == Protection.NONE
				&& examination.settings().protection() != Protection.NONE;
		if (isTooLow && level != examination.settings().protection()) {
			return Outcome.passed("Refused, as it should be: " + status(e));
		}
		if (isTooLow && letIn.isPresent()) {
			return Outcome.failed(Kind.DENIED, status(e) + ": the queue manager demands more protection than "
					+ Words.of(level) + "; " + Words.of(letIn.get()) + " is let in",
					"Connect at the level privacy: Windows Server 2008 and later demand PKT_PRIVACY");
		}
		obstacle = obstacle(e);
		return Outcome.failed(Failures.of("Refused", e, wanted));
	}

	/** The port took the connection before. */
	private boolean hasHungUp(RpcException e) {
		return letIn.isEmpty() && e instanceof RpcConnectException && !(e.getCause() instanceof ConnectException)
				&& !(e.getCause() instanceof SocketTimeoutException);
	}

	private Outcome silent() {
		isHopeless = true;
		obstacle = Optional.of("Not tried: whoever listens at " + endpoint + " does not answer");
		return Outcome.failed(Kind.UNREACHABLE, "Whoever listens at " + endpoint + " takes the connection and does not "
				+ "answer",
				"The program there hangs, or the machine is very busy: look at it, and on Windows restart "
						+ "the service Message Queuing; where the line is slow, allow more time (--timeout)");
	}

	private static String status(RpcException e) {
		return (e instanceof RpcFaultException ? e : e.getCause()) instanceof RpcFaultException fault
				? fault.status().toString()
				: e.getMessage();
	}

	private static Optional<String> obstacle(RpcException e) {
		RpcSecurityException.Reason reason = e instanceof RpcSecurityException security
				? security.reason()
				: RpcSecurityException.Reason.REFUSED;
		return switch (reason) {
			case UNSUPPORTED -> Optional.empty();
			case NO_CREDENTIALS, NO_REALM, UNKNOWN_PRINCIPAL, CLOCK_SKEW ->
				Optional.of("Not tried: what is missing is missing at every level");
			default ->
				Optional.of("Not tried: the account was refused already, and further attempts could lock it");
		};
	}

	/** Not a queue manager. */
	private Outcome foreign(RpcException e) {
		isHopeless = true;
		obstacle = Optional.of("Not tried: whoever listens at " + endpoint + " is no queue manager");
		if (e instanceof RpcBindException) {
			return Outcome.failed(Kind.PROTOCOL,
					"An RPC server listens at " + endpoint + ", and it is no queue manager: "
							+ e.getMessage(),
					"Name the RPC port of the queue manager, mostly 2103");
		}
		return Outcome.failed(Kind.PROTOCOL, "Whoever listens at " + endpoint + " does not speak RPC: "
				+ greeting().map(line -> "it says '" + line + "'").orElse(e.getMessage()),
				"No queue manager takes calls at this port: check host and port (mostly 2103; 1801 takes messages only); "
						+ "on Windows the service Message Queuing has to run");
	}
}
