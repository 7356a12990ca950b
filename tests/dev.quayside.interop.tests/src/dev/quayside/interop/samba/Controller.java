package dev.quayside.interop.samba;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.testkit.ActiveDirectory;

import java.io.IOException;

/** The RPC interfaces of a domain controller, and the Kerberos that goes with it. */
final class Controller {

	private static final String KERBEROS_FILE = "java.security.krb5.conf";

	private final ActiveDirectory directory;

	private Controller(ActiveDirectory directory) {
		this.directory = directory;
		System.setProperty(KERBEROS_FILE, directory.krb5Conf().toString());
	}

	/** The one that all tests share, made the Kerberos of this process. */
	static Controller shared() throws IOException, InterruptedException {
		return new Controller(ActiveDirectory.shared());
	}

	String host() {
		return directory.address().getHostAddress();
	}

	RpcEndpoint endpoint(InterfaceId wanted) throws RpcException {
		for (int port = 49152;; port++) {
			RpcEndpoint endpoint = new RpcEndpoint(host(), port);
			try (RpcClient client = new RpcClient(endpoint, RpcClientOptions.DEFAULT).connect(wanted)) {
				return endpoint;
			} catch (dev.quayside.rpc.RpcBindException e) {
				continue;
			}
		}
	}

	/** A client that logs on as the user. */
	RpcClient client(InterfaceId wanted, Mechanism mechanism, AuthenticationLevel level) throws RpcException {
		return client(wanted, new ClientSecurity(
				mechanism.initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD), level));
	}

	RpcClient client(InterfaceId wanted, ClientSecurity security) throws RpcException {
		return new RpcClient(endpoint(wanted), RpcClientOptions.DEFAULT.withSecurity(security));
	}
}
