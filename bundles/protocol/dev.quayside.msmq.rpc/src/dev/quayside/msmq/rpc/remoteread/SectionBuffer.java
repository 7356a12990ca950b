package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrWriter;

import java.util.function.Supplier;

/**
 * One section of a message packet ([MS-MQRR] 2.2.6).
 *
 * @param allocated
 *            size of the section at the server; larger than the data where the body was cut
 */
public record SectionBuffer(Type type, long allocated, byte[] data) {

	/** [MS-MQRR] 2.2.4. */
	public enum Type {
		FULL_PACKET,
		BINARY_FIRST,
		BINARY_SECOND,
		SRMP_FIRST,
		SRMP_SECOND
	}

	/** Type, two sizes and a pointer: what every element takes before its data. */
	static final int FIXED_SIZE = 16;

	void write(NdrWriter out) {
		out.alignStructure(4, 8).enum16(type.ordinal()).uint32(allocated).uint32(data.length);
		out.pointer(data, NdrWriter::conformantBytes);
	}

	/** The data follows all elements of the array. */
	static Supplier<SectionBuffer> read(NdrReader in) {
		in.alignStructure(4, 8);
		int at = in.offset();
		int type = in.enum16();
		long allocated = in.uint32();
		long size = in.uint32();
		Supplier<byte[]> data = in.pointer(NdrReader::conformantBytes);
		if (type < 0 || type >= Type.values().length) {
			throw new NdrException(at, "a section of type 0 to 4, not " + type);
		}
		return () -> {
			byte[] bytes = data.get() == null ? new byte[0] : data.get();
			if (bytes.length != size) {
				throw new NdrException(at, "a section of " + size + " bytes, not " + bytes.length);
			}
			return new SectionBuffer(Type.values()[type], allocated, bytes);
		};
	}
}
