package dev.quayside.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.auth.ClientSecurity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server whose every byte a test decides; each connection runs the script on a thread of its own. */
final class FakeServer implements AutoCloseable {

	/** What the server does on one connection, which ends with it. */
	@FunctionalInterface
	interface Script {

		/**
		 * @param number
		 *            of the connection, from 1
		 */
		void serve(RawPeer client, int number) throws Exception;
	}

	static final int GROUP = 0x1234;

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private final List<RawPeer> peers = new CopyOnWriteArrayList<>();
	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	FakeServer(Script script) throws IOException {
		threads.execute(() -> accept(script));
	}

	private void accept(Script script) {
		try {
			for (int i = 1;; i++) {
				int number = i;
				RawPeer peer = new RawPeer(listener.accept());
				peers.add(peer);
				if (listener.isClosed()) {
					peer.close();
					return;
				}
				threads.execute(() -> serve(script, peer, number));
			}
		} catch (IOException e) {
			// the end of the test
		}
	}

	private void serve(Script script, RawPeer peer, int number) {
		try (peer) {
			script.serve(peer, number);
		} catch (AssertionError e) {
			failures.add(e);
		} catch (Exception e) {
			// the client has hung up
		}
	}

	int connections() {
		return peers.size();
	}

	RpcClient client() {
		return client(Duration.ofSeconds(20), 4);
	}

	/** One that authenticates. */
	RpcClient client(ClientSecurity security) {
		Duration timeout = Duration.ofSeconds(20);
		return new RpcClient(new RpcEndpoint("127.0.0.1", listener.getLocalPort()),
				new RpcClientOptions(timeout, timeout, timeout, 4, 5840).withSecurity(security));
	}

	RpcClient client(Duration timeout, int maxConnections) {
		return new RpcClient(new RpcEndpoint("127.0.0.1", listener.getLocalPort()),
				new RpcClientOptions(timeout, timeout, timeout, maxConnections, 5840));
	}

	/** A bind_ack or alter_context_resp that accepts the first context and answers bind-time features. */
	static byte[] ack(RawPdu bind, int group, int flags, int features) {
		boolean alter = bind.type() == Bytes.ALTER_CONTEXT;
		Bytes ack = Bytes.little().u16(5840).u16(5840).u32(group).raw(alter ? "0000 0000" : "0200 3000")
				.u8(bind.u8(24)).raw("000000").raw("0000 0000").uuid(Bytes.NDR20).u32(2);
		if (bind.u8(24) == 2) {
			ack.u16(features < 0 ? 2 : 3).u16(features < 0 ? 2 : features).raw(new byte[20]);
		}
		return ack.pdu(alter ? Bytes.ALTER_CONTEXT_RESP : Bytes.BIND_ACK, Bytes.WHOLE | flags, bind.callId());
	}

	/** Answers the bind as a server of today does. */
	static RawPdu acceptBind(RawPeer client) throws IOException {
		return acceptBind(client, Bytes.MULTIPLEX, 2);
	}

	/**
	 * Answers the bind.
	 *
	 * @param features
	 *            bits, or -1 for a server that does not know of them
	 */
	static RawPdu acceptBind(RawPeer client, int flags, int features) throws IOException {
		RawPdu bind = client.receive();
		assertThat(bind.type()).isEqualTo(Bytes.BIND);
		client.send(ack(bind, GROUP, flags, features));
		return bind;
	}

	/** A response in one fragment. */
	static byte[] response(int callId, byte[] stub) {
		return response(Bytes.WHOLE, callId, stub.length, stub);
	}

	static byte[] response(int flags, int callId, long allocHint, byte[] stub) {
		return Bytes.little().u32(allocHint).u16(0).u16(0).raw(stub).pdu(Bytes.RESPONSE, flags, callId);
	}

	static byte[] fault(int callId, int status) {
		return Bytes.little().u32(32).u16(0).u16(0).u32(status).u32(0).pdu(Bytes.FAULT, Bytes.WHOLE, callId);
	}

	/** Calls Echo with one byte. */
	static byte[] echo(RpcClient client, int value) throws IOException {
		return client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[]{ (byte) value });
	}

	/** Answers every request with its own stub data, until the client hangs up. */
	static void echoAll(RawPeer client) throws IOException {
		while (true) {
			RawPdu request = client.receive();
			if (request.type() == Bytes.REQUEST) {
				client.send(response(request.callId(), request.stub()));
			}
		}
	}

	/** Fails if the script saw something wrong. */
	void check() {
		assertThat(failures).isEmpty();
	}

	@Override
	public void close() throws IOException {
		// a connection that comes meanwhile is closed by who accepts it
		listener.close();
		for (RawPeer peer : peers) {
			peer.close();
		}
		threads.shutdownNow();
	}
}
