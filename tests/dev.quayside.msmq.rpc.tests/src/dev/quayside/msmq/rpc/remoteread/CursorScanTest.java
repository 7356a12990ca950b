package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallWindow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/** A scan against a server that executes and answers calls in whatever order. */
class CursorScanTest {

	private static final long PRIORITY = 4L << 56;

	/** Executes calls when it wants to, and answers those when it wants to. */
	private static final class Server
			implements
				CallWindow<RemoteRead.ReceiveRequest, Returned<RemoteRead.Received>> {

		private static final class Call implements CallWindow.Call<Returned<RemoteRead.Received>> {

			private Returned<RemoteRead.Received> answer;
			private RpcException failure;

			@Override
			public Returned<RemoteRead.Received> get() throws RpcException {
				if (failure != null) {
					throw failure;
				}
				return answer;
			}
		}

		private final Random random;
		private final List<Call> started = new ArrayList<>();
		private final List<Call> executed = new ArrayList<>();
		private final List<Long> queue;
		private final int bodySize;
		private boolean ranOut;
		private int most;
		private int count;
		private int failsIn;
		private boolean closed;

		Server(long seed, List<Long> queue, int bodySize) {
			this.random = new Random(seed);
			this.queue = new ArrayList<>(queue);
			this.bodySize = bodySize;
		}

		@Override
		public Call start(RemoteRead.ReceiveRequest in) {
			assertThat(in.action()).isEqualTo(ReceiveAction.PEEK_NEXT.value());
			Call call = new Call();
			started.add(call);
			most = Math.max(most, size());
			count++;
			return call;
		}

		private void execute(Call call) {
			if (--failsIn == 0) {
				queue.remove(0);
				call.failure = new RpcConnectException("cut");
			} else if (ranOut) {
				call.answer = Returned.failed(MqStatus.ILLEGAL_CURSOR_ACTION);
			} else if (queue.isEmpty()) {
				ranOut = true;
				call.answer = Returned.failed(MqStatus.IO_TIMEOUT);
			} else {
				call.answer = Returned.ok(received(queue.remove(0), bodySize));
			}
			executed.add(call);
		}

		@Override
		public Call next() {
			while (!started.isEmpty() && (executed.isEmpty() || random.nextBoolean())) {
				execute(started.remove(random.nextInt(started.size())));
			}
			return executed.remove(random.nextInt(executed.size()));
		}

		@Override
		public int size() {
			return started.size() + executed.size();
		}

		@Override
		public void close() {
			closed = true;
		}
	}

	private static RemoteRead.Received received(long id, int bodySize) {
		byte[] packet = new MessageBuilder(new UUID(1, 1), FormatName.parse("DIRECT=OS:h\\private$\\q"))
				.body(0, new byte[bodySize]).build().encode();
		return new RemoteRead.Received(1, id,
				List.of(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, packet.length, packet)));
	}

	private static CursorScan scan(Server server, long wanted) {
		RemoteRead.ReceiveRequest request = new RemoteRead.ReceiveRequest(ContextHandle.NULL, 0, 7,
				ReceiveAction.PEEK_NEXT.value(), 0, 0, 100, 100);
		return new CursorScan("q", server, request, PRIORITY | 1, wanted, 8);
	}

	private static List<Long> ids(int from, int to) {
		return LongStream.rangeClosed(from, to).boxed().toList();
	}

	private static List<Long> read(CursorScan scan, List<Long> into) throws MqException, RpcException {
		for (Optional<RemoteMessage> next = scan.next(); next.isPresent(); next = scan.next()) {
			into.add(next.get().lookupId() & ~PRIORITY);
		}
		return into;
	}

	@Test
	void messagesComeInTheOrderOfTheQueueHoweverTheyAreAnswered() throws Exception {
		for (int seed = 0; seed < 200; seed++) {
			Server server = new Server(seed, ids(2, 100), 10);
			CursorScan scan = scan(server, Long.MAX_VALUE);
			assertThat(read(scan, new ArrayList<>())).isEqualTo(ids(2, 100));
			assertThat(server.most).isEqualTo(8);
			assertThat(scan.isSatisfied()).as("the cursor stands at no message").isFalse();
			scan.close();
			assertThat(server.closed).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 8, 9, 50 })
	void noMoreAreAskedForThanAreWanted(int wanted) throws Exception {
		Server server = new Server(wanted, ids(2, 100), 10);
		CursorScan scan = scan(server, wanted);
		assertThat(read(scan, new ArrayList<>())).isEqualTo(ids(2, wanted + 1));
		assertThat(server.count).isEqualTo(wanted);
		assertThat(scan.isSatisfied()).isTrue();
	}

	@Test
	void anEmptyRestIsNoFailure() throws Exception {
		assertThat(scan(new Server(1, List.of(), 10), 5).next()).isEmpty();
	}

	@Test
	void largeMessagesAreAskedForTwoAtATime() throws Exception {
		Server server = new Server(1, ids(2, 20), 2 * 1024 * 1024);
		CursorScan scan = scan(server, Long.MAX_VALUE);
		scan.next();
		while (server.size() > 2) {
			scan.next();
		}
		server.most = 0;
		assertThat(read(scan, new ArrayList<>())).endsWith(20L);
		assertThat(server.most).isEqualTo(2);
	}

	/** Others that came may stand behind the message of the call that failed: that one must not be passed over. */
	@Test
	void whatSurelyCameBeforeAFailureIsGiven() throws Exception {
		int most = 0;
		for (int seed = 0; seed < 100; seed++) {
			Server server = new Server(seed, ids(2, 100), 10);
			server.failsIn = 20;
			List<Long> read = new ArrayList<>();
			assertThatThrownBy(() -> read(scan(server, 99), read)).isInstanceOf(RpcConnectException.class);
			assertThat(read).hasSizeLessThan(20).isEqualTo(ids(2, read.size() + 1));
			most = Math.max(most, read.size());
		}
		assertThat(most).isPositive();
	}

	@Test
	void aCursorThatStoodAtNoMessageIsAFailure() {
		Server server = new Server(1, List.of(), 10);
		server.ranOut = true;
		assertThatThrownBy(() -> scan(server, 5).next()).isInstanceOfSatisfying(MqException.class,
				e -> assertThat(e.status()).isEqualTo(MqStatus.ILLEGAL_CURSOR_ACTION));
	}

	@Test
	void aServerThatDoesNotMoveOnIsSaid() {
		assertThatThrownBy(() -> scan(new Server(1, List.of(1L), 10), 5).next())
				.isInstanceOf(RpcProtocolException.class).hasMessageContaining("what follows");
		List<Long> again = new ArrayList<>(ids(2, 30));
		again.addAll(ids(2, 30));
		assertThatThrownBy(() -> read(scan(new Server(1, again, 10), 100), new ArrayList<>()))
				.isInstanceOf(RpcProtocolException.class).hasMessageContaining("what follows");
	}

	/** The same message twice, of calls that were in flight at once. */
	@Test
	void aMessageThatComesTwiceIsSaid() {
		assertThatThrownBy(
				() -> read(scan(new Server(1, List.of(2L, 3L, 3L, 4L, 5L), 10), 100), new ArrayList<>()))
				.isInstanceOf(RpcProtocolException.class).hasMessageContaining("twice");
	}
}
