package dev.quayside.rpc.client;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.Stub;

import java.time.Duration;

/** One interface over the connections of an association. */
final class GroupChannel implements RpcChannel {

	private final RpcEndpoint endpoint;
	private final Duration timeout;
	private final ConnectionGroup group;
	private final InterfaceId interfaceId;

	/**
	 * @param timeout
	 *            of calls that bring no limit of their own
	 */
	GroupChannel(RpcEndpoint endpoint, Duration timeout, ConnectionGroup group, InterfaceId interfaceId) {
		this.endpoint = endpoint;
		this.timeout = timeout;
		this.group = group;
		this.interfaceId = interfaceId;
	}

	@Override
	public <I, O> O call(RpcOperation<I, O> operation, I in, CallOptions options) throws RpcException {
		Wait wait = new Wait(options, timeout, operation.name());
		ClientConnection connection = group.lease(interfaceId, wait);
		Outgoing request;
		PendingCall.Answer answer;
		try {
			request = request(connection, operation, in);
			answer = connection.call(request, wait);
		} finally {
			group.release(connection);
		}
		return read(operation, answer, request.context());
	}

	@Override
	public <I, O> CallWindow<I, O> window(RpcOperation<I, O> operation, CallOptions options) {
		return new GroupWindow<>(this, operation, options);
	}

	ConnectionGroup group() {
		return group;
	}

	InterfaceId interfaceId() {
		return interfaceId;
	}

	RpcEndpoint endpoint() {
		return endpoint;
	}

	Duration timeout() {
		return timeout;
	}

	/** A request in the transfer syntax of the connection; negotiates the interface if it is new there. */
	<I> Outgoing request(ClientConnection connection, RpcOperation<I, ?> operation, I in) throws RpcException {
		PresentationContext context = connection.binding().context(interfaceId);
		return new Outgoing(context, operation.opnum(), operation.in().encode(in, context.syntax()));
	}

	<O> O read(RpcOperation<?, O> operation, PendingCall.Answer answer, PresentationContext context)
			throws RpcProtocolException {
		Stub response = ((Pdu.Response) answer.pdu()).stub();
		try {
			return operation.out().read(new NdrReader(response.bytes(), response.offset(), response.length(),
					context.syntax(), answer.order()));
		} catch (NdrException e) {
			throw new RpcProtocolException(endpoint + " answered " + operation.name() + " with bytes that do not fit: "
					+ e.getMessage(), e);
		}
	}
}
