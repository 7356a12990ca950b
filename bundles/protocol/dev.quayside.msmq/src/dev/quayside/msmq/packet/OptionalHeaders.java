package dev.quayside.msmq.packet;

import java.util.Optional;
import java.util.UUID;

/** The headers between the properties and the end of a user message; each but the session header is rare. */
public record OptionalHeaders(Optional<Debug> debug, Optional<Srmp> srmp, Optional<Soap> soap,
		Optional<MultiQueueHeader> multiQueue, Optional<SessionHeader> session) {

	public static final OptionalHeaders NONE = new OptionalHeaders(Optional.empty(), Optional.empty(), Optional.empty(),
			Optional.empty(), Optional.empty());

	/** Where reports on the way of the message go ([MS-MQMQ] 2.2.20.8). */
	public record Debug(Optional<UUID> reportQueue) {

		void write(PacketWriter out) {
			out.begin().u16(reportQueue.isPresent() ? 1 : 0).u16(0);
			reportQueue.ifPresent(out::guid);
		}

		static Debug read(PacketReader in) throws PacketException {
			in.begin("debug header");
			int type = in.u16() & 3;
			in.u16();
			if (type > 1) {
				throw in.bad("a report queue of type " + type);
			}
			return new Debug(type == 1 ? Optional.of(in.guid()) : Optional.empty());
		}
	}

	/**
	 * A message that came over HTTP ([MS-MQRR] 2.2.5.1.2).
	 *
	 * @param envelope
	 *            without the NUL at its end
	 * @param multipart
	 *            the raw HTTP body; the application's body is {@code bodySize} bytes at {@code bodyOffset} of it
	 */
	public record Srmp(String envelope, byte[] multipart, long bodySize, long bodyOffset) {

		void write(PacketWriter out) {
			out.begin().u16(0x02BC).u16(0).u32(envelope.length() + 1).utf16(envelope).u16(0).pad();
			out.begin().u16(0x01F4).u16(0).u32(multipart.length).u32(bodySize).u32(bodyOffset).bytes(multipart).pad();
		}

		static Srmp read(PacketReader in) throws PacketException {
			in.begin("SRMP envelope header").u32();
			String envelope = in.text();
			in.pad();
			in.begin("compound message header").u32();
			long size = in.u32();
			long bodySize = in.u32();
			long bodyOffset = in.u32();
			byte[] multipart = in.bytes((int) Math.min(size, Integer.MAX_VALUE));
			if (bodyOffset + bodySize > size) {
				throw in.bad("a body outside of the HTTP message");
			}
			in.padLeniently();
			return new Srmp(envelope, multipart, bodySize, bodyOffset);
		}
	}

	/** SOAP header and body as text, without the NUL at their ends ([MS-MQMQ] 2.2.20.7). */
	public record Soap(String header, String body) {

		private static final int HEADER_ID = 0x0320;
		private static final int BODY_ID = 0x0384;

		void write(PacketWriter out) {
			part(out, HEADER_ID, header);
			part(out, BODY_ID, body);
		}

		private static void part(PacketWriter out, int id, String text) {
			out.begin().u16(id).u16(0).u32(text.length() + 1).utf16(text).u16(0).pad();
		}

		static Soap read(PacketReader in) throws PacketException {
			return new Soap(part(in.begin("SOAP header"), HEADER_ID), part(in.begin("SOAP body"), BODY_ID));
		}

		private static String part(PacketReader in, int id) throws PacketException {
			in.id(id);
			in.u16();
			String text = in.text();
			in.padLeniently();
			return text;
		}
	}

	void write(PacketWriter out) {
		debug.ifPresent(header -> header.write(out));
		srmp.ifPresent(header -> header.write(out));
		soap.ifPresent(header -> header.write(out));
		multiQueue.ifPresent(header -> header.write(out));
	}

	static OptionalHeaders read(PacketReader in, BaseHeader base, UserHeader user) throws PacketException {
		Optional<Debug> debug = base.has(BaseHeader.DEBUG) ? Optional.of(Debug.read(in)) : Optional.empty();
		Optional<Srmp> srmp = user.has(UserHeader.HTTP) ? Optional.of(Srmp.read(in)) : Optional.empty();
		Optional<Soap> soap = user.has(UserHeader.SOAP) ? Optional.of(Soap.read(in)) : Optional.empty();
		Optional<MultiQueueHeader> several = user.has(UserHeader.MULTI_QUEUE)
				? Optional.of(MultiQueueHeader.read(in))
				: Optional.empty();
		Optional<SessionHeader> session = base.has(BaseHeader.SESSION)
				? Optional.of(SessionHeader.read(in))
				: Optional.empty();
		return new OptionalHeaders(debug, srmp, soap, several, session);
	}
}
