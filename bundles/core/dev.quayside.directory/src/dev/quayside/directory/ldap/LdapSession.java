package dev.quayside.directory.ldap;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;

import org.apache.directory.api.ldap.model.constants.SaslQoP;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.BindRequest;
import org.apache.directory.api.ldap.model.message.BindRequestImpl;
import org.apache.directory.api.ldap.model.message.BindResponse;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.Response;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.apache.directory.ldap.client.api.SaslGssApiRequest;
import org.apache.directory.ldap.client.api.future.ResponseFuture;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSession;
import javax.security.auth.Subject;

/** A connection to one server that is protected and has shown it who asks. */
final class LdapSession implements AutoCloseable {

	private static final long STEP_MILLIS = 100;
	/** The library waits that much longer than we do, so that it is us who say what happened. */
	private static final Duration SLACK = Duration.ofSeconds(5);

	/** The other side has ended it. */
	private static final class ClosedConnection extends IOException {

		private static final long serialVersionUID = 1L;

		ClosedConnection(Throwable cause) {
			super("The connection was closed", cause);
		}
	}

	private final LdapChannel channel;
	private final DirectorySettings settings;
	private final Endpoint endpoint;
	/** Whether an answer may still come that nobody waits for. */
	private volatile boolean isGivenUp;

	private LdapSession(LdapChannel channel, DirectorySettings settings, Endpoint endpoint) {
		this.channel = channel;
		this.settings = settings;
		this.endpoint = endpoint;
	}

	/**
	 * Connects, checks the server's certificate and binds.
	 *
	 * @param check
	 *            remembers a certificate that it refused
	 */
	static LdapSession open(Endpoint endpoint, DirectorySettings settings, ServerCheck check, IProgressMonitor monitor)
			throws DirectoryException {
		LdapSession session = new LdapSession(LdapChannel.to(endpoint, settings, check), settings, endpoint);
		CompletableFuture<Void> opening = BackgroundWork.start("ldap-connect", () -> {
			session.connect();
			session.bind();
			return null;
		});
		boolean isOpen = false;
		try {
			// the library waits for the end of a handshake that has failed
			Waiting.await(opening, settings.timeout().plus(SLACK), monitor,
					() -> check.refused().isPresent() || session.channel.failure() != null);
			isOpen = true;
			return session;
		} catch (ExecutionException e) {
			if (e.getCause() instanceof DirectoryException failure) {
				throw failure;
			}
			throw new DirectoryException(Kind.FAILED, "Cannot connect to " + endpoint + ": " + e.getCause(), "",
					e.getCause());
		} catch (TimeoutException e) {
			Throwable failure = session.channel.failure();
			throw failure == null
					? session.late("Connecting to " + endpoint, e)
					: ConnectFailures.of(endpoint, settings, false, new LdapException(failure));
		} finally {
			if (!isOpen) {
				// closing waits for threads that may wait for the server
				BackgroundWork.start("ldap-close", () -> {
					session.close();
					return null;
				});
			}
		}
	}

	private void connect() throws DirectoryException {
		long start = System.nanoTime();
		try {
			channel.connect();
		} catch (LdapException e) {
			// the library also says of a connection that was closed that the time was over
			boolean isLate = System.nanoTime() - start >= settings.timeout().toNanos();
			throw ConnectFailures.of(endpoint, settings, !isLate && channel.session() != null && !channel.isConnected(),
					e);
		}
	}

	private void bind() throws DirectoryException {
		String what = "Logon of " + settings.identity() + " at " + endpoint;
		try {
			Response response = settings.credentials() instanceof Credentials.Password password
					? simple(password)
					: kerberos();
			LdapResult result = ((BindResponse) response).getLdapResult();
			if (!channel.isConnected()) {
				// the library then makes up an answer
				throw broken(what, channel.failure());
			}
			if (result.getResultCode() != ResultCodeEnum.SUCCESS) {
				throw ConnectFailures.ofBind(what, settings, result);
			}
		} catch (LdapException e) {
			throw channel.isConnected() || ConnectFailures.isOfKerberos(e)
					? ConnectFailures.ofLogon(what, e)
					: broken(what, e);
		}
	}

	private Response simple(Credentials.Password password) throws LdapException, DirectoryException {
		BindRequest request = new BindRequestImpl();
		request.setVersion3(true);
		request.setSimple(true);
		request.setName(password.identity());
		byte[] bytes = password.password().use(LdapSession::utf8);
		request.setCredentials(bytes);
		Arrays.fill(bytes, (byte) 0);
		try {
			return await(channel.bindAsync(request), "Logon at " + endpoint, null);
		} finally {
			Arrays.fill(request.getCredentials(), (byte) 0);
		}
	}

	private static byte[] utf8(char[] characters) {
		ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
		byte[] bytes = Arrays.copyOf(buffer.array(), buffer.limit());
		Arrays.fill(buffer.array(), (byte) 0);
		return bytes;
	}

	private Response kerberos() throws LdapException, DirectoryException {
		SaslGssApiRequest request = new SaslGssApiRequest();
		request.setMutualAuthentication(true);
		request.setQualityOfProtection(settings.protection() == DirectoryProtection.SIGN_AND_SEAL
				? SaslQoP.AUTH_CONF
				: SaslQoP.AUTH);
		Subject subject = KerberosLogin.subject(settings.credentials());
		try {
			PrivilegedExceptionAction<Response> action = () -> channel.bindSasl(request)
					.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
			Response response = Subject.doAs(subject, action);
			if (response == null) {
				throw late("Logon at " + endpoint, null);
			}
			if (settings.protection() == DirectoryProtection.SIGN_AND_SEAL) {
				channel.session().getFilterChain().addBefore("saslFilter", SealedFrames.NAME, new SealedFrames());
			}
			return response;
		} catch (PrivilegedActionException e) {
			throw e.getCause() instanceof LdapException failure ? failure : new LdapException(e.getCause());
		}
	}

	LdapNetworkConnection connection() {
		return channel;
	}

	Endpoint endpoint() {
		return endpoint;
	}

	boolean isOpen() {
		return !isGivenUp && channel.isConnected() && channel.isAuthenticated();
	}

	/** Nobody waits for what still comes. */
	void giveUp() {
		isGivenUp = true;
	}

	/** In words. */
	String protection() {
		if (settings.protection() == DirectoryProtection.SIGN_AND_SEAL) {
			return "Kerberos, signed and sealed";
		}
		SSLSession ssl = channel.getSslSession();
		return ssl == null ? "TLS" : ssl.getProtocol();
	}

	/**
	 * The next response. Who gives up has to close the session, which tells the server.
	 *
	 * @param monitor
	 *            null: nobody can cancel it
	 * @throws OperationCanceledException
	 *             after the request was given up
	 */
	<R extends Response> R await(ResponseFuture<R> future, String what, IProgressMonitor monitor)
			throws DirectoryException {
		boolean isInterrupted = false;
		boolean isAnswered = false;
		try {
			long end = System.nanoTime() + settings.timeout().toNanos();
			while (true) {
				if (monitor != null && monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
				try {
					R response = future.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
					if (response != null) {
						isAnswered = true;
						return response;
					}
				} catch (InterruptedException e) {
					isInterrupted = true;
					if (monitor != null) {
						throw new OperationCanceledException("Interrupted");
					}
					// what was sent to be done is waited for
				}
				check(future, what, end);
			}
		} catch (ExecutionException | TimeoutException e) {
			throw new IllegalStateException(e);
		} finally {
			isGivenUp |= !isAnswered;
			if (isInterrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void check(ResponseFuture<?> future, String what, long end) throws DirectoryException {
		if (future.isCancelled() || !channel.isConnected()) {
			throw broken(what, future.getCause());
		}
		if (System.nanoTime() - end > 0) {
			throw late(what, null);
		}
	}

	DirectoryException broken(String what, Throwable cause) {
		return broken(what, endpoint, "Try again", cause);
	}

	static DirectoryException broken(String what, Endpoint endpoint, String advice, Throwable cause) {
		return new DirectoryException(Kind.UNREACHABLE, what + ": " + endpoint + " has closed the connection", advice,
				new ClosedConnection(cause));
	}

	/** Whether a connection was closed that had been made. */
	static boolean isBroken(DirectoryException e) {
		return e.getCause() instanceof ClosedConnection;
	}

	private DirectoryException late(String what, Throwable cause) {
		return new DirectoryException(Kind.TIMEOUT,
				what + ": no answer within " + settings.timeout().toSeconds() + " s",
				"Try another domain controller, or a longer time limit", cause);
	}

	@Override
	public void close() {
		channel.close();
	}
}
