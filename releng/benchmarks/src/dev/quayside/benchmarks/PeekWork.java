package dev.quayside.benchmarks;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;

import java.util.List;
import java.util.UUID;

/** Peeks at the first message, one call at a time; arguments: port, and {@code privacy} to sign and seal with NTLM. */
final class PeekWork implements Worker.Work {

	private static final int OVERHEAD = PduHeader.SIZE + Pdu.Request.FIXED_SIZE;
	static final String USER = "alice";
	static final String PASSWORD = "secret";
	private static final UUID CLIENT = UUID.randomUUID();

	private final RpcChannel channel;
	private final RemoteQueue queue;

	PeekWork(List<String> arguments) throws RpcException, MqException {
		channel = channel(Integer.parseInt(arguments.get(0)),
				arguments.contains("privacy") ? sealed() : RpcClientOptions.DEFAULT);
		queue = open(channel);
	}

	private static RpcClientOptions sealed() {
		return RpcClientOptions.DEFAULT.withSecurity(new ClientSecurity(
				new NtlmInitiator("", USER, PASSWORD.toCharArray()), AuthenticationLevel.PRIVACY));
	}

	static RpcChannel channel(int port) throws RpcException {
		return channel(port, RpcClientOptions.DEFAULT);
	}

	private static RpcChannel channel(int port, RpcClientOptions options) throws RpcException {
		RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", port), options);
		return client.connect(RemoteRead.INTERFACE).channel(RemoteRead.INTERFACE);
	}

	static RemoteQueue open(RpcChannel channel) throws RpcException, MqException {
		return open(channel, RemoteRead.Access.PEEK);
	}

	static RemoteQueue open(RpcChannel channel, int access) throws RpcException, MqException {
		return RemoteQueue.open(channel, Messages.FORMAT_NAME, access, false, CLIENT,
				CallOptions.defaults());
	}

	@Override
	public long until(long deadline) throws RpcException, MqException {
		long count = 0;
		while (System.nanoTime() < deadline) {
			queue.read(ReceiveAction.PEEK_CURRENT, 0, 0, 0, Messages.WHOLE_BODY, CallOptions.defaults());
			count++;
		}
		return count;
	}

	/** The bytes of one request and one response with their headers. */
	@Override
	public String says() {
		try {
			ContextHandle handle = channel.call(RemoteRead.OPEN_QUEUE,
					new RemoteRead.OpenRequest(QueueFormat.of(Messages.FORMAT_NAME), RemoteRead.Access.PEEK, 0, CLIENT,
							true, new RemoteRead.OpenRequest.Version(6, 1, 7601), true));
			RemoteRead.ReceiveRequest request = new RemoteRead.ReceiveRequest(handle, 0, 0,
					ReceiveAction.PEEK_CURRENT.value(), 0, 0, Messages.WHOLE_BODY, Messages.WHOLE_BODY);
			Returned<RemoteRead.Received> answer = channel.call(RemoteRead.START_RECEIVE, request);
			return OVERHEAD + RemoteRead.START_RECEIVE.in().encode(request).length + " "
					+ (OVERHEAD + RemoteRead.START_RECEIVE.out().encode(answer).length);
		} catch (RpcException e) {
			throw new IllegalStateException(e);
		}
	}
}
