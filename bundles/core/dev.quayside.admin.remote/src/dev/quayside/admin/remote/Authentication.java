package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;

/** How an identity is shown to a queue manager. */
final class Authentication {

	private Authentication() {}

	static RpcClientOptions options(ConnectionSettings settings) throws RpcSecurityException {
		return RpcClientOptions.within(settings.callTimeout());
	}

	static ConnectionSecurity security(ConnectionSettings settings, RpcClient client) {
		return ConnectionSecurity.UNPROTECTED;
	}
}
