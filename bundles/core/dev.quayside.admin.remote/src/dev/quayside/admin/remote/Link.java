package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The association with a queue manager; made when it is needed, and anew after {@link #disconnect}. */
final class Link {

	/** Servers that find port 2103 taken use the next in steps of 11 ([MS-MQMP] 3.1.4.24). */
	private static final int PORT_STEP = 11;
	private static final int PORT_TRIES = 4;

	private final ConnectionSettings settings;
	private RpcClient client;

	Link(ConnectionSettings settings) {
		this.settings = settings;
	}

	ConnectionSettings settings() {
		return settings;
	}

	synchronized boolean isConnected() {
		return client != null;
	}

	RpcChannel remoteRead() throws RpcException {
		return client().channel(RemoteRead.INTERFACE);
	}

	RpcChannel management() throws RpcException {
		return client().channel(QueueManagement.INTERFACE);
	}

	synchronized RpcClient client() throws RpcException {
		if (client == null) {
			client = connect();
		}
		return client;
	}

	private RpcClient connect() throws RpcException {
		QueueManagerAddress address = settings.address();
		List<Integer> ports = address.rpcPort().isPresent()
				? List.of(address.rpcPort().getAsInt())
				: IntStream.range(0, PORT_TRIES).mapToObj(i -> QueueManagerAddress.DEFAULT_RPC_PORT + i * PORT_STEP)
						.toList();
		List<RpcConnectException> failures = new ArrayList<>();
		for (int port : ports) {
			RpcClient attempt = new RpcClient(new RpcEndpoint(address.host(), port),
					RpcClientOptions.within(settings.callTimeout()));
			try {
				return attempt.connect(QueueManagement.INTERFACE);
			} catch (RpcConnectException e) {
				attempt.close();
				failures.add(e);
			} catch (RpcException e) {
				attempt.close();
				throw e;
			}
		}
		throw failures.get(0);
	}

	synchronized void disconnect() {
		if (client != null) {
			client.close();
			client = null;
		}
	}
}
