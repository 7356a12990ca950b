package dev.quayside.msmq.rpc.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.packet.MessageBuilder;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.RemoteReadHeaders;
import dev.quayside.msmq.rpc.FakeChannel;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead.Received;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer.Type;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a client makes of the answers of a server ([MS-MQRR] 3.2.4). */
class RemoteQueueTest {

	private static final FormatName NAME = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");
	private static final ContextHandle HANDLE = new ContextHandle(0, new UUID(1, 2));
	private static final CallOptions OPTIONS = CallOptions.defaults();
	private static final UUID CLIENT = new UUID(3, 4);

	private final List<RemoteRead.OpenRequest> opened = new ArrayList<>();
	private final List<RemoteRead.ReceiveRequest> received = new ArrayList<>();
	private final List<RemoteRead.EndRequest> ended = new ArrayList<>();
	private Returned<Received> answer = Returned.failed(MqStatus.IO_TIMEOUT);
	private final FakeChannel channel = new FakeChannel().on(RemoteRead.OPEN_QUEUE, in -> {
		opened.add(in);
		return HANDLE;
	}).on(RemoteRead.START_RECEIVE, in -> {
		received.add(in);
		return answer;
	}).on(RemoteRead.END_RECEIVE, in -> {
		ended.add(in);
		return Returned.ok(null);
	}).on(RemoteRead.CLOSE_QUEUE, in -> Returned.ok(ContextHandle.NULL));

	private RemoteQueue open() throws Exception {
		return RemoteQueue.open(channel, NAME, RemoteRead.Access.RECEIVE, false, CLIENT, OPTIONS);
	}

	private RemoteMessage peek() throws Exception {
		return open().read(ReceiveAction.PEEK_CURRENT, 0, 0, 1, 10, OPTIONS);
	}

	private static MessagePacket packet(int bodyLength) {
		byte[] body = new byte[bodyLength];
		Arrays.fill(body, (byte) 'x');
		return new MessageBuilder(new UUID(5, 6), NAME).label("hello").priority(2).body(0, body).build();
	}

	private static final byte[] TRAILERS = new RemoteReadHeaders("sub", RemoteReadHeaders.Counters.ZERO,
			Optional.empty(), new byte[]{ 10, 0, 0, 1 }).encode();

	private static byte[] join(byte[]... parts) {
		int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
		byte[] whole = new byte[length];
		int at = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, whole, at, part.length);
			at += part.length;
		}
		return whole;
	}

	private void answers(SectionBuffer... sections) {
		answer = Returned.ok(new Received(1_700_000_000L, 42, List.of(sections)));
	}

	@Test
	void aQueueIsOpenedAsACurrentClientDoes() throws Exception {
		RemoteQueue.open(channel, NAME, RemoteRead.Access.PEEK, true, CLIENT, OPTIONS);
		assertThat(opened).containsExactly(new RemoteRead.OpenRequest(QueueFormat.of(NAME), 0x20, 1, CLIENT, true,
				new RemoteRead.OpenRequest.Version(6, 1, 7601), true));
	}

	/** [MS-MQRR] 3.1.4.2: HRESULTs are thrown, hence they come as faults. */
	@Test
	void aFaultWithAnHresultIsARefusal() {
		channel.on(RemoteRead.OPEN_QUEUE, in -> {
			throw new RpcFaultException(new FaultStatus(0xC00E0003));
		});
		MqException refused = catchThrowableOfType(MqException.class, this::open);
		assertThat(refused.status()).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(refused).hasMessageContaining("private$\\orders").hasMessageContaining("MQ_ERROR_QUEUE_NOT_FOUND");
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 0x1C01000B, 0x6F7 })
	void anyOtherFaultIsAFault(int status) {
		channel.on(RemoteRead.OPEN_QUEUE, in -> {
			throw new RpcFaultException(new FaultStatus(status));
		});
		assertThat(catchThrowableOfType(RpcFaultException.class, this::open).status().code()).isEqualTo(status);
	}

	@Test
	void theTimeOutGoesOutInMilliseconds() throws Exception {
		RemoteQueue queue = open();
		for (long timeout : new long[]{ 0, 1500, -1 }) {
			catchThrowableOfType(MqException.class,
					() -> queue.read(ReceiveAction.RECEIVE, 0, timeout, 1, 10, OPTIONS));
		}
		assertThat(received).extracting(RemoteRead.ReceiveRequest::timeout).containsExactly(0L, 1500L, 0xFFFFFFFFL);
	}

	@Test
	void requestIdsAreNotUsedTwice() throws Exception {
		RemoteQueue queue = open();
		assertThat(queue.newRequestId()).isNotEqualTo(queue.newRequestId());
	}

	@Test
	void theLookupIdIsPutTogetherFromPriorityAndSequence() throws Exception {
		answers(new SectionBuffer(Type.FULL_PACKET, packet(10).encode().length, packet(10).encode()));
		RemoteMessage message = peek();
		assertThat(message.lookupId()).isEqualTo(5L << 56 | 42);
		assertThat(message.arrived()).isEqualTo(1_700_000_000L);
		assertThat(message.packet().properties().label()).isEqualTo("hello");
		assertThat(message.packet().remoteRead()).as("a server of the first generation").isEmpty();
	}

	@Test
	void aWholePacketHasItsTrailers() throws Exception {
		byte[] whole = join(packet(10).encode(), TRAILERS);
		answers(new SectionBuffer(Type.FULL_PACKET, whole.length, whole));
		assertThat(peek().packet().remoteRead().orElseThrow().subqueue()).isEqualTo("sub");
	}

	/** Padding behind the body: in front of the second section, at the end of the first one's place, or left out. */
	@ParameterizedTest
	@CsvSource({ "100, second", "101, second", "102, second", "103, second", "101, first", "103, first", "101, none",
			"102, none", "103, none" })
	void aCutBodyIsShownAsFarAsItGoes(int length, String padding) throws Exception {
		MessagePacket packet = packet(length);
		byte[] bytes = packet.encode();
		int end = bytes.length - padding(length);
		byte[] pad = Arrays.copyOfRange(bytes, end, bytes.length);
		byte[] first = Arrays.copyOf(bytes, end - length + 7);
		long allocated = padding.equals("first") ? bytes.length : end;
		byte[] second = padding.equals("second") ? join(pad, TRAILERS) : TRAILERS;
		answers(new SectionBuffer(Type.BINARY_FIRST, allocated, first),
				new SectionBuffer(Type.BINARY_SECOND, second.length, second));
		MessagePacket cut = peek().packet();
		assertThat(cut.isBodyCut()).isTrue();
		assertThat(cut.body().toByteArray()).containsExactly("xxxxxxx".getBytes());
		assertThat(cut.properties().bodySize()).isEqualTo(length);
		assertThat(cut.remoteRead().orElseThrow().subqueue()).isEqualTo("sub");
	}

	/** Padding of properties with a label of 6 units. */
	private static int padding(int bodyLength) {
		return -(56 + 12 + bodyLength) & 3;
	}

	@Test
	void aCutBodyMayHaveNothingBehindIt() throws Exception {
		byte[] bytes = packet(100).encode();
		answers(new SectionBuffer(Type.BINARY_FIRST, bytes.length, Arrays.copyOf(bytes, bytes.length - 100)));
		assertThat(peek().packet().body().length()).isZero();
	}

	@Test
	void aMessageThatCameOverHttpIsReadOverBothSections() throws Exception {
		byte[] http = Vectors.read("dev.quayside.msmq.tests/vectors/packet-headers.txt").get("http");
		byte[] first = Arrays.copyOf(http, http.length - 5);
		answers(new SectionBuffer(Type.SRMP_FIRST, http.length, first),
				new SectionBuffer(Type.SRMP_SECOND, TRAILERS.length, TRAILERS));
		MessagePacket packet = peek().packet();
		assertThat(packet.optional().srmp().orElseThrow().envelope()).isEqualTo("<se:Envelope/>");
		assertThat(packet.remoteRead().orElseThrow().subqueue()).isEqualTo("sub");
	}

	private void unreadable(SectionBuffer... sections) throws Exception {
		answers(sections);
		RemoteQueue queue = open();
		assertThatThrownBy(() -> queue.read(ReceiveAction.PEEK_CURRENT, 0, 0, 1, 10, OPTIONS))
				.isInstanceOf(RpcProtocolException.class);
	}

	@Test
	void sectionsThatMakeNoMessageAreRefused() throws Exception {
		byte[] bytes = packet(100).encode();
		SectionBuffer whole = new SectionBuffer(Type.FULL_PACKET, bytes.length, bytes);
		SectionBuffer second = new SectionBuffer(Type.BINARY_SECOND, TRAILERS.length, TRAILERS);
		unreadable();
		unreadable(whole, whole);
		unreadable(whole, second);
		unreadable(second);
		unreadable(second, second);
		unreadable(new SectionBuffer(Type.FULL_PACKET, bytes.length + 1, bytes));
		unreadable(new SectionBuffer(Type.FULL_PACKET, bytes.length - 1, bytes));
		unreadable(new SectionBuffer(Type.BINARY_FIRST, bytes.length - 1, bytes));
		unreadable(new SectionBuffer(Type.BINARY_FIRST, 0xFFFFFFFFL, bytes));
		unreadable(new SectionBuffer(Type.SRMP_FIRST, 0xFFFFFFFFL, bytes), second);
		unreadable(new SectionBuffer(Type.FULL_PACKET, 3, new byte[3]));
		unreadable(new SectionBuffer(Type.FULL_PACKET, 0, new byte[0]));
	}

	/** [MS-MQRR] 3.2.4.4.1. */
	@Test
	void aReceivedMessageThatCannotBeReadIsGivenBack() throws Exception {
		answers(new SectionBuffer(Type.FULL_PACKET, 3, new byte[3]));
		RemoteQueue queue = open();
		assertThatThrownBy(() -> queue.lookup(ReceiveAction.LOOKUP_RECEIVE_CURRENT, 1, 17, 10, OPTIONS))
				.isInstanceOf(RpcProtocolException.class);
		assertThat(ended).containsExactly(new RemoteRead.EndRequest(HANDLE, false, 17));
	}

	@Test
	void aPeekedMessageThatCannotBeReadNeedsNoEnd() throws Exception {
		unreadable(new SectionBuffer(Type.FULL_PACKET, 3, new byte[3]));
		assertThat(ended).isEmpty();
	}

	@Test
	void anHresultIsARefusal() throws Exception {
		assertThat(catchThrowableOfType(MqException.class, this::peek).status()).isEqualTo(MqStatus.IO_TIMEOUT);
	}

	@Test
	void operationsGoOutWithTheHandle() throws Exception {
		RemoteQueue queue = open();
		queue.end(5, true, OPTIONS);
		queue.close(OPTIONS);
		assertThat(ended).containsExactly(new RemoteRead.EndRequest(HANDLE, true, 5));
		assertThat(channel.calls()).containsExactly("R_OpenQueue", "R_EndReceive", "R_CloseQueue");
	}
}
