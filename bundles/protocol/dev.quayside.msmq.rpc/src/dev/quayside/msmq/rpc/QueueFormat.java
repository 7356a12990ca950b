package dev.quayside.msmq.rpc;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.SystemQueue;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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

	/** The format of kind 0, which names no queue: where a server is to fill one in. */
	QueueFormat UNKNOWN = new Invalid("a queue format of kind 0 names no queue");

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

		/** Alignment in NDR64: that of the arms that are pointers. */
		private static final int UNION = 8;

		private static final int SYSTEM_FLAG = 0x80;
		private static final int JOURNAL_SUFFIX = 1;
		private static final int TRANSACTIONAL_SUFFIX = 4;
		private static final int SUBQUEUE_SUFFIX = 5;
		private static final int SUFFIX = 0x0F;
		private static final String PREFIX = "DIRECT=";

		/** Values of suffix and flags that each kind may have ([MS-MQMQ] 2.2.7). */
		private static final List<Set<Integer>> SUFFIXES = List.of(Set.of(0), Set.of(0, 0x81), Set.of(0, 0x81),
				Set.of(0, 0x81, 0x82, 0x83), Set.of(0x81, 0x82, 0x83), Set.of(0, 0x04, 0x84), Set.of(0), Set.of(0),
				Set.of(0, 0x05));

		private Wire() {}

		static void write(NdrWriter out, QueueFormat format) {
			if (format instanceof Valid valid) {
				body(out, valid.name());
			} else {
				head(out, 0, 0);
			}
			out.alignNdr64(UNION);
		}

		private static void body(NdrWriter out, FormatName name) {
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
				head(out, DISTRIBUTION_LIST, 0).align(4).uuid(list.id()).pointer(list.domain().orElse(null),
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
			out.alignStructure(4, UNION).uint8(kind).uint8(suffix).uint16(0);
			return out.alignNdr64(UNION).uint8(kind).alignNdr64(UNION);
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
			in.alignStructure(4, UNION);
			int at = in.offset();
			int kind = in.uint8();
			int suffix = in.uint8();
			in.uint16();
			int tag = in.alignNdr64(UNION).uint8();
			if (tag != kind || kind > SUBQUEUE) {
				throw new NdrException(at, "a queue format of a kind from 0 to 8 and the same discriminant, not " + kind
						+ " and " + tag);
			}
			Supplier<QueueFormat> format = arm(in.alignNdr64(UNION), kind, suffix);
			in.alignNdr64(UNION);
			return SUFFIXES.get(kind).contains(suffix)
					? format
					: () -> new Invalid(String.format("a queue format of kind %d with suffix and flags 0x%02X", kind,
							suffix));
		}

		private static Supplier<QueueFormat> arm(NdrReader in, int kind, int suffix) {
			boolean isJournal = suffix == journal(true);
			return switch (kind) {
				case PUBLIC -> valid(new FormatName.PublicQueue(in.align(4).uuid(), isJournal));
				case PRIVATE -> valid(new FormatName.PrivateQueue(in.align(4).uuid(), in.int32(), isJournal));
				case DIRECT, SUBQUEUE -> {
					Supplier<String> name = in.pointer(NdrReader::wideString);
					yield () -> kind == DIRECT ? direct(name.get(), suffix) : subqueue(name.get());
				}
				case MACHINE -> machine(in.align(4).uuid(), suffix);
				case CONNECTOR ->
					valid(new FormatName.Connector(in.align(4).uuid(), (suffix & SUFFIX) == TRANSACTIONAL_SUFFIX));
				case DISTRIBUTION_LIST -> {
					UUID id = in.align(4).uuid();
					Supplier<String> domain = in.pointer(NdrReader::wideString);
					yield () -> new Valid(new FormatName.DistributionList(id, Optional.ofNullable(domain.get())));
				}
				case MULTICAST -> multicast(in.int32(), in.uint32());
				default -> () -> UNKNOWN;
			};
		}

		private static Supplier<QueueFormat> valid(FormatName name) {
			return () -> new Valid(name);
		}

		private static Supplier<QueueFormat> machine(UUID id, int suffix) {
			return () -> SystemQueue.ofSuffix(suffix & SUFFIX)
					.<QueueFormat>map(queue -> new Valid(new FormatName.Machine(id, queue)))
					.orElseGet(() -> new Invalid("a machine format name without a system queue"));
		}

		private static Supplier<QueueFormat> multicast(int address, long port) {
			return port > 0xFFFF
					? () -> new Invalid("a multicast group with port " + port)
					: valid(new FormatName.Multicast(address, (int) port));
		}

		private static QueueFormat parsed(String name, Function<FormatName.Direct, QueueFormat> check) {
			if (name == null) {
				return new Invalid("a direct format name without a name");
			}
			try {
				return check.apply(FormatName.parseDirect(name));
			} catch (NameException e) {
				return new Invalid(e.getMessage());
			}
		}

		/** The suffix may stand in the text as well, or only there. */
		private static QueueFormat direct(String name, int suffix) {
			Optional<SystemQueue> system = SystemQueue.ofSuffix(suffix & SUFFIX);
			boolean bare = name != null && name.toLowerCase(Locale.ROOT).endsWith("\\system$");
			return parsed(bare && system.isPresent() ? name + ";" + system.get() : name, direct -> {
				if (system.isEmpty()) {
					return new Valid(direct);
				}
				if (direct.path() instanceof QueuePath.OfMachine machine && machine.queue() == system.get()) {
					return new Valid(direct);
				}
				if (direct.path() instanceof QueuePath.Application queue && system.get() == SystemQueue.JOURNAL
						&& queue.subqueue().isEmpty()) {
					QueuePath journal = new QueuePath.Application(queue.isPrivate(), queue.name(), true,
							Optional.empty());
					return new Valid(new FormatName.Direct(direct.protocol(), direct.address(), journal));
				}
				return new Invalid("'" + direct.name() + "' with the suffix of " + system.get());
			});
		}

		/** [MS-MQMQ] 2.2.7 has the grammar of direct names here, with their prefix. */
		private static QueueFormat subqueue(String name) {
			String bare = name != null && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
					? name.substring(PREFIX.length())
					: name;
			return parsed(bare,
					direct -> direct.path() instanceof QueuePath.Application queue && queue.subqueue().isPresent()
							? new Valid(direct)
							: new Invalid("a subqueue's format name without subqueue: " + direct.name()));
		}
	}
}
