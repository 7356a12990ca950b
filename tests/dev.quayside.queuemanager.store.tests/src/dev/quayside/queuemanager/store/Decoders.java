package dev.quayside.queuemanager.store;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.PathName;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.packet.BaseHeader;
import dev.quayside.msmq.packet.InternalPacket;
import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.packet.SessionHeader;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.ndr.NdrException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduHeader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Every decoder of bytes or text that come from others, fed with changed samples of what a client and a server said. */
final class Decoders {

	private static final List<RpcOperation<?, ?>> OPERATIONS = List.of(RemoteRead.GET_SERVER_PORT,
			RemoteRead.OPEN_QUEUE,
			RemoteRead.CLOSE_QUEUE, RemoteRead.CREATE_CURSOR, RemoteRead.CLOSE_CURSOR, RemoteRead.PURGE_QUEUE,
			RemoteRead.START_RECEIVE, RemoteRead.CANCEL_RECEIVE, RemoteRead.END_RECEIVE, QueueManagement.GET_INFO,
			QueueManagement.ACTION);
	private static final List<String> NAMES = List.of("DIRECT=OS:localhost\\private$\\orders",
			"DIRECT=TCP:127.0.0.1\\private$\\orders;poison", "PUBLIC=0f0e5c1e-1111-2222-3333-444455556666;JOURNAL",
			"PRIVATE=0f0e5c1e-1111-2222-3333-444455556666\\00000012",
			"MACHINE=0f0e5c1e-1111-2222-3333-444455556666;DEADXACT",
			"DIRECT=HTTP://host/msmq/private$/orders", "DL=0f0e5c1e-1111-2222-3333-444455556666",
			"MULTICAST=234.1.1.1:8001",
			"host\\private$\\orders;journal", ".\\orders", "private$\\orders", "system$;deadletter");

	private final List<byte[]> frames = new ArrayList<>();
	private final List<byte[]> stubs = new ArrayList<>();
	private final List<byte[]> packets = new ArrayList<>();

	/** Cuts what went over an RPC connection in one direction into samples. */
	void addRpc(byte[] bytes) throws RpcProtocolException {
		for (int at = 0; at + PduHeader.SIZE <= bytes.length;) {
			PduHeader header = PduDecoder.header(bytes, at);
			byte[] frame = Arrays.copyOfRange(bytes, at, at + header.length());
			frames.add(frame);
			Pdu pdu = PduDecoder.body(header, frame);
			if (pdu instanceof Pdu.Request request) {
				stubs.add(request.stub().toByteArray());
			} else if (pdu instanceof Pdu.Response response) {
				stubs.add(response.stub().toByteArray());
			}
			at += header.length();
		}
	}

	/** Likewise of the binary protocol. */
	void addTransfer(byte[] bytes) throws PacketException {
		for (int at = 0; at + BaseHeader.SIZE <= bytes.length;) {
			BaseHeader base = BaseHeader.read(bytes, at);
			boolean trailing = base.has(BaseHeader.SESSION) && !base.has(BaseHeader.INTERNAL);
			int length = (int) base.packetSize() + (trailing ? SessionHeader.SIZE : 0);
			packets.add(Arrays.copyOfRange(bytes, at, at + length));
			at += length;
		}
	}

	int samples() {
		return Math.min(Math.min(frames.size(), stubs.size()), packets.size());
	}

	/** Feeds one changed sample to each decoder; fails if something else than its own exception comes out. */
	void feed(SplittableRandom random) throws Exception {
		byte[] frame = changed(frames, random);
		refusedWith(RpcProtocolException.class, () -> pdu(frame));
		byte[] stub = changed(stubs, random);
		for (RpcOperation<?, ?> operation : OPERATIONS) {
			refusedWith(NdrException.class, () -> operation.in().decode(stub));
			refusedWith(NdrException.class, () -> operation.out().decode(stub));
		}
		byte[] packet = changed(packets, random);
		int cut = random.nextInt(packet.length + 1);
		refusedWith(PacketException.class, () -> MessagePacket.parse(packet));
		refusedWith(PacketException.class, () -> InternalPacket.parse(packet));
		refusedWith(PacketException.class, () -> MessagePacket.parse(Arrays.copyOf(packet, cut),
				Optional.of(Arrays.copyOfRange(packet, cut, packet.length))));
		byte[] record = changed(List.of(Script.message(random).encode()), random);
		refusedWith(StoreException.class, () -> StoredMessage.decode(record));
		String name = name(random);
		refusedWith(NameException.class, () -> FormatName.parse(name));
		refusedWith(NameException.class, () -> FormatName.parseDirect(name));
		refusedWith(NameException.class, () -> PathName.parse(name));
		refusedWith(NameException.class, () -> QueuePath.parse(name));
	}

	/** As the ends of a connection do: a header when its bytes are there, a body when its bytes are there. */
	private static void pdu(byte[] bytes) throws RpcProtocolException {
		if (bytes.length >= PduHeader.SIZE) {
			PduHeader header = PduDecoder.header(bytes, 0);
			if (header.length() <= bytes.length) {
				PduDecoder.body(header, Arrays.copyOf(bytes, header.length()));
			}
		}
	}

	private interface Decoder {

		void decode() throws Exception;
	}

	private static void refusedWith(Class<? extends Exception> type, Decoder decoder) throws Exception {
		try {
			decoder.decode();
		} catch (Exception e) {
			if (!type.isInstance(e)) {
				throw e;
			}
		}
	}

	/** A sample with some bytes changed, taken out or put in. */
	static byte[] changed(List<byte[]> samples, SplittableRandom random) {
		byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
		for (int change = random.nextInt(5); change >= 0 && bytes.length > 0; change--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(8)) {
				case 0 -> bytes = Arrays.copyOf(bytes, at);
				case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
				case 2 ->
					Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xFF : 0));
				case 3 -> bytes[at] = (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1));
				default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
			}
		}
		return bytes;
	}

	private static String name(SplittableRandom random) {
		StringBuilder name = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
		for (int change = random.nextInt(4); change >= 0 && !name.isEmpty(); change--) {
			int at = random.nextInt(name.length());
			switch (random.nextInt(4)) {
				case 0 -> name.deleteCharAt(at);
				case 1 -> name.insert(at, (char) random.nextInt(0x20, 0x180));
				case 2 -> name.insert(at, "\\;:=$/@".charAt(random.nextInt(7)));
				default -> name.setCharAt(at, (char) random.nextInt(0x10000));
			}
		}
		return name.toString();
	}
}
