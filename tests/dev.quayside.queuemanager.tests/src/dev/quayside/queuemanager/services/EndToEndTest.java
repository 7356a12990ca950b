package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.remoteread.ReceiveAction;
import dev.quayside.msmq.rpc.remoteread.RemoteMessage;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Our client at our server. */
class EndToEndTest extends WireTest {

	private static final CallOptions OPTIONS = CallOptions.defaults();

	private RpcClient client;
	private RemoteQueue remote;

	@BeforeEach
	void open() throws Exception {
		client = new RpcClient(new RpcEndpoint("127.0.0.1", manager.server().rpcPort()), RpcClientOptions.DEFAULT);
		RpcChannel channel = client.channel(RemoteRead.INTERFACE);
		remote = RemoteQueue.open(channel, FormatName.parse("DIRECT=" + directName()), RemoteRead.Access.RECEIVE,
				false, new UUID(1, 2), OPTIONS);
	}

	@AfterEach
	void close() {
		client.close();
	}

	@Test
	void aQueueIsBrowsedByCursorAndByLookupId() throws Exception {
		put("one", "two", "three");
		put(6, "zero");
		long cursor = remote.createCursor(OPTIONS);
		List<String> byCursor = new ArrayList<>();
		List<Long> ids = new ArrayList<>();
		ReceiveAction step = ReceiveAction.PEEK_CURRENT;
		for (int i = 0; i < 4; i++) {
			RemoteMessage message = remote.read(step, cursor, 0, i, 0, OPTIONS);
			byCursor.add(message.packet().properties().label());
			ids.add(message.lookupId());
			step = ReceiveAction.PEEK_NEXT;
		}
		assertThat(byCursor).containsExactly("zero", "one", "two", "three");
		assertThat(ids).isSorted();
		for (int i = 0; i < 4; i++) {
			assertThat(remote.lookup(ReceiveAction.LOOKUP_PEEK_CURRENT, ids.get(i), 9, 0, OPTIONS).packet().properties()
					.label()).isEqualTo(byCursor.get(i));
		}
		remote.closeCursor(cursor, OPTIONS);
	}

	@Test
	void aLargeBodyComesWholeOrCut() throws Exception {
		byte[] body = new byte[3_000_001];
		new Random(1).nextBytes(body);
		Messages.put(manager, name, 3, Messages.stored("large", builder -> builder.body(0, body)));
		RemoteMessage whole = remote.read(ReceiveAction.PEEK_CURRENT, 0, 0, 1, Integer.MAX_VALUE, OPTIONS);
		assertThat(whole.packet().body().toByteArray()).isEqualTo(body);
		assertThat(whole.packet().isBodyCut()).isFalse();
		assertThat(whole.packet().remoteRead().orElseThrow().sender()).containsExactly(192, 0, 2, 7);
		RemoteMessage cut = remote.read(ReceiveAction.PEEK_CURRENT, 0, 0, 1, 1000, OPTIONS);
		assertThat(cut.packet().body().length()).isEqualTo(1000);
		assertThat(cut.packet().properties().bodySize()).isEqualTo(body.length);
		assertThat(cut.packet().remoteRead().orElseThrow().sender()).containsExactly(192, 0, 2, 7);
	}

	@Test
	void aMessageIsReceivedAndAcknowledged() throws Exception {
		put("one");
		long request = remote.newRequestId();
		remote.read(ReceiveAction.RECEIVE, 0, 0, request, 100, OPTIONS);
		remote.end(request, true, OPTIONS);
		assertThat(queue.count()).isZero();
	}

	@Test
	void aWaitIsCancelledFromAnotherThread() throws Exception {
		long request = remote.newRequestId();
		CompletableFuture<RemoteMessage> waiting = CompletableFuture.supplyAsync(() -> {
			try {
				return remote.read(ReceiveAction.RECEIVE, 0, -1, request, 100, OPTIONS);
			} catch (Exception e) {
				throw new IllegalStateException(e);
			}
		});
		Await.until(() -> queue.waitingReads() == 1);
		remote.cancel(request, OPTIONS);
		ExecutionException failed = catchThrowableOfType(ExecutionException.class, waiting::get);
		assertThat(((MqException) failed.getCause().getCause()).status()).isEqualTo(MqStatus.OPERATION_CANCELLED);
	}

	@Test
	void aQueueIsPurgedAndClosed() throws Exception {
		put("one", "two");
		remote.purge(OPTIONS);
		assertThat(queue.count()).isZero();
		remote.close(OPTIONS);
		assertThat(queue.isActive()).isFalse();
	}
}
