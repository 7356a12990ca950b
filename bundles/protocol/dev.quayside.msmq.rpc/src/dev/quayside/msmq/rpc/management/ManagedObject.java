package dev.quayside.msmq.rpc.management;

import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrWriter;

import java.util.function.Supplier;

/** MGMT_OBJECT ([MS-MQMR] 2.2.1.3): what is managed. In NDR 2.0 only, like the interface ([MS-MQMR] 2.1). */
public sealed interface ManagedObject {

	/** The queue manager. */
	record Machine() implements ManagedObject {}

	/** A queue. */
	record Queue(QueueFormat format) implements ManagedObject {}

	/** A session; servers refuse it. */
	record Session() implements ManagedObject {}

	/** Writes the structure with the queue that it points to. */
	default void write(NdrWriter out) {
		int type = this instanceof Machine ? 1 : this instanceof Queue ? 2 : 3;
		out.align(4).enum16(type).enum16(type);
		if (this instanceof Queue queue) {
			out.pointer(queue.format(), (body, format) -> format.write(body));
		} else {
			out.uint32(0);
		}
		out.deferred();
	}

	/** Reads the structure with the queue that it points to. */
	static ManagedObject read(NdrReader in) {
		int at = in.align(4).offset();
		int type = in.enum16();
		int tag = in.enum16();
		if (type != tag || type < 1 || type > 3) {
			throw new NdrException(at,
					"a managed object of type 1 to 3 and the same discriminant, not " + type + " and "
							+ tag);
		}
		if (type != 2) {
			in.uint32();
			return type == 1 ? new Machine() : new Session();
		}
		Supplier<Supplier<QueueFormat>> format = in.pointer(QueueFormat::read);
		in.deferred();
		if (format.get() == null) {
			return new Queue(new QueueFormat.Invalid("a managed queue without a name"));
		}
		return new Queue(format.get().get());
	}
}
