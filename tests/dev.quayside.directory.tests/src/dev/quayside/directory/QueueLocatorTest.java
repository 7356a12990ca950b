package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.QueueLocation;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where queues are that aliases stand for, and which aliases can be made, in a directory of Samba. */
class QueueLocatorTest {

	private static final String FORMAT_NAME = "DIRECT=OS:elsewhere.example\\private$\\orders";

	private static ActiveDirectory ad;
	private static DirectoryConnection connection;
	private static DirectoryObjects objects;

	@BeforeAll
	static void start() throws Exception {
		ad = DirectorySeed.shared();
		connection = Directory.connect(ad);
		objects = connection.objects();
	}

	@AfterAll
	static void stop() {
		connection.close();
	}

	private static DirectoryException refused(String formatName) {
		return catchThrowableOfType(DirectoryException.class, () -> objects.locate(formatName, Directory.MONITOR));
	}

	@Test
	void aDirectNameSaysItself() throws Exception {
		assertThat(objects.locate(FORMAT_NAME, Directory.MONITOR))
				.isEqualTo(new QueueLocation("elsewhere.example", Optional.of("private$\\orders")));
		assertThat(objects.locate("direct=tcp:10.1.2.3\\orders;journal", Directory.MONITOR))
				.isEqualTo(new QueueLocation("10.1.2.3", Optional.of("orders;journal")));
	}

	@Test
	void aPublicQueueIsFoundByItsId() throws Exception {
		UUID id = objects.queue(DirectorySeed.SERVER + "\\" + DirectorySeed.LONG_QUEUE, Directory.MONITOR).id();
		assertThat(objects.locate("PUBLIC=" + id, Directory.MONITOR))
				.isEqualTo(new QueueLocation("msmqsrv1.quayside.test", Optional.of(DirectorySeed.LONG_QUEUE)));
	}

	@Test
	void aPrivateQueueByNumberIsSomewhereOnItsMachine() throws Exception {
		DirectoryMachine machine = objects.machine(DirectorySeed.SERVER, Directory.MONITOR);
		assertThat(objects.locate("PRIVATE=" + machine.queueManagerId() + "\\0000000a", Directory.MONITOR))
				.isEqualTo(new QueueLocation("msmqsrv1.quayside.test", Optional.empty()));
	}

	@Test
	void whatCannotBeReadIsRefusedWithTheReason() {
		for (String formatName : List.of("", "orders", "DIRECT=OS:nowhere", "DIRECT=OS:.\\private$\\q",
				"DIRECT=HTTP://mq.example/msmq/private$/orders", "DL=" + UUID.randomUUID(), "MULTICAST=234.1.1.1:80",
				FORMAT_NAME + ",DIRECT=OS:b\\q")) {
			assertThat(refused(formatName)).as(formatName).satisfies(e -> {
				assertThat(e.kind()).isEqualTo(Kind.INVALID);
				assertThat(e.advice()).isNotEmpty();
			});
		}
		assertThat(refused("PUBLIC=" + UUID.randomUUID()).kind()).isEqualTo(Kind.NOT_FOUND);
		assertThat(refused("PRIVATE=" + UUID.randomUUID() + "\\1").kind()).isEqualTo(Kind.NOT_FOUND);
	}

	@Test
	void anAliasIsRefusedBeforeAnybodyIsAsked() {
		assertThat(objects.aliasRefusal("orders", Optional.empty(), FORMAT_NAME)).isEmpty();
		assertThat(objects.aliasRefusal("orders", Optional.of(DirectorySeed.OU), FORMAT_NAME)).isEmpty();
		assertThat(objects.aliasRefusal("", Optional.empty(), FORMAT_NAME)).isPresent();
		assertThat(objects.aliasRefusal("orders", Optional.of("Users"), FORMAT_NAME))
				.hasValueSatisfying(text -> assertThat(text).contains("no distinguished name"));
		assertThat(objects.aliasRefusal("orders", Optional.empty(), "DIRECT=OS:nowhere"))
				.hasValueSatisfying(text -> assertThat(text).contains("a queue must follow"));
	}

	@Test
	void aContainerThatIsNotThereIsSaidBeforeAnythingIsTried() {
		assertThat(catchThrowableOfType(DirectoryException.class, () -> objects.createAlias("orders",
				Optional.of("OU=Missing," + ActiveDirectory.BASE_DN), FORMAT_NAME, Directory.MONITOR)))
				.satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
				.hasMessageContaining("OU=Missing");
	}

	@Test
	void whoDeletesAnAliasIsToldOfTheListsThatHaveIt() throws Exception {
		String alias = "CN=located-alias," + DirectorySeed.OU;
		LdapTools.modify(ad, "dn: " + alias + "\nobjectClass: msMQ-Custom-Recipient\nmsMQ-Recipient-FormatName: "
				+ FORMAT_NAME + "\n\ndn: CN=located-list," + DirectorySeed.OU
				+ "\nobjectClass: group\nsAMAccountName: located-list\nmember: " + alias + "\n\n");
		ObjectChange deletion = objects.deleteAlias(alias, Directory.MONITOR);
		assertThat(deletion.warning()).contains("It is in 1 list: located-list.");
		LdapTools.modify(ad, "dn: CN=located-list," + DirectorySeed.OU + "\nchangetype: delete\n\ndn: " + alias
				+ "\nchangetype: delete\n\n");
	}
}
