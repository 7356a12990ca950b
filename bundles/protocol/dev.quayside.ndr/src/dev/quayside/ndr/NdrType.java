package dev.quayside.ndr;

import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How the parameters of one call cross the wire, in both directions. */
public record NdrType<T>(BiConsumer<NdrWriter, T> writer, Function<NdrReader, T> reader) {

	public static final NdrType<Void> NOTHING = new NdrType<>((out, nothing) -> {}, in -> null);
	public static final NdrType<Long> UINT32 = new NdrType<>(NdrWriter::uint32, NdrReader::uint32);

	public byte[] encode(T value) {
		return encode(value, NdrSyntax.NDR20);
	}

	public byte[] encode(T value, NdrSyntax syntax) {
		NdrWriter out = new NdrWriter(syntax);
		writer.accept(out, value);
		return out.toByteArray();
	}

	/**
	 * Decodes little-endian NDR 2.0 and fails when bytes are left over: a stub with a tail was declared wrongly.
	 *
	 * @throws NdrException
	 *             if the stub does not follow this type to the last byte
	 */
	public T decode(byte[] stub) {
		NdrReader in = new NdrReader(stub);
		T value = read(in);
		in.end();
		return value;
	}

	/**
	 * Decodes as a peer must: what follows the last parameter is padding and is ignored.
	 *
	 * @throws NdrException
	 *             if the stub does not follow this type
	 */
	public T decodeWithPadding(byte[] stub, NdrSyntax syntax, ByteOrder order) {
		return read(new NdrReader(stub, 0, stub.length, syntax, order));
	}

	/** Reads the value with everything that its pointers refer to. */
	public T read(NdrReader in) {
		T value = reader.apply(in);
		in.deferred();
		return value;
	}
}
