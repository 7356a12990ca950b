package dev.quayside.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.LdapDirectories;
import dev.quayside.directory.ldap.DomainControllers.Service;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.naming.Context;

class DomainControllersTest {

	private static final NullProgressMonitor MONITOR = new NullProgressMonitor();
	private static final int SRV = 33;
	private static final int NO_SUCH_NAME = 3;

	private DatagramSocket server;
	private volatile List<Service> services = List.of();
	private volatile boolean isSilent;
	private volatile Runnable asked = () -> {};

	@BeforeEach
	void start() throws IOException {
		server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		System.setProperty(Context.PROVIDER_URL, "dns://127.0.0.1:" + server.getLocalPort());
		Thread thread = new Thread(() -> {
			try {
				while (true) {
					DatagramPacket packet = new DatagramPacket(new byte[512], 512);
					server.receive(packet);
					asked.run();
					byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
					if (isSilent) {
						continue;
					}
					server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
				}
			} catch (IOException e) {
				// closed
			}
		}, "fake-dns");
		thread.setDaemon(true);
		thread.start();
	}

	@AfterEach
	void stop() {
		System.clearProperty(Context.PROVIDER_URL);
		server.close();
	}

	/** The question again, with a record for each service. */
	private byte[] answer(ByteBuffer query) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeShort(query.getShort(0));
		out.writeShort(0x8180 | (services.isEmpty() ? NO_SUCH_NAME : 0));
		out.writeShort(1);
		out.writeShort(services.size());
		out.writeInt(0);
		int end = 12;
		while (query.get(end) != 0) {
			end += 1 + query.get(end);
		}
		out.write(query.array(), 12, end + 5 - 12);
		for (Service service : services) {
			out.writeShort(0xc00c);
			out.writeShort(SRV);
			out.writeShort(1);
			out.writeInt(60);
			byte[] host = name(service.host());
			out.writeShort(6 + host.length);
			out.writeShort(service.priority());
			out.writeShort(service.weight());
			out.writeShort(service.port());
			out.write(host);
		}
		return bytes.toByteArray();
	}

	private static byte[] name(String host) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (String label : host.split("\\.")) {
			out.write(label.length());
			out.write(label.getBytes(StandardCharsets.US_ASCII));
		}
		out.write(0);
		return out.toByteArray();
	}

	@Test
	void dnsNamesTheControllersOfADomainInTheirOrder() throws DirectoryException {
		services = List.of(new Service(10, 100, 389, "far.corp.example"), new Service(0, 100, 389, "dc1.corp.example"));
		assertThat(DomainControllers.of("corp.example", MONITOR)).containsExactly(new Endpoint("dc1.corp.example", 389),
				new Endpoint("far.corp.example", 389));
		assertThat(DomainControllers.catalogs("corp.example", MONITOR)).hasSize(2);
	}

	@Test
	void aDomainThatDnsDoesNotKnowIsUnreachable() {
		assertThatThrownBy(() -> DomainControllers.of("corp.example", MONITOR))
				.isInstanceOfSatisfying(DirectoryException.class,
						e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
				.hasMessageContaining("_ldap._tcp.dc._msdcs.corp.example");
	}

	@Test
	void whoCancelsDoesNotWaitForADnsServerThatSaysNothing() throws DirectoryException {
		isSilent = true;
		NullProgressMonitor monitor = new NullProgressMonitor();
		asked = () -> monitor.setCanceled(true);
		assertThatThrownBy(() -> DomainControllers.of("corp.example", monitor))
				.isInstanceOf(OperationCanceledException.class);
		DirectorySettings settings = new DirectorySettings(new DirectoryAddress.Domain("corp.example"),
				DirectoryProtection.LDAPS, new Credentials.Password("a", "", new Secret("b".toCharArray())),
				ServerTrust.PLATFORM, Duration.ofMinutes(5));
		assertThatThrownBy(() -> new LdapDirectories().connect(settings, TrustQuestion.REFUSE, monitor))
				.isInstanceOf(OperationCanceledException.class);
	}

	@Test
	void ofTheSamePriorityEachComesFirstNowAndThen() {
		List<Service> same = List.of(new Service(0, 50, 389, "a"), new Service(0, 50, 389, "b"),
				new Service(0, 0, 389, "c"), new Service(1, 1000, 389, "d"));
		Set<String> first = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			List<Endpoint> order = DomainControllers.ordered(same);
			assertThat(order).hasSize(4).last().isEqualTo(new Endpoint("d", 389));
			first.add(order.get(0).host());
		}
		assertThat(first).contains("a", "b").doesNotContain("d");
	}
}
