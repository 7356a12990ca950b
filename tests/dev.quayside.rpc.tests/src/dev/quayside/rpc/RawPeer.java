package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One end of a connection that sends exactly the bytes it is given, and reads PDUs without judging them. */
public final class RawPeer implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private final Socket socket;
	private final DataInputStream in;

	public RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(PATIENCE_MILLIS);
		socket.setTcpNoDelay(true);
		this.in = new DataInputStream(socket.getInputStream());
	}

	public static RawPeer connect(int port) throws IOException {
		return new RawPeer(new Socket("127.0.0.1", port));
	}

	/** Connects from another address of this machine. */
	public static RawPeer connectFrom(String address, int port) throws IOException {
		Socket socket = new Socket();
		socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
		socket.connect(new InetSocketAddress("127.0.0.1", port));
		return new RawPeer(socket);
	}

	/** Connects and binds {@link Echo#INTERFACE} as context 0 in a new group. */
	public static RawPeer bound(int port) throws IOException {
		return bound(port, 0);
	}

	/** Likewise in a group. */
	public static RawPeer bound(int port, int group) throws IOException {
		RawPeer peer = connect(port);
		RawPdu ack = peer.send(Bytes.bind(5840, group, Bytes.WHOLE)).receive();
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		return peer;
	}

	public Socket socket() {
		return socket;
	}

	public RawPeer send(byte[]... parts) throws IOException {
		for (byte[] part : parts) {
			socket.getOutputStream().write(part);
		}
		return this;
	}

	/** The next PDU. */
	public RawPdu receive() throws IOException {
		byte[] header = new byte[16];
		in.readFully(header);
		ByteOrder order = header[4] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		int length = Short.toUnsignedInt(ByteBuffer.wrap(header).order(order).getShort(8));
		byte[] pdu = Arrays.copyOf(header, length);
		in.readFully(pdu, 16, length - 16);
		return new RawPdu(pdu);
	}

	/** Whether the other end closes now, without a further byte. */
	public boolean isEnded() throws IOException {
		try {
			return in.read() < 0;
		} catch (EOFException | SocketException e) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
