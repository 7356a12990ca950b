package dev.quayside.rpc.client;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduEncoder;

import java.util.Optional;

/** What a connection says to the server before and between its calls. */
final class BindExchange implements ClientBinding.Exchange {

	private final ClientConnection connection;
	private final RpcClientOptions options;
	private final ConnectionSecurity security;

	BindExchange(ClientConnection connection, RpcClientOptions options, ConnectionSecurity security) {
		this.connection = connection;
		this.options = options;
		this.security = security;
	}

	@Override
	public PendingCall.Answer send(Pdu.Bind bind, int flags, Optional<AuthVerifier> token) throws RpcException {
		try {
			return connection.negotiate(call -> encode(bind, call.callId(), flags, token),
					limit(bind.alter() ? "alter_context" : "bind"));
		} catch (RpcFaultException e) {
			throw security.explain(e);
		}
	}

	@Override
	public void finish(AuthVerifier token) throws RpcException {
		connection.tell(callId -> encode(new Pdu.Auth3(), callId, 0, Optional.of(token)), limit("auth3"));
	}

	private Wait limit(String name) {
		return new Wait(CallOptions.defaults(), options.bindTimeout(), name);
	}

	private static byte[] encode(Pdu pdu, int callId, int flags, Optional<AuthVerifier> token) {
		return token.isPresent()
				? PduEncoder.encode(pdu, callId, flags, token.get())
				: PduEncoder.encode(pdu, callId, flags);
	}
}
