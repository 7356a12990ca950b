package dev.quayside.msmq.packet;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several destinations, admin and response queues ([MS-MQMQ] 2.2.20.1 to 2.2.20.3).
 *
 * @param signature
 *            of the sender, empty for none
 */
public record MultiQueueHeader(AddressList destination, AddressList admin, AddressList response, byte[] signature) {

	private static final int DESTINATION = 0x0064;
	private static final int ADMIN = 0x00C8;
	private static final int RESPONSE = 0x012C;
	private static final int SIGNATURE = 0x015E;

	private static final int PUBLIC = 1;
	private static final int PRIVATE = 2;
	private static final int DIRECT = 3;
	private static final int DISTRIBUTION_LIST = 6;

	/**
	 * A list of queues.
	 *
	 * @param elements
	 *            the raw elements ([MS-MQMQ] 2.2.18.1.4), in front of the padding
	 */
	public record AddressList(int count, byte[] elements) {

		static final int FIXED_SIZE = 12;
		/** Type and the shortest name. */
		private static final int MIN_ELEMENT = 4;

		/**
		 * @throws NameException
		 *             if a list cannot hold such a name
		 */
		public static AddressList of(List<FormatName> names) {
			PacketWriter out = new PacketWriter(64 * names.size());
			out.begin();
			names.forEach(name -> element(out, name));
			return new AddressList(names.size(), out.toByteArray());
		}

		private static void element(PacketWriter out, FormatName name) {
			if (name instanceof FormatName.PublicQueue queue && !queue.journal()) {
				out.u16(PUBLIC).guid(queue.id());
			} else if (name instanceof FormatName.PrivateQueue queue && !queue.journal()) {
				out.u16(PRIVATE).pad().guid(queue.queueManager()).u32(queue.number());
			} else if (name instanceof FormatName.Direct direct) {
				out.u16(DIRECT).utf16(direct.name()).u16(0);
			} else if (name instanceof FormatName.DistributionList list) {
				out.u16(DISTRIBUTION_LIST).pad().guid(list.id());
			} else {
				throw new NameException(name.text(), "a list of destinations cannot hold such a queue");
			}
		}

		/**
		 * The queues. Private queues and distribution lists stand at multiples of 4 bytes; of public queues that is not
		 * said.
		 *
		 * @throws PacketException
		 *             if the elements cannot be read
		 */
		public List<FormatName> names() throws PacketException {
			PacketReader in = new PacketReader(elements, 0, elements.length).begin("list of queues");
			List<FormatName> names = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				names.add(element(in));
			}
			return names;
		}

		private static FormatName element(PacketReader in) throws PacketException {
			int type = in.u16();
			switch (type) {
				case PUBLIC :
					return new FormatName.PublicQueue(in.guid(), false);
				case PRIVATE :
					in.pad();
					return new FormatName.PrivateQueue(in.guid(), in.i32(), false);
				case DIRECT :
					return direct(in);
				case DISTRIBUTION_LIST :
					in.pad();
					return new FormatName.DistributionList(in.guid(), Optional.empty());
				default :
					throw in.bad("a queue of type " + type);
			}
		}

		private static FormatName direct(PacketReader in) throws PacketException {
			try {
				return FormatName.parseDirect(in.terminated());
			} catch (NameException e) {
				throw in.bad(e.getMessage());
			}
		}

		private void write(PacketWriter out, int id) {
			out.begin().u32(FIXED_SIZE + elements.length).u16(id).u16(0).u32(count).bytes(elements).pad();
		}

		private static AddressList read(PacketReader in, int id) throws PacketException {
			in.begin("multi-queue address header");
			long size = in.u32();
			in.id(id);
			in.u16();
			long count = in.u32();
			if (size < FIXED_SIZE || size - FIXED_SIZE > in.remaining()
					|| count > (size - FIXED_SIZE) / MIN_ELEMENT) {
				throw in.bad("a header of " + size + " bytes with " + count + " queues");
			}
			byte[] elements = in.bytes((int) size - FIXED_SIZE);
			in.pad();
			return new AddressList((int) count, elements);
		}
	}

	void write(PacketWriter out) {
		destination.write(out, DESTINATION);
		admin.write(out, ADMIN);
		response.write(out, RESPONSE);
		out.begin().u16(SIGNATURE).u16(0).u32(signature.length).bytes(signature).pad();
	}

	static MultiQueueHeader read(PacketReader in) throws PacketException {
		AddressList destination = AddressList.read(in, DESTINATION);
		AddressList admin = AddressList.read(in, ADMIN);
		AddressList response = AddressList.read(in, RESPONSE);
		in.begin("multi-queue signature header").id(SIGNATURE);
		in.u16();
		byte[] signature = in.bytes(in.length());
		in.padLeniently();
		return new MultiQueueHeader(destination, admin, response, signature);
	}
}
