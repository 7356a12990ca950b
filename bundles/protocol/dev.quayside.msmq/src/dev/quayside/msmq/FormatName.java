package dev.quayside.msmq;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A queue by its format name, one record for each kind ([MS-MQMQ] 2.1.2 to 2.1.7, 2.2.7). */
public sealed interface FormatName {

	/** The text that {@link #parse} reads. */
	String text();

	/** A queue of the directory. */
	record PublicQueue(UUID id, boolean journal) implements FormatName {

		@Override
		public String text() {
			return "PUBLIC=" + Guids.text(id) + (journal ? ";JOURNAL" : "");
		}
	}

	/**
	 * A private queue by number.
	 *
	 * @param number
	 *            unsigned 32 bit
	 */
	record PrivateQueue(UUID queueManager, int number, boolean journal) implements FormatName {

		@Override
		public String text() {
			return "PRIVATE=" + Guids.text(queueManager) + "\\" + String.format("%08x", number)
					+ (journal ? ";JOURNAL" : "");
		}
	}

	/**
	 * A queue by the address of its computer.
	 *
	 * @param address
	 *            host name, IPv4 or IPX address; for HTTP {@code //host[:port]/MSMQ}
	 */
	record Direct(Protocol protocol, String address, QueuePath path) implements FormatName {

		/** How to get there. */
		public enum Protocol {
			TCP,
			OS,
			IPX,
			HTTP,
			HTTPS
		}

		@Override
		public String text() {
			return "DIRECT=" + name();
		}

		/** The text behind {@code DIRECT=}. */
		public String name() {
			return protocol + ":" + address + "\\" + path.text();
		}

		/** Host name or address without protocol, path and, for HTTP, port. */
		public String host() {
			if (!address.startsWith("//")) {
				return address;
			}
			String host = address.substring(2, address.indexOf('/', 2));
			int port = host.lastIndexOf(':');
			boolean isInside = port < host.lastIndexOf(']');
			return port < 0 || isInside ? host : host.substring(0, port);
		}
	}

	/** A queue of a queue manager itself. */
	record Machine(UUID queueManager, SystemQueue queue) implements FormatName {

		@Override
		public String text() {
			return "MACHINE=" + Guids.text(queueManager) + ";" + queue;
		}
	}

	/** The queue of a connector to a foreign system. */
	record Connector(UUID network, boolean transactional) implements FormatName {

		@Override
		public String text() {
			return "CONNECTOR=" + Guids.text(network) + (transactional ? ";XACTONLY" : "");
		}
	}

	/** A distribution list. */
	record DistributionList(UUID id, Optional<String> domain) implements FormatName {

		@Override
		public String text() {
			return "DL=" + Guids.text(id) + domain.map(name -> "@" + name).orElse("");
		}
	}

	/**
	 * A multicast group.
	 *
	 * @param address
	 *            224.0.0.0 to 239.255.255.255 as one number, the first octet highest
	 */
	record Multicast(int address, int port) implements FormatName {

		@Override
		public String text() {
			return String.format("MULTICAST=%d.%d.%d.%d:%d", address >>> 24, address >>> 16 & 0xFF,
					address >>> 8 & 0xFF,
					address & 0xFF, port);
		}
	}

	/** Several destinations in one name. */
	record Several(List<FormatName> elements) implements FormatName {

		public Several {
			elements = List.copyOf(elements);
		}

		@Override
		public String text() {
			return String.join(",", elements.stream().map(FormatName::text).toList());
		}
	}

	/** The direct name of a path on a computer. */
	static Direct direct(String computer, QueuePath path) {
		return new Direct(Direct.Protocol.OS, computer, path);
	}

	/**
	 * Reads a format name of any kind; keywords in any case.
	 *
	 * @throws NameException
	 *             if it is none
	 */
	static FormatName parse(String text) {
		return FormatNameParser.parse(text);
	}

	/**
	 * Reads what follows {@code DIRECT=}.
	 *
	 * @throws NameException
	 *             if it is no direct name
	 */
	static Direct parseDirect(String name) {
		return FormatNameParser.direct(name, name);
	}
}
