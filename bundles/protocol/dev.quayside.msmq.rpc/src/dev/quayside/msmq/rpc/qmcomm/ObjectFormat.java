package dev.quayside.msmq.rpc.qmcomm;

import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

import java.util.function.Supplier;

/** OBJECT_FORMAT ([MS-MQMP] 2.2.3.5): a pointer to the name of a queue, for nothing else crosses the wire. */
final class ObjectFormat {

	static final NdrType<QueueFormat> NDR = new NdrType<>(ObjectFormat::write, ObjectFormat::read);

	private static final int QUEUE = 1;

	private ObjectFormat() {}

	private static void write(NdrWriter out, QueueFormat format) {
		out.align(4).uint32(QUEUE).uint32(QUEUE);
		out.pointer(format, (body, name) -> name.write(body));
		out.deferred();
	}

	private static QueueFormat read(NdrReader in) {
		int at = in.align(4).offset();
		long type = in.uint32();
		long tag = in.uint32();
		if (type != QUEUE || tag != QUEUE) {
			throw new NdrException(at,
					"an object of type 1, a queue, and the same discriminant, not " + type + " and " + tag);
		}
		Supplier<Supplier<QueueFormat>> format = in.pointer(QueueFormat::read);
		in.deferred();
		return format.get() == null ? new QueueFormat.Invalid("an object without a name") : format.get().get();
	}
}
