package dev.quayside.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import javax.naming.Context;

/** A DNS server that this process asks while it is open, and that knows services (RFC 2782) only. */
public final class FakeDns implements AutoCloseable {

	/** A record. */
	public record Service(int priority, int weight, int port, String host) {}

	private static final int SRV = 33;
	private static final int NO_SUCH_NAME = 3;
	private static final int QUESTION = 12;

	private final DatagramSocket server;

	/** By the name that is asked for: none: there is no such name. */
	public volatile Function<String, List<Service>> services = name -> List.of();
	public volatile boolean isSilent;
	public volatile Runnable asked = () -> {};

	public FakeDns() throws IOException {
		server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		System.setProperty(Context.PROVIDER_URL, "dns://127.0.0.1:" + server.getLocalPort());
		Thread thread = new Thread(() -> {
			try {
				while (true) {
					DatagramPacket packet = new DatagramPacket(new byte[512], 512);
					server.receive(packet);
					asked.run();
					if (!isSilent) {
						byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
						server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
					}
				}
			} catch (IOException e) {
				// closed
			}
		}, "fake-dns");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		System.clearProperty(Context.PROVIDER_URL);
		server.close();
	}

	/** The question again, with a record for each service. */
	private byte[] answer(ByteBuffer query) throws IOException {
		StringBuilder asked = new StringBuilder();
		int end = QUESTION;
		while (query.get(end) != 0) {
			int size = query.get(end);
			asked.append(asked.isEmpty() ? "" : ".")
					.append(new String(query.array(), end + 1, size, StandardCharsets.US_ASCII));
			end += 1 + size;
		}
		List<Service> found = services.apply(asked.toString());
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeShort(query.getShort(0));
		out.writeShort(0x8180 | (found.isEmpty() ? NO_SUCH_NAME : 0));
		out.writeShort(1);
		out.writeShort(found.size());
		out.writeInt(0);
		out.write(query.array(), QUESTION, end + 5 - QUESTION);
		for (Service service : found) {
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
}
