package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Cuts the byte stream of a socket into fragments; a time-out in the middle of one loses nothing. */
final class FrameReader {

	/** Many small fragments fit in here, which then take one read. */
	private static final int ROOMY = 64 * 1024;

	private final Socket socket;
	private final int maxFragment;
	private byte[] buffer;
	private int start;
	private int end;
	private int soTimeout = -1;

	FrameReader(Socket socket, int maxFragment) {
		this.socket = socket;
		this.maxFragment = maxFragment;
		this.buffer = new byte[8 * 1024];
	}

	/** The next fragment, or null if it was not whole after so many milliseconds. */
	Frame poll(int millis) throws IOException {
		long deadline = System.nanoTime() + millis * 1_000_000L;
		while (true) {
			Frame frame = buffered();
			if (frame != null) {
				return frame;
			}
			long left = (deadline - System.nanoTime()) / 1_000_000L;
			if (!fill((int) Math.max(1, left)) || left <= 0) {
				return null;
			}
		}
	}

	/** A fragment that was read already, or null. */
	Frame buffered() throws RpcProtocolException {
		if (end - start < PduHeader.SIZE) {
			return null;
		}
		PduHeader header = PduDecoder.header(buffer, start);
		if (header.length() > maxFragment) {
			throw new RpcProtocolException("The server sent a fragment of " + header.length() + " bytes, more than the "
					+ maxFragment + " it was told");
		}
		if (end - start < header.length()) {
			return null;
		}
		byte[] bytes = Arrays.copyOfRange(buffer, start, start + header.length());
		start += header.length();
		return new Frame(header, bytes);
	}

	private boolean fill(int millis) throws IOException {
		if (end == buffer.length) {
			makeRoom();
		} else if (start == end) {
			start = 0;
			end = 0;
		}
		if (soTimeout != millis) {
			socket.setSoTimeout(millis);
			soTimeout = millis;
		}
		try {
			int read = socket.getInputStream().read(buffer, end, buffer.length - end);
			if (read < 0) {
				throw new RpcConnectException("The server closed the connection");
			}
			end += read;
			return true;
		} catch (SocketTimeoutException e) {
			return false;
		}
	}

	private void makeRoom() {
		byte[] target = start < buffer.length / 2 || buffer.length < ROOMY
				? new byte[Math.min(2 * buffer.length, maxFragment + 64 * 1024)]
				: buffer;
		System.arraycopy(buffer, start, target, 0, end - start);
		end -= start;
		start = 0;
		buffer = target;
	}
}
