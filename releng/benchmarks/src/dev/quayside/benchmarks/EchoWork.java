package dev.quayside.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** The floor of a call: a request and an answer of so many bytes between two blocking threads of two processes. */
final class EchoWork {

	private EchoWork() {}

	/** Arguments: bytes of a request, bytes of an answer. Says its port. */
	static Worker.Work server(List<String> arguments) throws IOException {
		int requestSize = Integer.parseInt(arguments.get(0));
		int answerSize = Integer.parseInt(arguments.get(1));
		ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> answer(listener, requestSize, answerSize), "echo");
		thread.setDaemon(true);
		thread.start();
		return new Worker.Work() {
			@Override
			public long until(long deadline) {
				return 0;
			}

			@Override
			public String says() {
				return Integer.toString(listener.getLocalPort());
			}
		};
	}

	private static void answer(ServerSocket listener, int requestSize, int answerSize) {
		byte[] request = new byte[requestSize];
		byte[] answer = new byte[answerSize];
		try (Socket socket = listener.accept()) {
			socket.setTcpNoDelay(true);
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			while (true) {
				in.readFully(request);
				out.write(answer);
			}
		} catch (IOException e) {
			// the client has gone
		}
	}

	/** Arguments: port, bytes of a request, bytes of an answer. */
	static Worker.Work client(List<String> arguments) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments.get(0)));
		socket.setTcpNoDelay(true);
		byte[] request = new byte[Integer.parseInt(arguments.get(1))];
		byte[] answer = new byte[Integer.parseInt(arguments.get(2))];
		DataInputStream in = new DataInputStream(socket.getInputStream());
		OutputStream out = socket.getOutputStream();
		return Worker.repeat(() -> {
			out.write(request);
			in.readFully(answer);
		});
	}
}
