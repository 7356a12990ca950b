package dev.quayside.queuemanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.management.ManagedObject;
import dev.quayside.msmq.rpc.management.ManagementClient;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.access.DefaultAccess;
import dev.quayside.queuemanager.access.Guard;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.ntlm.ServerNames;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an administrator may do, and what somebody nobody knows, over all interfaces. */
@Timeout(60)
class ServerPermissionsTest {

	private static final CallOptions OPTIONS = CallOptions.defaults();
	private static final FormatName ORDERS = FormatName.parse("DIRECT=OS:localhost\\private$\\orders");
	private static final Map<QueueObjectProperty, PropValue> LABEL = Map.of(QueueObjectProperty.LABEL,
			new PropValue.Text("changed"));

	@TempDir
	private Path data;
	private QueueManagerServer server;
	private RpcClient administrator;
	private RpcClient anonymous;

	@BeforeEach
	void start() throws Exception {
		start(DefaultAccess.MSMQ4);
	}

	private void start(DefaultAccess access) throws Exception {
		NtlmAccounts accounts = NtlmAccounts
				.of(List.of(new NtlmAccount("", "alice", NtHash.of("secret".toCharArray()))));
		ServerSecurity security = new ServerSecurity(
				List.of(new NtlmAcceptor(accounts, ServerNames.standalone("quayside"), false)),
				AuthenticationLevel.NONE,
				caller -> accounts.find(caller.principal().domain(), caller.principal().name()).isPresent());
		server = QueueManagerServer.start(new QueueManagerOptions(data, List.of(InetAddress.getByName("127.0.0.1")), 0,
				0, 0, List.of(QueueAttributes.named("orders")), Duration.ofMinutes(5), security, access, Map.of()));
		RpcEndpoint endpoint = new RpcEndpoint("127.0.0.1", server.rpcPort());
		administrator = new RpcClient(endpoint, RpcClientOptions.DEFAULT.withSecurity(new ClientSecurity(
				new NtlmInitiator("ANY", "alice", "secret".toCharArray()), AuthenticationLevel.PRIVACY)));
		anonymous = new RpcClient(endpoint, RpcClientOptions.DEFAULT);
	}

	@AfterEach
	void stop() {
		administrator.close();
		anonymous.close();
		server.close();
	}

	private static RemoteQueue open(RpcClient client, int access) throws Exception {
		return RemoteQueue.open(client.channel(RemoteRead.INTERFACE), ORDERS, access, false, UUID.randomUUID(),
				OPTIONS);
	}

	private static QmCommClient objects(RpcClient client) {
		return new QmCommClient(client.channel(QmComm.INTERFACE));
	}

	private static ManagementClient management(RpcClient client) {
		return new ManagementClient(client.channel(QueueManagement.INTERFACE));
	}

	private static void isDenied(ThrowingCallable call) {
		assertThat(catchThrowableOfType(MqException.class, call).status()).isEqualTo(MqStatus.ACCESS_DENIED);
	}

	private void grant(Sid sid, int rights) throws Exception {
		SecurityDescriptor granting = SecurityDescriptor.of(Sid.ADMINISTRATORS, Ace.allow(sid, rights),
				Ace.allow(Sid.ADMINISTRATORS, QueueRights.ALL));
		objects(administrator).changeSecurity(ORDERS, SecurityDescriptor.DACL, granting.bytes(), OPTIONS);
	}

	@Test
	void onlyAdministratorsManage() throws Exception {
		assertThat(management(administrator).machine(List.of(MachineProperty.TYPE), OPTIONS)).isNotEmpty();
		management(administrator).act(new ManagedObject.Machine(), "TIDY", OPTIONS);
		isDenied(() -> management(anonymous).machine(List.of(MachineProperty.TYPE), OPTIONS));
		isDenied(() -> management(anonymous).act(new ManagedObject.Machine(), "TIDY", OPTIONS));
	}

	@Test
	void aQueueOfMsmq4IsReadByAdministratorsOnly() throws Exception {
		open(administrator, RemoteRead.Access.RECEIVE).close(OPTIONS);
		isDenied(() -> open(anonymous, RemoteRead.Access.RECEIVE));
		isDenied(() -> open(anonymous, RemoteRead.Access.PEEK));
	}

	@Test
	void whoMayPeekMayNotReceive() throws Exception {
		grant(Sid.ANONYMOUS, QueueRights.PEEK_MESSAGE);
		open(anonymous, RemoteRead.Access.PEEK).close(OPTIONS);
		isDenied(() -> open(anonymous, RemoteRead.Access.RECEIVE));
		grant(Sid.EVERYONE, QueueRights.RECEIVE_MESSAGE);
		open(anonymous, RemoteRead.Access.RECEIVE).close(OPTIONS);
	}

	@Test
	void aDenialOutweighsTheGrantBehindIt() throws Exception {
		SecurityDescriptor denying = SecurityDescriptor.of(Sid.ADMINISTRATORS,
				Ace.deny(Sid.ANONYMOUS, QueueRights.DELETE_MESSAGE), Ace.allow(Sid.EVERYONE, QueueRights.ALL));
		objects(administrator).changeSecurity(ORDERS, SecurityDescriptor.DACL, denying.bytes(), OPTIONS);
		open(anonymous, RemoteRead.Access.PEEK).close(OPTIONS);
		isDenied(() -> open(anonymous, RemoteRead.Access.RECEIVE));
		open(administrator, RemoteRead.Access.RECEIVE).close(OPTIONS);
	}

	@Test
	void aStrangerReadsPropertiesAndChangesNothing() throws Exception {
		QmCommClient stranger = objects(anonymous);
		assertThat(stranger.properties(ORDERS, List.of(QueueObjectProperty.LABEL), OPTIONS)).hasSize(1);
		assertThat(stranger.security(ORDERS, SecurityDescriptor.DACL, OPTIONS)).isNotEmpty();
		isDenied(() -> stranger.change(ORDERS, LABEL, OPTIONS));
		isDenied(() -> stranger.delete(ORDERS, OPTIONS));
		isDenied(() -> stranger.create(".\\private$\\mine", null, LABEL, OPTIONS));
		isDenied(() -> stranger.purge(ORDERS, UUID.randomUUID(), OPTIONS));
		byte[] own = SecurityDescriptor.of(Sid.ANONYMOUS).bytes();
		isDenied(() -> stranger.changeSecurity(ORDERS, SecurityDescriptor.DACL, own, OPTIONS));
		isDenied(() -> stranger.changeSecurity(ORDERS, SecurityDescriptor.OWNER, own, OPTIONS));
		assertThat(catchThrowableOfType(MqException.class,
				() -> stranger.security(ORDERS, SecurityDescriptor.SACL, OPTIONS)).status().name())
				.isEqualTo("MQ_ERROR_PRIVILEGE_NOT_HELD");
	}

	@Test
	void propertiesAndPermissionsAreRightsOfTheirOwn() throws Exception {
		grant(Sid.ANONYMOUS, QueueRights.SET_PROPERTIES);
		objects(anonymous).change(ORDERS, LABEL, OPTIONS);
		isDenied(() -> objects(anonymous).properties(ORDERS, List.of(QueueObjectProperty.LABEL), OPTIONS));
		isDenied(() -> objects(anonymous).security(ORDERS, SecurityDescriptor.DACL, OPTIONS));
		grant(Sid.ANONYMOUS, QueueRights.DELETE_QUEUE);
		objects(anonymous).delete(ORDERS, OPTIONS);
	}

	@Test
	void whatAnAccountMakesIsItsOwnAndOfAdministrators() throws Exception {
		objects(administrator).create(".\\private$\\mine", null, LABEL, OPTIONS);
		FormatName mine = FormatName.parse("DIRECT=OS:localhost\\private$\\mine");
		SecurityDescriptor descriptor = SecurityDescriptor
				.read(objects(administrator).security(mine, SecurityDescriptor.OWNER | SecurityDescriptor.DACL,
						OPTIONS));
		Sid owner = descriptor.owner().orElseThrow();
		assertThat(owner.toString()).startsWith("S-1-5-21-");
		assertThat(descriptor).isEqualTo(DefaultAccess.MSMQ4.queue(owner)
				.only(SecurityDescriptor.OWNER | SecurityDescriptor.DACL));
	}

	@Test
	void anOwnerThatTheCallerIsNotIsRefused() throws Exception {
		grant(Sid.ANONYMOUS, QueueRights.ALL);
		byte[] system = SecurityDescriptor.of(Sid.LOCAL_SYSTEM).bytes();
		assertThat(catchThrowableOfType(MqException.class, () -> objects(anonymous).changeSecurity(ORDERS,
				SecurityDescriptor.OWNER, system, OPTIONS)).status().name()).isEqualTo("MQ_ERROR_INVALID_OWNER");
		objects(anonymous).changeSecurity(ORDERS, SecurityDescriptor.OWNER,
				SecurityDescriptor.of(Sid.ANONYMOUS).bytes(), OPTIONS);
	}

	@Test
	void sendersNeedAGrant() throws Exception {
		Queue queue = server.manager().find(QueuePath.privateQueue("orders")).orElseThrow();
		Guard guard = Guard.of(server.id(), caller -> false, true,
				DefaultAccess.MSMQ4);
		assertThat(guard.maySend(queue, Optional.empty())).isFalse();
		grant(Sid.EVERYONE, QueueRights.WRITE_MESSAGE);
		assertThat(guard.maySend(queue, Optional.empty())).isTrue();
	}

	@Test
	void aGrantToAnAccountIsForMessagesThatNameIt() throws Exception {
		Queue queue = server.manager().find(QueuePath.privateQueue("orders")).orElseThrow();
		Guard guard = Guard.of(server.id(), caller -> false, true, DefaultAccess.MSMQ4);
		Sid account = Sid.parse("S-1-5-21-1-2-3-1001");
		grant(account, QueueRights.WRITE_MESSAGE);
		assertThat(guard.maySend(queue, Optional.of(SecurityHeader.ofSid(account.bytes())))).isTrue();
		assertThat(guard.maySend(queue, Optional.of(SecurityHeader.ofSid(Sid.parse("S-1-5-21-1-2-3-1002").bytes()))))
				.isFalse();
		assertThat(guard.maySend(queue, Optional.of(SecurityHeader.ofSid(Sid.ADMINISTRATORS.bytes())))).isFalse();
		assertThat(guard.maySend(queue, Optional.empty())).isFalse();
	}

	@Test
	void anOpenQueueIsReadAndWrittenByEveryone() throws Exception {
		stop();
		data = data.resolve("open");
		start(DefaultAccess.OPEN);
		open(anonymous, RemoteRead.Access.RECEIVE).close(OPTIONS);
		isDenied(() -> objects(anonymous).change(ORDERS, LABEL, OPTIONS));
		isDenied(() -> objects(anonymous).delete(ORDERS, OPTIONS));
	}

	@Test
	void permissionsSurviveARestart() throws Exception {
		grant(Sid.ANONYMOUS, QueueRights.PEEK_MESSAGE);
		stop();
		start(DefaultAccess.OPEN);
		open(anonymous, RemoteRead.Access.PEEK).close(OPTIONS);
		isDenied(() -> open(anonymous, RemoteRead.Access.RECEIVE));
	}
}
