package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.Relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The RPC interfaces of a domain controller, and the Kerberos that goes with it. */
final class Controller {

	private static final String KERBEROS_FILE = "java.security.krb5.conf";

	private final ActiveDirectory directory;
	private final Map<InterfaceId, RpcEndpoint> endpoints = new ConcurrentHashMap<>();

	/** Makes it the Kerberos of this process. */
	Controller(ActiveDirectory directory) {
		this.directory = directory;
		System.setProperty(KERBEROS_FILE, directory.krb5Conf().toString());
	}

	/** The one that all tests share. */
	static Controller shared() throws IOException, InterruptedException {
		return new Controller(ActiveDirectory.shared());
	}

	ActiveDirectory directory() {
		return directory;
	}

	String host() {
		return directory.address().getHostAddress();
	}

	/** Where its endpoint mapper says that an interface is. */
	RpcEndpoint endpoint(InterfaceId wanted) throws RpcException {
		RpcEndpoint known = endpoints.get(wanted);
		if (known == null) {
			try (RpcClient mapper = new RpcClient(mapper(), RpcClientOptions.DEFAULT)) {
				known = new RpcEndpoint(host(), new EndpointMapper(mapper.channel(EndpointMap.INTERFACE))
						.tcpPorts(wanted, CallOptions.defaults()).get(0));
			}
			endpoints.put(wanted, known);
		}
		return known;
	}

	RpcEndpoint mapper() {
		return new RpcEndpoint(host(), ActiveDirectory.ENDPOINT_MAPPER);
	}

	/** Who stands between a client and an interface. */
	Relay relay(InterfaceId wanted, UnaryOperator<byte[]> requests, UnaryOperator<byte[]> answers)
			throws IOException, RpcException {
		return new Relay(new InetSocketAddress(directory.address(), endpoint(wanted).port()), requests, answers);
	}

	/** A client that logs on as the user. */
	RpcClient client(InterfaceId wanted, Mechanism mechanism, AuthenticationLevel level) throws RpcException {
		return client(endpoint(wanted), mechanism, level);
	}

	/** Likewise over a relay. */
	RpcClient client(Relay relay, Mechanism mechanism, AuthenticationLevel level) {
		return client(new RpcEndpoint(host(), relay.port()), mechanism, level);
	}

	private static RpcClient client(RpcEndpoint endpoint, Mechanism mechanism, AuthenticationLevel level) {
		return client(endpoint, mechanism.security(level));
	}

	static RpcClient client(RpcEndpoint endpoint, ClientSecurity security) {
		return new RpcClient(endpoint, RpcClientOptions.DEFAULT.withSecurity(security));
	}

	/** The SID of the domain with a hyphen behind it, over samr. */
	String sidOfDomain() throws RpcException {
		try (RpcClient client = client(Samr.INTERFACE, Mechanism.NTLM, AuthenticationLevel.PRIVACY)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			StringBuilder text = new StringBuilder("S-1-5-");
			sid(samr, samr.call(Samr.CONNECT5, Samr.MAXIMUM_ALLOWED).value()).subAuthorities()
					.forEach(number -> text.append(number).append('-'));
			return text.toString();
		}
	}

	private static Samr.Sid sid(RpcChannel samr, ContextHandle server) throws RpcException {
		return samr.call(Samr.LOOKUP_DOMAIN, new Samr.DomainName(server, ActiveDirectory.DOMAIN)).value();
	}

	/** A handle of the domain, over samr. */
	static ContextHandle openDomain(RpcChannel samr) throws RpcException {
		ContextHandle server = samr.call(Samr.CONNECT5, Samr.MAXIMUM_ALLOWED).value();
		Samr.Sid sid = sid(samr, server);
		Samr.Answer<ContextHandle> domain = samr.call(Samr.OPEN_DOMAIN,
				new Samr.Domain(server, Samr.MAXIMUM_ALLOWED, sid));
		assertThat(domain.status()).isZero();
		return domain.value();
	}

	/** Calls something whose result is known. */
	static void looksUp(RpcClient client) throws RpcException {
		RpcChannel samr = client.channel(Samr.INTERFACE);
		ContextHandle domain = openDomain(samr);
		assertThat(samr.call(Samr.LOOKUP_IDS, new Samr.Ids(domain, List.of(500L, 502L))).value())
				.containsExactly("Administrator", "krbtgt");
		assertThat(samr.call(Samr.CLOSE_HANDLE, domain).value().isNull()).isTrue();
	}
}
