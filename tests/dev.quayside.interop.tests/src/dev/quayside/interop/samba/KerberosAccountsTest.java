package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalSecurity;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.QueueRight;
import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.Secret;
import dev.quayside.admin.local.EmbeddedQueueManagers;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.testkit.ActiveDirectory;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our queue manager as a service of a real domain: accounts of the domain show their tickets. */
@Timeout(120)
class KerberosAccountsTest {

	private static final NullProgressMonitor MONITOR = new NullProgressMonitor();
	private static final String ALICE = ActiveDirectory.USER + '@' + ActiveDirectory.REALM;

	@TempDir
	private static Path data;
	private static Controller controller;
	private static LocalQueueManager manager;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
		LocalSecurity.Service service = new LocalSecurity.Service(controller.directory().keytab("quayside"),
				"host/localhost@" + ActiveDirectory.REALM, true);
		LocalSecurity security = new LocalSecurity(
				List.of(new LocalSecurity.User(ActiveDirectory.USER, secret("of the queue manager"))), Optional.empty(),
				Optional.of(service), Protection.PRIVACY);
		manager = new EmbeddedQueueManagers().start(new LocalQueueManagerSettings(data, List.of("127.0.0.1"), 0, 0, 0,
				List.of(), Duration.ofMinutes(5), Map.of(), security));
	}

	@AfterAll
	static void stop() {
		manager.close();
	}

	private static Secret secret(String password) {
		return new Secret(password.toCharArray());
	}

	/** Connects, asks for something, and tells how that was protected. */
	private static ConnectionSecurity use(Credentials credentials, Protection protection)
			throws QueueManagerException {
		try (QueueManagerConnection connection = new RemoteQueueManagers().connect(
				new ConnectionSettings(manager.address(), protection, credentials, Duration.ofSeconds(60)),
				new NullProgressMonitor())) {
			connection.machine(new NullProgressMonitor());
			return connection.security();
		}
	}

	@Test
	void thePasswordOfTheDomainGetsATicketAndTheTicketIsLetIn() throws Exception {
		ConnectionSecurity security = use(new Credentials.Password(ALICE, "", secret(ActiveDirectory.PASSWORD)),
				Protection.PRIVACY);
		assertThat(security.mechanism()).isEqualTo("Kerberos");
		assertThat(security.identity()).isEqualTo(ALICE);
		assertThat(security.remark()).isEmpty();
	}

	@Test
	void soDoesAKeytab() throws Exception {
		Credentials keytab = new Credentials.Keytab(controller.directory().keytab(ActiveDirectory.USER), ALICE);
		assertThat(use(keytab, Protection.PRIVACY).mechanism()).isEqualTo("Kerberos");
	}

	@Test
	void soDoesATicketCacheOfThatAccountAndNotThatOfAnother() throws Exception {
		Path cache = data.resolve("tickets");
		ProcessBuilder kinit = new ProcessBuilder("kinit", "-k", "-t",
				controller.directory().keytab(ActiveDirectory.USER).toString(), "-c", "FILE:" + cache, ALICE);
		kinit.environment().put("KRB5_CONFIG", controller.directory().krb5Conf().toString());
		assertThat(kinit.inheritIO().start().waitFor()).isZero();
		for (Optional<String> principal : List.of(Optional.<String>empty(), Optional.of(ALICE))) {
			assertThat(use(new Credentials.Tickets(Optional.of(cache), principal), Protection.PRIVACY).mechanism())
					.isEqualTo("Kerberos");
		}
		QueueManagerException e = catchThrowableOfType(QueueManagerException.class,
				() -> use(new Credentials.Tickets(Optional.of(cache), Optional.of("bob@" + ActiveDirectory.REALM)),
						Protection.PRIVACY));
		assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.DENIED);
		assertThat(e).hasMessageContaining("bob@");
		assertThat(e.advice()).contains("kinit");
	}

	@Test
	void aTicketOfSomebodyElseOrALowerLevelIsDenied() {
		Credentials stranger = new Credentials.Password("Administrator@" + ActiveDirectory.REALM, "",
				secret(ActiveDirectory.PASSWORD));
		Credentials alice = new Credentials.Password(ALICE, "", secret(ActiveDirectory.PASSWORD));
		for (QueueManagerException e : List.of(
				catchThrowableOfType(QueueManagerException.class, () -> use(stranger, Protection.PRIVACY)),
				catchThrowableOfType(QueueManagerException.class, () -> use(alice, Protection.INTEGRITY)))) {
			assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.DENIED);
			assertThat(e).hasMessageContaining("ERROR_ACCESS_DENIED (0x00000005)");
		}
	}

	private static QueueManagerConnection connect(String user) throws QueueManagerException {
		return new RemoteQueueManagers().connect(
				new ConnectionSettings(manager.address(), Protection.PRIVACY,
						new Credentials.Password(user + '@' + ActiveDirectory.REALM, "",
								secret(ActiveDirectory.PASSWORD)),
						Duration.ofSeconds(60)),
				MONITOR);
	}

	@Test
	void aGroupOfTheDomainOpensAQueueToItsMembersAndNoLongerWhenItsGrantIsTaken() throws Exception {
		Permissions.Trustee admins = Permissions.Trustee.ofSid(controller.sidOfDomain() + "512");
		String queue = "private$\\for admins of the domain";
		try (QueueManagerConnection alice = connect(ActiveDirectory.USER);
				QueueManagerConnection member = connect("Administrator")) {
			alice.createQueue(queue, QueueSettings.NONE, MONITOR);
			assertThat(catchThrowableOfType(QueueManagerException.class, () -> member.browse(queue, MONITOR)).kind())
					.isEqualTo(Kind.DENIED);
			Permissions before = alice.permissions(queue, MONITOR);
			Permissions granted = alice.changePermissions(queue, before,
					before.with(admins, Set.of(QueueRight.RECEIVE), Set.of()), MONITOR);
			member.browse(queue, MONITOR).close();
			assertThat(catchThrowableOfType(QueueManagerException.class,
					() -> member.changePermissions(queue, granted, before, MONITOR)).kind()).isEqualTo(Kind.DENIED);
			alice.changePermissions(queue, granted, granted.without(admins), MONITOR);
			assertThat(catchThrowableOfType(QueueManagerException.class, () -> member.browse(queue, MONITOR)).kind())
					.isEqualTo(Kind.DENIED);
			alice.deleteQueue(queue, MONITOR);
		}
	}

	@Test
	void aWrongPasswordIsTheFaultOfThePassword() {
		QueueManagerException e = catchThrowableOfType(QueueManagerException.class,
				() -> use(new Credentials.Password(ALICE, "", secret("wrong")), Protection.PRIVACY));
		assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.DENIED);
		assertThat(e.advice()).contains("password");
	}

	@Test
	void whereThereIsNoRealmNtlmIsUsedAndSaysWhy() throws Exception {
		Credentials elsewhere = new Credentials.Password(ActiveDirectory.USER + "@NO-REALM.INVALID", "",
				secret("of the queue manager"));
		ConnectionSecurity security = use(elsewhere, Protection.PRIVACY);
		assertThat(security.mechanism()).isEqualTo("NTLM");
		assertThat(security.remark()).hasValueSatisfying(remark -> assertThat(remark).isNotBlank());
		assertThat(security.protection()).isEqualTo(Protection.PRIVACY);
	}
}
