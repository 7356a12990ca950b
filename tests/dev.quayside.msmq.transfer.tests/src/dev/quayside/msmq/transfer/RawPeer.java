package dev.quayside.msmq.transfer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** One end of a connection that reads and writes bytes, for the other end to be tested. */
public final class RawPeer implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 10_000;

	public final UUID id = UUID.randomUUID();
	private final Socket socket;
	private final DataInputStream in;

	public RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(PATIENCE_MILLIS);
		this.in = new DataInputStream(socket.getInputStream());
	}

	/** Connects to a listener of this machine. */
	public static RawPeer connect(int port) throws IOException {
		return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	/** Connects and sets a session up. */
	public static RawPeer open(int port) throws IOException {
		return open(port, 500, 20_000, 64);
	}

	public static RawPeer open(int port, int recoverableAck, int ack, int window) throws IOException {
		RawPeer peer = connect(port);
		peer.send(Wire.establish(peer.id, new UUID(0, 0)));
		peer.read();
		peer.send(Wire.parameters(recoverableAck, ack, window));
		peer.read();
		return peer;
	}

	/** Answers the set-up of an initiator. */
	public void accept(int window) throws IOException {
		byte[] request = read();
		byte[] establish = Wire.establish(Wire.guid(request, 20), id, Wire.buffer(request).getInt(52),
				Wire.buffer(request).getShort(56));
		Arrays.fill(establish, 60, 572, (byte) 0x5A);
		send(establish);
		ByteBuffer parameters = Wire.buffer(read());
		send(Wire.parameters(parameters.getInt(20), parameters.getInt(24), window));
	}

	public void send(byte[] bytes) throws IOException {
		socket.getOutputStream().write(bytes);
	}

	/** The next packet with its session header; null at the end of the stream. */
	public byte[] read() throws IOException {
		byte[] head = new byte[16];
		int first = in.read();
		if (first < 0) {
			return null;
		}
		head[0] = (byte) first;
		in.readFully(head, 1, 15);
		int size = Wire.buffer(head).getInt(8);
		boolean trailing = (head[2] & 0x18) == 0x10;
		byte[] packet = Arrays.copyOf(head, size + (trailing ? 16 : 0));
		in.readFully(packet, 16, packet.length - 16);
		return packet;
	}

	/** The next packet, which has to be a stand-alone acknowledgement. */
	public Wire.Header readAck() throws IOException {
		byte[] packet = read();
		if (packet == null || packet.length != 36 || (packet[2] & 0x18) != 0x18 || (packet[18] & 0x0F) != 1) {
			throw new IOException("No SessionAck: " + (packet == null ? "the end" : Arrays.toString(packet)));
		}
		return Wire.header(packet, 20);
	}

	/** Reads acknowledgements until one has this count. */
	public Wire.Header readAcksUpTo(int count) throws IOException {
		Wire.Header header = readAck();
		while (header.acknowledged() != count) {
			header = readAck();
		}
		return header;
	}

	/** Whether the other end closes the connection instead of sending more; a reset is an end too. */
	public boolean isClosed() throws IOException {
		try {
			return in.read() < 0;
		} catch (SocketTimeoutException e) {
			return false;
		} catch (IOException e) {
			return true;
		}
	}

	/** Whether the other end ends its sending properly, not with a reset. */
	public boolean isEnded() throws IOException {
		return in.read() < 0;
	}

	/** Whether it closes, behind acknowledgements that were on their way. */
	public boolean isClosedAfterAcks() {
		try {
			while (read() != null) {
				// the next one
			}
			return true;
		} catch (SocketTimeoutException e) {
			return false;
		} catch (IOException e) {
			return true;
		}
	}

	/** Whether nothing comes for so long; takes a byte of what does. */
	public boolean isQuiet(int millis) throws IOException {
		socket.setSoTimeout(millis);
		try {
			in.read();
			return false;
		} catch (SocketTimeoutException e) {
			return true;
		} finally {
			socket.setSoTimeout(PATIENCE_MILLIS);
		}
	}

	public Socket socket() {
		return socket;
	}

	/** Ends the connection with a reset, as a process that dies does. */
	public void reset() throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
