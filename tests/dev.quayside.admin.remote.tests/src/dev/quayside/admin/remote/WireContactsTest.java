package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.QueueManagerContacts.Contact;
import dev.quayside.admin.directory.QueueManagerContacts.Event;
import dev.quayside.admin.directory.QueueManagerContacts.Notice;
import dev.quayside.msmq.directory.ChangeNotification;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketQueue;
import dev.quayside.msmq.transfer.SessionOptions;
import dev.quayside.msmq.transfer.TransferListener;
import dev.quayside.testkit.TestQueueManager;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class WireContactsTest {

	private static final Notice NOTICE = new Notice(Event.QUEUE_CHANGED, UUID.randomUUID(), "dc1.quayside.test");

	private final WireContacts contacts = new WireContacts();
	private final NullProgressMonitor monitor = new NullProgressMonitor();

	@TempDir
	private Path data;

	private static Contact contact(int port) {
		return new Contact("127.0.0.1", OptionalInt.of(port), Duration.ofSeconds(20));
	}

	@Test
	void ourOwnQueueManagerTellsItsIdAndTakesANotificationWithoutHarm() throws Exception {
		try (TestQueueManager manager = TestQueueManager.start(data, "q")) {
			Contact contact = contact(manager.server().transferPort());
			UUID id = contacts.identify(contact, monitor);
			assertThat(id).isEqualTo(manager.server().id());
			for (Event event : Event.values()) {
				contacts.notify(contact, id, new Notice(event, UUID.randomUUID(), "dc1"), monitor);
			}
			assertThat(contacts.identify(contact, monitor)).isEqualTo(id);
		}
	}

	@Test
	void aNotificationIsAnExpressMessageToTheNotifyQueue() throws Exception {
		UUID id = UUID.randomUUID();
		BlockingQueue<MessagePacket> taken = new LinkedBlockingQueue<>();
		try (TransferListener listener = TransferListener.start(id, SessionOptions.DEFAULT, message -> {
			taken.add(message.packet());
			return CompletableFuture.completedFuture(null);
		}, List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)))) {
			contacts.notify(contact(listener.localPort()), id, NOTICE, monitor);
			MessagePacket packet = taken.poll(20, TimeUnit.SECONDS);
			assertThat(packet.user().destination()).isEqualTo(new PacketQueue.Numbered(3, 3));
			assertThat(packet.user().isRecoverable()).isFalse();
			assertThat(packet.base().timeToReachQueue()).isEqualTo(300);
			assertThat(ChangeNotification.decode(packet.body().toByteArray())).isEqualTo(new ChangeNotification(
					ChangeNotification.Event.QUEUE_CHANGED, NOTICE.object(), NOTICE.domainController()));
		}
	}

	@Test
	void anotherQueueManagerThanTheOneThatIsMeantIsNotTold() throws Exception {
		BlockingQueue<MessagePacket> taken = new LinkedBlockingQueue<>();
		UUID id = UUID.randomUUID();
		try (TransferListener listener = TransferListener.start(id, SessionOptions.DEFAULT, message -> {
			taken.add(message.packet());
			return CompletableFuture.completedFuture(null);
		}, List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)))) {
			QueueManagerException failure = catchThrowableOfType(QueueManagerException.class,
					() -> contacts.notify(contact(listener.localPort()), UUID.randomUUID(), NOTICE, monitor));
			assertThat(failure.kind()).isEqualTo(Kind.INVALID);
			assertThat(failure).hasMessageContaining(id.toString());
			assertThat(taken).isEmpty();
		}
	}

	@Test
	void nobodyIsUnreachableAndANameThatBreaksTheTextIsRefused() throws Exception {
		int free;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			free = socket.getLocalPort();
		}
		assertThat(catchThrowableOfType(QueueManagerException.class, () -> contacts.identify(contact(free), monitor))
				.kind()).isEqualTo(Kind.UNREACHABLE);
		assertThat(catchThrowableOfType(QueueManagerException.class, () -> contacts.notify(contact(free),
				UUID.randomUUID(), new Notice(Event.QUEUE_CREATED, UUID.randomUUID(), "<dc>"), monitor)).kind())
				.isEqualTo(Kind.INVALID);
	}

	@Test
	void aCancelEndsTheWaitForSomebodyWhoSaysNothing() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			monitor.setCanceled(true);
			assertThat(catchThrowableOfType(OperationCanceledException.class,
					() -> contacts.identify(contact(silent.getLocalPort()), monitor))).isNotNull();
		}
	}
}
