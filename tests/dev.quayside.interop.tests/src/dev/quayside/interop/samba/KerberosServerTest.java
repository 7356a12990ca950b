package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.security.kerberos.KerberosAcceptor;
import dev.quayside.rpc.security.kerberos.KerberosIdentity;
import dev.quayside.rpc.security.kerberos.KerberosInitiator;
import dev.quayside.rpc.server.CallPolicy;
import dev.quayside.rpc.server.RpcServerLimits;
import dev.quayside.testkit.ActiveDirectory;

import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.security.auth.Subject;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;

/** Our server with a keytab, and clients with tickets of the domain controller: our own, and Java's GSS. */
@Timeout(60)
class KerberosServerTest {

	private static final String PRINCIPAL = "host/localhost@" + ActiveDirectory.REALM;
	private static final String ALICE = ActiveDirectory.USER + '@' + ActiveDirectory.REALM;

	private static Controller controller;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	private static KerberosAcceptor acceptor() throws RpcSecurityException {
		return new KerberosAcceptor(controller.directory().keytab("quayside"), PRINCIPAL);
	}

	private static SecureServer server(SecurityAcceptor acceptor) throws IOException {
		return new SecureServer(CallPolicy.OPEN, RpcServerLimits.DEFAULT, List.of(acceptor));
	}

	private static KerberosIdentity alice() {
		return new KerberosIdentity.Password(ALICE, ActiveDirectory.PASSWORD.toCharArray());
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECT", "PACKET", "INTEGRITY", "PRIVACY" })
	void ourClientIsKnown(AuthenticationLevel level) throws Exception {
		ClientSecurity security = new ClientSecurity(new KerberosInitiator(alice()), level);
		try (SecureServer server = server(acceptor());
				RpcClient client = new RpcClient(new RpcEndpoint("127.0.0.1", server.port()),
						RpcClientOptions.DEFAULT.withSecurity(security))) {
			for (int i = 0; i < 3; i++) {
				assertThat(client.channel(Echo.INTERFACE).call(SecureServer.WHO, null))
						.asString(StandardCharsets.UTF_8).isEqualTo(ActiveDirectory.REALM + "\\alice " + level);
			}
		}
	}

	@Test
	void aClientWithAKeytabIsKnown() throws Exception {
		KerberosIdentity keytab = new KerberosIdentity.Keytab(ALICE,
				controller.directory().keytab(ActiveDirectory.USER));
		SecurityExchange client = new KerberosInitiator(keytab).start("localhost", AuthenticationLevel.PRIVACY);
		SecurityExchange server = acceptor().start();
		server.next(client.next(server.next(client.next(new byte[0]))));

		assertThat(server.context().peer()).isEqualTo(new Principal(ActiveDirectory.REALM, ActiveDirectory.USER));
	}

	@Test
	void aServiceWithKeysOf128BitsIsReachedAndTheSignatureOfGroupsChecked() throws Exception {
		SecurityExchange client = new KerberosInitiator(alice()).start("aes128.quayside.test",
				AuthenticationLevel.PRIVACY);
		SecurityExchange server = new KerberosAcceptor(controller.directory().keytab("quayside-128"),
				"host/aes128.quayside.test@" + ActiveDirectory.REALM).start();

		assertThat(server.next(client.next(server.next(client.next(new byte[0]))))).isEmpty();
		assertThat(server.context().sids()).contains(controller.sidOfDomain() + "513");
	}

	@ParameterizedTest
	@CsvSource({ "alice, 1, '513'", "Administrator, 500, '513,512,518,519,520'" })
	void theGroupsOfACallerAreThoseOfTheDomain(String user, int atLeast, String groups) throws Exception {
		KerberosIdentity identity = new KerberosIdentity.Password(user + '@' + ActiveDirectory.REALM,
				ActiveDirectory.PASSWORD.toCharArray());
		SecurityExchange client = new KerberosInitiator(identity).start("localhost", AuthenticationLevel.PRIVACY);
		SecurityExchange server = acceptor().start();
		server.next(client.next(server.next(client.next(new byte[0]))));

		List<String> sids = server.context().sids();
		String domain = controller.sidOfDomain();
		assertThat(sids.get(0)).startsWith(domain);
		assertThat(Integer.parseInt(sids.get(0).substring(domain.length()))).isGreaterThanOrEqualTo(atLeast);
		assertThat(sids).contains(Arrays.stream(groups.split(",")).map(domain::concat).toArray(String[]::new));
		assertThat(sids).doesNotContain("S-1-5-32-544", "S-1-1-0");
	}

	@Test
	void aServiceOfAnotherAccountIsRefused() throws Exception {
		SecurityExchange client = new KerberosInitiator(alice()).start(ActiveDirectory.HOST,
				AuthenticationLevel.PRIVACY);
		SecurityExchange server = acceptor().start();
		byte[] request = client.next(new byte[0]);

		assertThatExceptionOfType(RpcSecurityException.class).isThrownBy(() -> client.next(server.next(request)))
				.withMessageContaining("KRB_AP_ERR_MODIFIED").extracting(RpcSecurityException::reason)
				.isEqualTo(Reason.REFUSED);
	}

	@Test
	void aServiceThatHasOnlyWeakKeysIsNamed() {
		KerberosInitiator initiator = new KerberosInitiator(alice());

		assertThatExceptionOfType(RpcSecurityException.class)
				.isThrownBy(() -> initiator.start("rc4.quayside.test", AuthenticationLevel.PRIVACY))
				.extracting(RpcSecurityException::reason).isEqualTo(Reason.UNSUPPORTED);
	}

	/** Not in DCE style: with frames, two legs, and tokens that are not rotated. */
	@Test
	void theGssOfJavaIsUnderstood() throws Exception {
		SecurityExchange server = acceptor().start();
		Subject.doAs(login(), (PrivilegedExceptionAction<Void>) () -> {
			GSSManager manager = GSSManager.getInstance();
			GSSContext client = manager.createContext(
					manager.createName("host@localhost", GSSName.NT_HOSTBASED_SERVICE),
					new Oid("1.2.840.113554.1.2.2"), null, GSSContext.DEFAULT_LIFETIME);
			byte[] request = client.initSecContext(new byte[0], 0, 0);
			byte[] reply = server.next(request);
			assertThat(server.isEstablished()).isTrue();
			client.initSecContext(reply, 0, reply.length);
			assertThat(client.isEstablished()).isTrue();
			assertTalking(client, server.context());
			return null;
		});
		assertThat(server.context().peer()).isEqualTo(new Principal(ActiveDirectory.REALM, ActiveDirectory.USER));
	}

	private static void assertTalking(GSSContext theirs, SecurityContext ours) throws Exception {
		byte[] body = "the body of a request".getBytes(StandardCharsets.US_ASCII);
		int length = body.length;
		byte[] signature = theirs.getMIC(body, 0, length, new MessageProp(0, true));
		byte[] signed = Arrays.copyOf(body, length + signature.length);
		System.arraycopy(signature, 0, signed, length, signature.length);
		ours.unprotect(new Coverage(signed, 0, length, 0, 0, false, length, signature.length));

		byte[] token = theirs.wrap(body, 0, length, new MessageProp(0, true));
		int at = token.length - length;
		Coverage sealed = new Coverage(token, at, token.length, at, token.length, true, 0, at);
		ours.unprotect(sealed);
		assertThat(Arrays.copyOfRange(token, at, token.length)).isEqualTo(body);

		int size = ours.signatureSize(false);
		byte[] answer = Arrays.copyOf(body, length + size);
		ours.protect(new Coverage(answer, 0, length, 0, 0, false, length, size));
		theirs.verifyMIC(answer, length, size, answer, 0, length, new MessageProp(0, true));
	}

	private static Subject login() throws Exception {
		Subject subject = new Subject();
		AppConfigurationEntry entry = new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule",
				LoginModuleControlFlag.REQUIRED, Map.of("principal", ALICE, "refreshKrb5Config", "true"));
		new LoginContext("test", subject,
				callbacks -> ((PasswordCallback) callbacks[0]).setPassword(ActiveDirectory.PASSWORD.toCharArray()),
				new Configuration() {

					@Override
					public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
						return new AppConfigurationEntry[]{ entry };
					}
				}).login();
		return subject;
	}
}
