package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a search has found.
 *
 * @param handle
 *            to go on with; null where that was all
 * @param maximum
 *            of elements that the client has asked for
 * @param elements
 *            towers without octets are left out
 */
public record Found<T>(ContextHandle handle, long maximum, List<T> elements, EndpointStatus status) {

	static <T> NdrType<Found<T>> type(BiConsumer<NdrWriter, T> writer, Function<NdrReader, Supplier<T>> reader) {
		return new NdrType<>((out, found) -> {
			found.handle().write(out);
			out.uint32(found.elements().size());
			out.count(found.maximum()).count(0).count(found.elements().size());
			found.elements().forEach(element -> writer.accept(out, element));
			out.deferred().uint32(found.status().code());
		}, in -> {
			ContextHandle handle = ContextHandle.read(in);
			int at = in.offset();
			long declared = in.uint32();
			int count = in.conformantVarying(in.syntax().pointerSize());
			if (declared != count || count > EndpointMap.MAX_ELEMENTS) {
				throw new NdrException(at, "at most 500 elements, as many as declared, not " + count + " instead of "
						+ declared);
			}
			List<Supplier<T>> elements = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				elements.add(reader.apply(in));
			}
			in.deferred();
			List<T> values = elements.stream().map(Supplier::get).filter(Objects::nonNull).toList();
			return new Found<>(handle, count, values, new EndpointStatus(in.int32()));
		});
	}
}
