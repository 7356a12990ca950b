package dev.quayside.admin.remote;

import static dev.quayside.admin.remote.Remote.MONITOR;
import static dev.quayside.admin.remote.Remote.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.server.RpcService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers that answer in the form of the protocol and make no sense. */
@Timeout(30)
class OddServerTest {

	private final AtomicInteger reads = new AtomicInteger();

	private RpcService answering(RemoteRead.Received received) {
		return RpcService.of(RemoteRead.INTERFACE)
				.on(RemoteRead.OPEN_QUEUE,
						(in, call) -> CompletableFuture.completedFuture(
								call.association().open(RemoteRead.INTERFACE, UUID.randomUUID(), context -> {})))
				.on(RemoteRead.CLOSE_QUEUE,
						(in, call) -> CompletableFuture.completedFuture(Returned.ok(ContextHandle.NULL)))
				.on(RemoteRead.START_RECEIVE, (in, call) -> {
					reads.incrementAndGet();
					return CompletableFuture.completedFuture(Returned.ok(received));
				});
	}

	private QueueManagerException read(RemoteRead.Received received, PageRequest page) throws Exception {
		try (FakeManager manager = new FakeManager(answering(received));
				QueueManagerConnection connection = Remote.connect(manager.port());
				MessageBrowser browser = connection.browse(QUEUE, MONITOR)) {
			return Remote.fails(Kind.PROTOCOL, () -> browser.read(page, message -> {}, MONITOR));
		}
	}

	private static byte[] packet() {
		return new MessageBuilder(UUID.randomUUID(), FormatName.parse("DIRECT=OS:h\\private$\\q")).label("l").build()
				.encode();
	}

	private static RemoteRead.Received received(SectionBuffer... sections) {
		return new RemoteRead.Received(1, 7, List.of(sections));
	}

	@Test
	void aListThatNeverMovesOnEnds() throws Exception {
		byte[] packet = packet();
		RemoteRead.Received same = received(
				new SectionBuffer(SectionBuffer.Type.FULL_PACKET, packet.length, packet));
		assertThat(read(same, PageRequest.first(Integer.MAX_VALUE))).hasMessageContaining("what follows");
		assertThat(reads).hasValue(2);
		read(same, PageRequest.last(Integer.MAX_VALUE));
	}

	@Test
	void aMessageThatIsNoneIsSaid() throws Exception {
		byte[] garbage = new byte[100];
		assertThat(read(received(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, 100, garbage)),
				PageRequest.first(1))).hasMessageContaining("cannot be read");
		read(received(), PageRequest.first(1));
		SectionBuffer section = new SectionBuffer(SectionBuffer.Type.FULL_PACKET, 100, packet());
		read(received(section, section, section), PageRequest.first(1));
	}
}
