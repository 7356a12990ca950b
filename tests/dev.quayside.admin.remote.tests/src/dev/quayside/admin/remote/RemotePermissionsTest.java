package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Entry;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueRight;
import dev.quayside.admin.QueueSettings;
import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.Acl;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.testkit.TestQueueManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may do what with a queue, read and changed over the wire. */
@Timeout(60)
class RemotePermissionsTest {

	private static final Trustee EVERYONE = Trustee.ofSid("S-1-1-0");
	private static final Trustee ALICE = Trustee.ofSid("S-1-5-21-1-2-3-1000");

	@TempDir
	private Path data;
	private TestQueueManager server;
	private QueueManagerConnection connection;

	@BeforeEach
	void start() throws Exception {
		server = TestQueueManager.start(data, "orders");
		connection = Remote.connect(server.server().rpcPort());
	}

	@AfterEach
	void stop() {
		connection.close();
		server.close();
	}

	@Test
	void theWordsOfRightsAreThoseOfTheMask() {
		assertThat(QueueRights.names(QueueRights.ALL))
				.containsExactlyInAnyOrderElementsOf(Arrays.stream(QueueRight.values()).map(QueueRight::word).toList());
	}

	@Test
	void permissionsAreChangedAndStay() throws Exception {
		Permissions before = connection.permissions(QUEUE, MONITOR);
		assertThat(before.rights(EVERYONE, true)).contains(QueueRight.SEND);
		Permissions wanted = before.with(EVERYONE, Set.of(QueueRight.GET_PROPERTIES), Set.of(QueueRight.SEND))
				.with(ALICE, Set.of(QueueRight.RECEIVE), Set.of()).withOwner(ALICE);
		assertThat(connection.changePermissions(QUEUE, before, wanted, MONITOR)).isEqualTo(wanted);
		assertThat(connection.queueDetails(QUEUE, MONITOR).permissions().optional()).contains(wanted);
		server.close();
		connection.close();
		server = TestQueueManager.start(data);
		connection = Remote.connect(server.server().rpcPort());
		assertThat(connection.permissions(QUEUE, MONITOR)).isEqualTo(wanted);
	}

	@Test
	void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
		Permissions before = connection.permissions(QUEUE, MONITOR);
		Permissions others = connection.changePermissions(QUEUE, before, before.without(EVERYONE), MONITOR);
		assertThat(Remote.fails(Kind.BUSY, () -> connection.changePermissions(QUEUE, before,
				before.with(ALICE, Set.of(QueueRight.SEND), Set.of()), MONITOR)))
				.hasMessageContaining("somebody else");
		assertThat(connection.permissions(QUEUE, MONITOR)).isEqualTo(others);
	}

	@Test
	void aRightOrSidThatIsNoneIsRefused() throws Exception {
		Permissions before = connection.permissions(QUEUE, MONITOR);
		for (Entry entry : List.of(new Entry(EVERYONE, true, List.of("fly")),
				new Entry(new Trustee("alice", Optional.empty()), true, List.of("send")))) {
			Permissions wanted = new Permissions(before.owner(), List.of(entry), false);
			Remote.fails(Kind.INVALID, () -> connection.changePermissions(QUEUE, before, wanted, MONITOR));
		}
		assertThat(connection.permissions(QUEUE, MONITOR)).isEqualTo(before);
	}

	@Test
	void whoTakesTheRightToReadPermissionsAwayStillHearsWhatIsDone() throws Exception {
		connection.createQueue("private$\\mine", QueueSettings.NONE, MONITOR);
		Permissions before = connection.permissions("private$\\mine", MONITOR);
		Permissions wanted = new Permissions(Optional.of(ALICE), List.of(), false);
		assertThat(connection.changePermissions("private$\\mine", before, wanted, MONITOR)).isEqualTo(wanted);
		Remote.fails(Kind.DENIED, () -> connection.permissions("private$\\mine", MONITOR));
	}

	@Test
	void aServerWithoutQmcommSaysSo() throws Exception {
		try (FakeManager manager = new FakeManager().with(QUEUE);
				QueueManagerConnection plain = Remote.connect(manager.port())) {
			assertThat(Remote.fails(Kind.FAILED, () -> plain.permissions(QUEUE, MONITOR)))
					.hasMessageContaining("qmcomm");
		}
	}

	@Test
	void entriesThatAreNotShownStayInTheirPlacesAndOldOnesAsTheyWere() {
		Ace inherited = new Ace.Basic(Ace.ALLOWED, Ace.INHERIT_ONLY, QueueRights.ALL, Sid.EVERYONE);
		Ace generic = new Ace.Basic(Ace.ALLOWED, 0x10, 0x10000000, Sid.ADMINISTRATORS);
		Ace old = Ace.allow(Sid.EVERYONE, QueueRights.WRITE_MESSAGE);
		SecurityDescriptor before = new SecurityDescriptor(0x1000, Optional.of(Sid.ADMINISTRATORS), Optional.empty(),
				Optional.empty(), Optional.of(Acl.of(generic, inherited, old)));
		Permissions wanted = PermissionEntries.read(before).with(EVERYONE, Set.of(QueueRight.PEEK), Set.of());
		SecurityDescriptor after = PermissionEntries.change(before, wanted);
		assertThat(after.control()).isEqualTo(0x1000);
		assertThat(after.dacl().get().entries()).containsExactly(generic, inherited,
				Ace.allow(Sid.EVERYONE, QueueRights.PEEK_MESSAGE));
		assertThat(PermissionEntries.read(after)).isEqualTo(wanted);
	}
}
