package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls RemoteRead and qmmgmt with raw stubs, and takes the answers apart by hand. */
final class Wire implements AutoCloseable {

	static final InterfaceId REMOTE_READ = InterfaceId.of("1a9134dd-7b39-45ba-ad88-44d01ca47f28", 1, 0, "RemoteRead");
	static final InterfaceId MANAGEMENT = InterfaceId.of("41208ee0-e970-11d1-9b9e-00e02c064c39", 1, 0, "qmmgmt");

	static final int OK = 0;
	static final int QUEUE_NOT_FOUND = 0xC00E0003;
	static final int INVALID_PARAMETER = 0xC00E0006;
	static final int INVALID_HANDLE = 0xC00E0007;
	static final int OPERATION_CANCELLED = 0xC00E0008;
	static final int SHARING_VIOLATION = 0xC00E0009;
	static final int IO_TIMEOUT = 0xC00E001B;
	static final int ILLEGAL_CURSOR_ACTION = 0xC00E001C;
	static final int MESSAGE_ALREADY_RECEIVED = 0xC00E001D;
	static final int INSUFFICIENT_RESOURCES = 0xC00E0027;
	static final int ILLEGAL_PROPID = 0xC00E0039;
	static final int TRANSACTION_USAGE = 0xC00E0050;
	static final int MESSAGE_NOT_FOUND = 0xC00E0088;
	static final int STATUS_INVALID_HANDLE = 0xC0000008;
	static final int STATUS_ACCESS_DENIED = 0xC0000022;
	static final int STATUS_NOT_FOUND = 0xC0000225;
	static final int BAD_STUB_DATA = 0x000006F7;
	static final int CONTEXT_MISMATCH = 0x1C00001A;
	static final int OPNUM_OUT_OF_RANGE = 0x1C010002;

	static final int RECEIVE_ACCESS = 0x01;
	static final int PEEK_ACCESS = 0x20;

	static final int RECEIVE = 0x00000000;
	static final int PEEK_CURRENT = 0x80000000;
	static final int PEEK_NEXT = 0x80000001;
	static final int LOOKUP_PEEK_CURRENT = 0x40000010;
	static final int LOOKUP_PEEK_NEXT = 0x40000011;
	static final int LOOKUP_PEEK_PREV = 0x40000012;
	static final int LOOKUP_RECEIVE_CURRENT = 0x40000020;
	static final int LOOKUP_RECEIVE_NEXT = 0x40000021;
	static final int LOOKUP_RECEIVE_PREV = 0x40000022;

	static final long FOR_EVER = 0xFFFFFFFFL;
	static final int NACK = 1;
	static final int ACK = 2;

	/** One element of the array of sections. */
	record Section(int type, long allocated, byte[] data) {}

	/** The answer to R_StartReceive. */
	record Answer(int status, long arrived, long sequence, List<Section> sections, int length) {

		/** The label, from its place in the only or first section. */
		String label() {
			byte[] bytes = sections.get(0).data();
			ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
			int properties = 16 + 48 + (2 + packet.getShort(64) + 3 & ~3);
			int units = packet.get(properties + 1);
			StringBuilder label = new StringBuilder();
			for (int i = 0; i < units - 1; i++) {
				label.append((char) packet.getShort(properties + 56 + 2 * i));
			}
			return label.toString();
		}

		/** By the priority in the base header, and the sequence id. */
		long lookupId() {
			return 7L - (sections.get(0).data()[2] & 7) << 56 | sequence;
		}
	}

	private final RpcClient client;

	Wire(int port) {
		client = new RpcClient(new RpcEndpoint("127.0.0.1", port), RpcClientOptions.within(Duration.ofSeconds(20)));
	}

	byte[] call(InterfaceId interfaceId, int opnum, byte[] stub) throws RpcException {
		NdrType<byte[]> raw = new NdrType<>((out, bytes) -> out.bytes(bytes), in -> in.bytes(in.remaining()));
		return client.channel(interfaceId).call(new RpcOperation<>(opnum, "raw " + opnum, raw, raw), stub,
				CallOptions.defaults());
	}

	byte[] call(int opnum, Stub stub) throws RpcException {
		return call(REMOTE_READ, opnum, stub.toByteArray());
	}

	/** The status of the fault that the call ends in. */
	int fault(int opnum, Stub stub) {
		RpcFaultException fault = catchThrowableOfType(RpcFaultException.class, () -> call(opnum, stub));
		assertThat(fault).as("a fault").isNotNull();
		return fault.status().code();
	}

	/** R_OpenQueue's stub. */
	static Stub openStub(Stub format, long access, long shareMode) {
		return Stub.of(format.toByteArray()).u32(access).u32(shareMode).hex("000102030405060708090a0b0c0d0e0f").u32(1)
				.u8(6).u8(1).u16(7601).u32(1);
	}

	/** R_OpenQueue; the 20 bytes of the handle. */
	byte[] open(Stub format, long access, long shareMode) throws RpcException {
		byte[] handle = call(2, openStub(format, access, shareMode));
		assertThat(handle).hasSize(20).startsWith(0, 0, 0, 0);
		return handle;
	}

	byte[] open(String queue, long access) throws RpcException {
		return open(Stub.direct(3, 0, "OS:localhost\\private$\\" + queue), access, 0);
	}

	int faultOnOpen(Stub format, long access, long shareMode) {
		return fault(2, openStub(format, access, shareMode));
	}

	/** R_CloseQueue; checks that the handle comes back as zeros. */
	int close(byte[] handle) throws RpcException {
		byte[] answer = call(3, Stub.of(handle));
		assertThat(answer).hasSize(24);
		assertThat(Arrays.copyOf(answer, 20)).isEqualTo(new byte[20]);
		return status(answer);
	}

	/** R_CreateCursor. */
	long createCursor(byte[] handle) throws RpcException {
		byte[] answer = call(4, Stub.of(handle));
		assertThat(answer).hasSize(8);
		assertThat(status(answer)).isZero();
		return Integer.toUnsignedLong(ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getInt());
	}

	int closeCursor(byte[] handle, long cursor) throws RpcException {
		return statusOnly(call(5, Stub.of(handle).u32(cursor)));
	}

	int purge(byte[] handle) throws RpcException {
		return statusOnly(call(6, Stub.of(handle)));
	}

	/** R_StartReceive's stub. */
	static Stub receiveStub(byte[] handle, long lookup, long cursor, int action, long timeout, long request,
			long maxBody) {
		return Stub.of(handle).u64(lookup).u32(cursor).u32(action).u32(timeout).u32(request).u32(maxBody).u32(maxBody);
	}

	Answer startReceive(byte[] handle, long lookup, long cursor, int action, long timeout, long request, long maxBody)
			throws RpcException {
		return answer(call(7, receiveStub(handle, lookup, cursor, action, timeout, request, maxBody)));
	}

	/** Without waiting, with the whole body. */
	Answer read(byte[] handle, long cursor, int action, long request) throws RpcException {
		return startReceive(handle, 0, cursor, action, 0, request, FOR_EVER);
	}

	Answer lookup(byte[] handle, long lookup, int action, long request) throws RpcException {
		return startReceive(handle, lookup, 0, action, 0, request, FOR_EVER);
	}

	/** Likewise in another thread, for one that waits. */
	CompletableFuture<Answer> waiting(byte[] handle, long cursor, int action, long timeout, long request) {
		CompletableFuture<Answer> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(startReceive(handle, 0, cursor, action, timeout, request, FOR_EVER));
			} catch (RpcException e) {
				result.completeExceptionally(e);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	int cancel(byte[] handle, long request) throws RpcException {
		return statusOnly(call(8, Stub.of(handle).u32(request)));
	}

	int end(byte[] handle, long acknowledge, long request) throws RpcException {
		return statusOnly(call(9, Stub.of(handle).u32(acknowledge).u32(request)));
	}

	private static int statusOnly(byte[] answer) {
		assertThat(answer).hasSize(4);
		return status(answer);
	}

	/** The HRESULT in the last four bytes. */
	static int status(byte[] answer) {
		return ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getInt(answer.length - 4);
	}

	/** Takes apart what R_StartReceive answers. */
	static Answer answer(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long arrived = Integer.toUnsignedLong(in.getInt(0));
		long sequence = in.getLong(8);
		int count = in.getInt(16);
		in.position(20);
		List<Section> sections = new ArrayList<>();
		if (in.getInt() != 0) {
			assertThat(in.getInt()).as("maximum count").isEqualTo(count);
			sections.addAll(sections(in, count));
		}
		align(in);
		int status = in.getInt();
		assertThat(in.hasRemaining()).as("bytes behind the HRESULT").isFalse();
		return new Answer(status, arrived, sequence, sections, bytes.length);
	}

	private static List<Section> sections(ByteBuffer in, int count) {
		int at = in.position();
		in.position(at + 16 * count);
		List<Section> sections = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			align(in);
			int element = at + 16 * i;
			byte[] data = new byte[in.getInt()];
			assertThat(in.getInt(element + 8)).as("SectionSize").isEqualTo(data.length);
			assertThat(in.getInt(element + 12)).as("pointer").isNotZero();
			in.get(data);
			sections.add(new Section(in.getShort(element), Integer.toUnsignedLong(in.getInt(element + 4)), data));
		}
		return sections;
	}

	private static void align(ByteBuffer in) {
		in.position(in.position() + 3 & ~3);
	}

	@Override
	public void close() {
		client.close();
	}
}
