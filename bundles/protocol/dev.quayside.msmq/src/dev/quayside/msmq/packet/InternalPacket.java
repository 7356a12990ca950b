package dev.quayside.msmq.packet;

import java.util.Arrays;
import java.util.UUID;

/** What the two ends of a session say to each other beside messages ([MS-MQQB] 2.2). */
public sealed interface InternalPacket {

	/** Size of an EstablishConnection packet, the largest one. */
	int ESTABLISH_SIZE = 572;

	/**
	 * Opens a session ([MS-MQQB] 2.2.3).
	 *
	 * @param refused
	 *            in an answer
	 * @param server
	 *            whom the initiator expects, zero for anybody; in an answer who it is
	 * @param timeStamp
	 *            milliseconds, echoed
	 * @param operatingSystem
	 *            {@link #REVISION} with {@link #NO_PING}, {@link #SERVER} and {@link #QUALITY_OF_SERVICE}
	 */
	record EstablishConnection(boolean refused, UUID client, UUID server, int timeStamp,
			int operatingSystem) implements InternalPacket {

		public static final int NO_PING = 0x100;
		public static final int SERVER = 0x200;
		public static final int QUALITY_OF_SERVICE = 0x400;
		/** Low byte that every packet has. */
		public static final int REVISION = 0x10;
	}

	/**
	 * Agrees on timers ([MS-MQQB] 2.2.2).
	 *
	 * @param recoverableAckTimeout
	 *            milliseconds, {@link #MIN_RECOVERABLE_ACK} to {@link #MAX_ACK}
	 * @param ackTimeout
	 *            milliseconds, {@link #MIN_ACK} to {@link #MAX_ACK}
	 * @param window
	 *            0 to 65,535
	 */
	record ConnectionParameters(boolean refused, long recoverableAckTimeout, long ackTimeout,
			int window) implements InternalPacket {

		public static final int MIN_RECOVERABLE_ACK = 500;
		public static final int MIN_ACK = 20_000;
		public static final int MAX_ACK = 120_000;

		/** Whether both times are within their limits. */
		public boolean isInRange() {
			return recoverableAckTimeout >= MIN_RECOVERABLE_ACK && recoverableAckTimeout <= MAX_ACK
					&& ackTimeout >= MIN_ACK && ackTimeout <= MAX_ACK;
		}
	}

	/** Acknowledges messages ([MS-MQQB] 2.2.6). */
	record SessionAck(SessionHeader session) implements InternalPacket {

		/** Of the whole packet. Its own size field counts the session header too, unlike that of a user message. */
		public static final int SIZE = HEADERS + SessionHeader.SIZE;
	}

	/** Base and internal header. */
	int HEADERS = BaseHeader.SIZE + 4;

	/** The packet as bytes. */
	default byte[] encode() {
		if (this instanceof SessionAck ack) {
			PacketWriter out = begin(SessionAck.SIZE, BaseHeader.SESSION, 1, false);
			ack.session().write(out);
			return out.toByteArray();
		} else if (this instanceof EstablishConnection establish) {
			PacketWriter out = begin(ESTABLISH_SIZE, 0, 2, establish.refused());
			out.guid(establish.client()).guid(establish.server()).u32(establish.timeStamp())
					.u16(establish.operatingSystem()).u16(0);
			byte[] padding = new byte[512];
			Arrays.fill(padding, (byte) 0x5A);
			return out.bytes(padding).toByteArray();
		}
		ConnectionParameters parameters = (ConnectionParameters) this;
		PacketWriter out = begin(32, 0, 3, parameters.refused());
		return out.u32(parameters.recoverableAckTimeout()).u32(parameters.ackTimeout()).u16(0).u16(parameters.window())
				.toByteArray();
	}

	private static PacketWriter begin(int size, int flags, int type, boolean refused) {
		int defaultPriority = 3;
		PacketWriter out = new PacketWriter(size);
		new BaseHeader(BaseHeader.INTERNAL | flags | defaultPriority, size, BaseHeader.INFINITE).write(out);
		return out.u16(0).u16(type | (refused ? 0x10 : 0));
	}

	/**
	 * Reads a whole internal packet. Reserved fields may hold anything; a SessionAck whose size field leaves the session
	 * header out, as [MS-MQMQ] 2.2.19.1 has it, is one too.
	 *
	 * @throws PacketException
	 *             if it is none, or longer or shorter than its kind
	 */
	static InternalPacket parse(byte[] bytes) throws PacketException {
		PacketReader in = new PacketReader(bytes, 0, bytes.length);
		BaseHeader base = BaseHeader.read(in);
		in.begin("internal header");
		in.u16();
		int flags = in.u16();
		boolean refused = (flags & 0x10) != 0;
		int type = flags & 0x0F;
		boolean isAck = type == 1;
		if (!base.has(BaseHeader.INTERNAL) || base.has(BaseHeader.DEBUG) || base.has(BaseHeader.SESSION) != isAck
				|| isAck && refused) {
			throw in.bad(String.format("an internal packet with flags %04x and %04x", base.flags(), flags));
		}
		InternalPacket packet = switch (type) {
			case 1 -> new SessionAck(SessionHeader.read(in));
			case 2 -> establish(in, refused);
			case 3 -> parameters(in, refused);
			default -> throw in.bad("an internal packet of type " + type);
		};
		boolean fits = base.packetSize() == bytes.length || isAck && base.packetSize() == HEADERS;
		if (in.remaining() > 0 || !fits) {
			throw in.bad("an internal packet of type " + type + " with " + bytes.length + " bytes that says "
					+ base.packetSize());
		}
		return packet;
	}

	private static EstablishConnection establish(PacketReader in, boolean refused) throws PacketException {
		UUID client = in.guid();
		UUID server = in.guid();
		int timeStamp = in.i32();
		int operatingSystem = in.u16();
		in.skip(2 + 512);
		return new EstablishConnection(refused, client, server, timeStamp, operatingSystem);
	}

	private static ConnectionParameters parameters(PacketReader in, boolean refused) throws PacketException {
		long recoverable = in.u32();
		long ack = in.u32();
		in.u16();
		return new ConnectionParameters(refused, recoverable, ack, in.u16());
	}
}
