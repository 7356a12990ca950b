package dev.quayside.msmq.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The headers between the properties and the end of a user message; each but the session header is rare. */
public record OptionalHeaders(Optional<Debug> debug, Optional<Srmp> srmp, Optional<Soap> soap,
		Optional<MultiQueue> multiQueue, Optional<SessionHeader> session) {

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
			return new Debug(type == 1 ? Optional.of(in.guid()) : Optional.empty());
		}
	}

	/**
	 * A message that came over HTTP ([MS-MQRR] 2.2.5.1.2).
	 *
	 * @param multipart
	 *            the raw HTTP body; the application's body is {@code bodySize} bytes at {@code bodyOffset} of it
	 */
	public record Srmp(String envelope, byte[] multipart, long bodySize, long bodyOffset) {

		void write(PacketWriter out) {
			out.begin().u16(0x02BC).u16(0).u32(envelope.length()).utf16(envelope).pad();
			out.begin().u16(0x01F4).u16(0).u32(multipart.length).u32(bodySize).u32(bodyOffset).bytes(multipart).pad();
		}

		static Srmp read(PacketReader in) throws PacketException {
			in.begin("SRMP envelope header").u32();
			String envelope = in.utf16(2 * in.length());
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

	/** SOAP header and body as text ([MS-MQMQ] 2.2.20.7). */
	public record Soap(String header, String body) {

		void write(PacketWriter out) {
			out.begin().u16(0x0320).u16(0).u32(header.length()).utf16(header).pad();
			out.begin().u16(0x0384).u16(0).u32(body.length()).utf16(body).pad();
		}

		static Soap read(PacketReader in) throws PacketException {
			in.begin("SOAP header").u32();
			String header = in.utf16(2 * in.length());
			in.pad();
			in.begin("SOAP body").u32();
			String body = in.utf16(2 * in.length());
			in.pad();
			return new Soap(header, body);
		}
	}

	/** Several destinations, admin and response queues ([MS-MQMQ] 2.2.20.1 to 2.2.20.3). */
	public record MultiQueue(AddressList destination, AddressList admin, AddressList response, byte[] signature) {

		/**
		 * A list of queues.
		 *
		 * @param elements
		 *            the raw elements ([MS-MQMQ] 2.2.18.1.4)
		 */
		public record AddressList(int id, int count, byte[] elements) {

			void write(PacketWriter out) {
				out.begin().u32(12 + elements.length).u16(id).u16(0).u32(count).bytes(elements).pad();
			}

			static AddressList read(PacketReader in) throws PacketException {
				in.begin("multi-queue address header");
				long size = in.u32();
				int id = in.u16();
				in.u16();
				int count = in.i32();
				if (size < 12 || size - 12 > in.remaining()) {
					throw in.bad("a header of " + size + " bytes");
				}
				byte[] elements = in.bytes((int) size - 12);
				in.pad();
				return new AddressList(id, count, elements);
			}
		}

		void write(PacketWriter out) {
			List<AddressList> lists = new ArrayList<>(List.of(destination, admin, response));
			lists.forEach(list -> list.write(out));
			out.begin().u16(0x015E).u16(0).u32(signature.length).bytes(signature).pad();
		}

		static MultiQueue read(PacketReader in) throws PacketException {
			AddressList destination = AddressList.read(in);
			AddressList admin = AddressList.read(in);
			AddressList response = AddressList.read(in);
			in.begin("multi-queue signature header").u32();
			byte[] signature = in.bytes(in.length());
			in.padLeniently();
			return new MultiQueue(destination, admin, response, signature);
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
		Optional<MultiQueue> several = user.has(UserHeader.MULTI_QUEUE)
				? Optional.of(MultiQueue.read(in))
				: Optional.empty();
		Optional<SessionHeader> session = base.has(BaseHeader.SESSION)
				? Optional.of(SessionHeader.read(in))
				: Optional.empty();
		return new OptionalHeaders(debug, srmp, soap, several, session);
	}
}
