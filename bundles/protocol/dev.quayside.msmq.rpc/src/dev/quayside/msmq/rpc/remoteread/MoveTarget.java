package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;

import java.util.UUID;

/**
 * A queue that is open at a server to get messages of the queue that it is a subqueue of, or the reverse ([MS-MQRR]
 * 3.1.4.11). Safe for use by several threads.
 */
public final class MoveTarget {

	private final RpcChannel channel;
	private final FormatName name;
	private final OpenedForMove opened;

	private MoveTarget(RpcChannel channel, FormatName name, OpenedForMove opened) {
		this.channel = channel;
		this.name = name;
		this.opened = opened;
	}

	public static MoveTarget open(RpcChannel channel, FormatName name, UUID client, CallOptions options)
			throws MqException, RpcException {
		RemoteRead.OpenRequest request = new RemoteRead.OpenRequest(QueueFormat.of(name), RemoteRead.Access.MOVE, 0,
				client, true, RemoteQueue.VERSION, true);
		try {
			return new MoveTarget(channel, name, channel.call(RemoteRead.OPEN_QUEUE_FOR_MOVE, request, options));
		} catch (RpcFaultException e) {
			throw RemoteQueue.asStatus(e, "Cannot open " + name.text() + " to move messages to it");
		}
	}

	public FormatName name() {
		return name;
	}

	long context() {
		return opened.context();
	}

	public void close(CallOptions options) throws MqException, RpcException {
		channel.call(RemoteRead.CLOSE_QUEUE, opened.handle(), options).orThrow("Cannot close " + name.text());
	}
}
