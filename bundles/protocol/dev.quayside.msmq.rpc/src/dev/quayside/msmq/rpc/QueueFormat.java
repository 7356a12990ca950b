package dev.quayside.msmq.rpc;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** QUEUE_FORMAT ([MS-MQMQ] 2.2.7): a format name, or one that is well-formed NDR but names no queue. */
public sealed interface QueueFormat {

	NdrType<QueueFormat> NDR = new NdrType<>((out, format) -> Wire.write(out, format), in -> {
		Supplier<QueueFormat> format = Wire.read(in);
		in.deferred();
		return format.get();
	});

	/** A name that can be. */
	record Valid(FormatName name) implements QueueFormat {}

	/** A name that cannot be, and why. */
	record Invalid(String problem) implements QueueFormat {}

	static QueueFormat of(FormatName name) {
		return new Valid(name);
	}

	/** Writes the structure; the name that it points to is deferred. */
	default void write(NdrWriter out) {
		Wire.write(out, this);
	}

	/** Reads the structure; ask for the value when the construct around it has been read. */
	static Supplier<QueueFormat> read(NdrReader in) {
		return Wire.read(in);
	}

	/** The union on the wire. */
	final class Wire {

		private static final int PUBLIC = 1;
		private static final int PRIVATE = 2;
		private static final int DIRECT = 3;
		private static final int MACHINE = 4;
		private static final int CONNECTOR = 5;
		private static final int DISTRIBUTION_LIST = 6;
		private static final int MULTICAST = 7;
		private static final int SUBQUEUE = 8;

		private static final int SYSTEM_FLAG = 0x80;
		private static final int JOURNAL_SUFFIX = 1;
		private static final int TRANSACTIONAL_SUFFIX = 4;
		private static final int SUBQUEUE_SUFFIX = 5;

		private Wire() {}

		static void write(NdrWriter out, QueueFormat format) {
			FormatName name = ((Valid) format).name();
			if (name instanceof FormatName.PublicQueue queue) {
				head(out, PUBLIC, journal(queue.journal())).align(4).uuid(queue.id());
			} else if (name instanceof FormatName.PrivateQueue queue) {
				head(out, PRIVATE, journal(queue.journal())).align(4).uuid(queue.queueManager()).uint32(queue.number());
			} else if (name instanceof FormatName.Direct direct) {
				direct(out, direct);
			} else if (name instanceof FormatName.Machine machine) {
				head(out, MACHINE, SYSTEM_FLAG | machine.queue().suffix()).align(4).uuid(machine.queueManager());
			} else if (name instanceof FormatName.Connector connector) {
				head(out, CONNECTOR, connector.transactional() ? TRANSACTIONAL_SUFFIX : 0).align(4)
						.uuid(connector.network());
			} else if (name instanceof FormatName.DistributionList list) {
				head(out, DISTRIBUTION_LIST, 0).alignStructure(4, 8).uuid(list.id()).pointer(list.domain().orElse(null),
						NdrWriter::wideString);
			} else if (name instanceof FormatName.Multicast multicast) {
				head(out, MULTICAST, 0).uint32(multicast.address()).uint32(multicast.port());
			} else {
				throw new NameException(name.text(), "a remote queue manager can be asked for one queue only");
			}
		}

		private static int journal(boolean journal) {
			return journal ? SYSTEM_FLAG | JOURNAL_SUFFIX : 0;
		}

		private static NdrWriter head(NdrWriter out, int kind, int suffix) {
			out.alignStructure(4, 8).uint8(kind).uint8(suffix).uint16(0);
			return out.alignStructure(1, 8).uint8(kind);
		}

		private static void direct(NdrWriter out, FormatName.Direct direct) {
			int kind = DIRECT;
			int suffix = 0;
			if (direct.path() instanceof QueuePath.OfMachine machine) {
				suffix = SYSTEM_FLAG | machine.queue().suffix();
			} else if (direct.path() instanceof QueuePath.Application application) {
				kind = application.subqueue().isPresent() ? SUBQUEUE : DIRECT;
				suffix = kind == SUBQUEUE ? SUBQUEUE_SUFFIX : journal(application.journal());
			}
			head(out, kind, suffix).pointer(direct.name(), NdrWriter::wideString);
		}

		static Supplier<QueueFormat> read(NdrReader in) {
			in.alignStructure(4, 8);
			int at = in.offset();
			int kind = in.uint8();
			int suffix = in.uint8() & 0x0F;
			in.uint16();
			int tag = in.alignStructure(1, 8).uint8();
			if (tag != kind || kind > SUBQUEUE) {
				throw new NdrException(at, "a queue format of a kind from 0 to 8 and the same discriminant, not " + kind
						+ " and " + tag);
			}
			boolean isJournal = suffix == JOURNAL_SUFFIX;
			return switch (kind) {
				case PUBLIC -> valid(new FormatName.PublicQueue(in.align(4).uuid(), isJournal));
				case PRIVATE -> valid(new FormatName.PrivateQueue(in.align(4).uuid(), in.int32(), isJournal));
				case DIRECT, SUBQUEUE -> {
					Supplier<String> name = in.pointer(NdrReader::wideString);
					yield () -> direct(name.get(), suffix);
				}
				case MACHINE -> machine(in.align(4).uuid(), suffix);
				case CONNECTOR -> valid(new FormatName.Connector(in.align(4).uuid(), suffix == TRANSACTIONAL_SUFFIX));
				case DISTRIBUTION_LIST -> {
					UUID id = in.alignStructure(4, 8).uuid();
					Supplier<String> domain = in.pointer(NdrReader::wideString);
					yield () -> new Valid(new FormatName.DistributionList(id, Optional.ofNullable(domain.get())));
				}
				case MULTICAST -> valid(new FormatName.Multicast(in.int32(), in.int32() & 0xFFFF));
				default -> () -> new Invalid("a queue format of kind 0 names no queue");
			};
		}

		private static Supplier<QueueFormat> valid(FormatName name) {
			return () -> new Valid(name);
		}

		private static Supplier<QueueFormat> machine(UUID id, int suffix) {
			return () -> SystemQueue.ofSuffix(suffix)
					.<QueueFormat>map(queue -> new Valid(new FormatName.Machine(id, queue)))
					.orElseGet(() -> new Invalid("a machine format name without a system queue"));
		}

		private static QueueFormat direct(String name, int suffix) {
			if (name == null) {
				return new Invalid("a direct format name without a name");
			}
			try {
				boolean bare = name.toLowerCase(Locale.ROOT).endsWith("\\system$");
				Optional<SystemQueue> system = SystemQueue.ofSuffix(suffix);
				FormatName.Direct direct = FormatName
						.parseDirect(bare && system.isPresent() ? name + ";" + system.get() : name);
				if (suffix == JOURNAL_SUFFIX && direct.path() instanceof QueuePath.Application queue
						&& !queue.journal()) {
					QueuePath journal = new QueuePath.Application(queue.isPrivate(), queue.name(), true,
							Optional.empty());
					direct = new FormatName.Direct(direct.protocol(), direct.address(), journal);
				}
				return new Valid(direct);
			} catch (NameException e) {
				return new Invalid(e.getMessage());
			}
		}
	}
}
