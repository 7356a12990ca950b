package dev.quayside.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A domain controller of Active Directory: Debian's Samba, as one process on a loopback address of its own, with its
 * endpoint mapper, its Kerberos server and LDAP at their usual ports. It ends when its standard input does: when it is closed,
 * when this process ends, and when this process is killed.
 *
 * <p>All accounts have the same password. {@code quayside}, {@code quayside-128} and {@code quayside-rc4} are services with
 * Kerberos keys of AES-256 and AES-128, of AES-128, and of RC4.
 */
public final class ActiveDirectory implements AutoCloseable {

	public static final String REALM = "QUAYSIDE.TEST";
	public static final String DOMAIN = "QUAYSIDE";
	/** Its name in the domain; {@code host/} with this name or with its address is its principal. */
	public static final String HOST = "dc1.quayside.test";
	public static final String PASSWORD = "Us3r-Passw0rd";
	public static final String USER = "alice";
	public static final String DISABLED_USER = "disabled";
	public static final String EXPIRED_USER = "expired";
	public static final String MUST_CHANGE_USER = "must-change";
	/** Host of the principal of the account {@code quayside}, besides localhost and 127.0.0.1. */
	public static final String SERVICE_HOST = "quayside.quayside.test";
	public static final String BASE_DN = "DC=quayside,DC=test";
	public static final String ADMINISTRATOR = "CN=Administrator,CN=Users," + BASE_DN;
	public static final int ENDPOINT_MAPPER = 135;
	public static final int KERBEROS = 88;

	private static final Path SAMBA = Path.of("/usr/sbin/samba");
	private static final Path FAKETIME = Path.of("/usr/bin/faketime");
	/** As many as {@code provision.py} names. */
	private static final int ADDRESSES = 32;
	/** Whoever listens there holds the address. */
	private static final int HELD = 134;
	private static final int PATIENCE_SECONDS = 60;
	private static final int PAUSE_MILLIS = 20;

	private static ActiveDirectory shared;

	private final ServerSocket held;
	private final Path folder;
	private final Process process;
	private final StringBuffer said = new StringBuffer();

	private ActiveDirectory(ServerSocket held, Path folder, Process process) {
		this.held = held;
		this.folder = folder;
		this.process = process;
	}

	/** The one that all tests of this process share; it ends with the process. */
	public static synchronized ActiveDirectory shared() throws IOException, InterruptedException {
		if (shared == null || !shared.process.isAlive()) {
			shared = start(List.of());
		}
		return shared;
	}

	/** Another one whose clock is ahead of ours, or behind it if negative. */
	public static ActiveDirectory startAhead(Duration ahead) throws IOException, InterruptedException {
		needs(FAKETIME, "faketime");
		return start(List.of(FAKETIME.toString(), "--exclude-monotonic", "-f",
				String.format("%+ds", ahead.toSeconds())));
	}

	private static ActiveDirectory start(List<String> prefix) throws IOException, InterruptedException {
		needs(SAMBA, "samba, samba-dsdb-modules and samba-ad-provision");
		if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
			throw new AssertionError("A domain controller needs the ports 88 and 135: run the tests as root");
		}
		ServerSocket held = hold();
		Path folder = Files.createTempDirectory("quayside-ad-");
		SambaDatabases.copyTo(folder);
		SambaConfiguration.write(folder, held.getInetAddress());
		List<String> command = new ArrayList<>(
				List.of("sh", "-c", "trap '' INT TERM HUP; \"$@\"; rm -rf -- \"$0\"", folder.toString()));
		command.addAll(prefix);
		command.addAll(List.of(SAMBA.toString(), "-i", "-M", "single", "--no-process-group", "-s",
				SambaConfiguration.of(folder).toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("KRB5_CONFIG", folder.resolve("krb5.conf").toString());
		ActiveDirectory directory = new ActiveDirectory(held, folder, builder.start());
		directory.listen();
		directory.awaitReady();
		return directory;
	}

	static void needs(Path file, String packages) {
		if (!Files.exists(file)) {
			throw new AssertionError(
					file + " is missing: it comes with Debian's " + packages + ", which ./test installs");
		}
	}

	/** Takes a loopback address that no other run has. */
	private static ServerSocket hold() throws IOException {
		int first = ThreadLocalRandom.current().nextInt(ADDRESSES);
		IOException last = new IOException("No address to listen at");
		for (int i = 0; i < ADDRESSES; i++) {
			InetAddress address = InetAddress
					.getByAddress(new byte[]{ 127, 77, 0, (byte) (1 + (first + i) % ADDRESSES) });
			try {
				ServerSocket held = new ServerSocket(HELD, 1, address);
				try (ServerSocket mapper = new ServerSocket(ENDPOINT_MAPPER, 1, address);
						ServerSocket kerberos = new ServerSocket(KERBEROS, 1, address)) {
					return held;
				} catch (IOException e) {
					held.close();
					throw e;
				}
			} catch (IOException e) {
				last = e;
			}
		}
		throw last;
	}

	private void listen() {
		Thread reader = new Thread(() -> {
			try (InputStream in = process.getInputStream()) {
				byte[] buffer = new byte[1 << 13];
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
				}
			} catch (IOException e) {
				said.append(e);
			}
		}, "active-directory");
		reader.setDaemon(true);
		reader.start();
	}

	/** It listens at the port of its last service when it has started all of them. */
	private void awaitReady() throws IOException, InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
		while (true) {
			try (Socket socket = new Socket(address(), KERBEROS)) {
				return;
			} catch (IOException e) {
				if (!process.isAlive() || System.nanoTime() - end > 0) {
					close();
					throw new IOException("Samba does not start: " + said, e);
				}
				Thread.sleep(PAUSE_MILLIS);
			}
		}
	}

	public InetAddress address() {
		return held.getInetAddress();
	}

	/** Configuration of Kerberos that names the realm and its server, for {@code java.security.krb5.conf}. */
	public Path krb5Conf() {
		return folder.resolve("krb5.conf");
	}

	/** Names and addresses, for {@code jdk.net.hosts.file} of a process of its own. */
	public Path hosts() {
		return folder.resolve("hosts");
	}

	/** Kerberos keys of {@link #USER} or of one of the services. */
	public Path keytab(String account) {
		return folder.resolve(account + ".keytab");
	}

	/** Who vouches for its certificate, in PEM. */
	public Path authority() {
		return folder.resolve("tls/ca.pem");
	}

	/** {@code ldaps://} and its address. */
	public String ldaps() {
		return "ldaps://" + address().getHostAddress();
	}

	/** {@code ldap://} and its address. */
	public String ldap() {
		return "ldap://" + address().getHostAddress();
	}

	/** What Samba has said so far. */
	public String log() {
		return said.toString();
	}

	@Override
	public void close() {
		try {
			process.getOutputStream().close();
			process.waitFor();
			held.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
