package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.rpc.SyntaxId;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Where and how an interface can be reached, floor by floor ([C706] appendix L, [MS-RPCE] 3.1.3.5.3).
 *
 * @param lower
 *            the floors below interface and transfer syntax, from the RPC protocol down to the address of the network
 */
public record Tower(SyntaxId interfaceId, SyntaxId transferSyntax, List<Floor> lower) {

	/** Bytes of the longest tower ([MS-RPCE] 2.2.1.2.2). */
	public static final int MAX_SIZE = 2000;

	/** Protocols by their first octet ([C706] appendix I). */
	private static final int UUID_DERIVED = 0x0D;
	private static final int CONNECTION_ORIENTED = 0x0B;
	private static final int TCP = 0x07;
	private static final int IP = 0x09;

	private static final int MIN_FLOORS = 3;
	private static final int MAX_FLOORS = 6;
	/** Octet, UUID and major version. */
	private static final int SYNTAX_SIZE = 19;

	/**
	 * A floor below the two syntaxes.
	 *
	 * @param protocol
	 *            its first octet
	 * @param address
	 *            what is related to the protocol, at most 65,535 bytes, not to be changed
	 */
	public record Floor(int protocol, byte[] address) {}

	public Tower {
		lower = List.copyOf(lower);
	}

	/** The tower to ask with: ncacn_ip_tcp at whatever port and address. */
	public static Tower anyTcp(SyntaxId interfaceId, SyntaxId transferSyntax) {
		return tcp(interfaceId, transferSyntax, 0, new byte[4]);
	}

	/** A tower of ncacn_ip_tcp. There is no floor for an IPv6 address: it is sent as zeros, as if it were any. */
	public static Tower tcp(SyntaxId interfaceId, SyntaxId transferSyntax, int port, InetAddress host) {
		return tcp(interfaceId, transferSyntax, port, host instanceof Inet4Address ? host.getAddress() : new byte[4]);
	}

	private static Tower tcp(SyntaxId interfaceId, SyntaxId transferSyntax, int port, byte[] address) {
		return new Tower(interfaceId, transferSyntax,
				List.of(new Floor(CONNECTION_ORIENTED, new byte[2]),
						new Floor(TCP, new byte[]{ (byte) (port >>> 8), (byte) port }), new Floor(IP, address)));
	}

	/** The port of ncacn_ip_tcp; empty for every other way to reach the interface. The address is not looked at. */
	public OptionalInt tcpPort() {
		if (!isTcp() || lower.get(1).address().length != 2) {
			return OptionalInt.empty();
		}
		int port = Short.toUnsignedInt(ByteBuffer.wrap(lower.get(1).address()).getShort());
		return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
	}

	/** Whether it describes ncacn_ip_tcp, at whatever port. */
	public boolean isTcp() {
		return lower.stream().map(Floor::protocol).toList().equals(List.of(CONNECTION_ORIENTED, TCP, IP));
	}

	public byte[] encode() {
		int size = 2 + 2 * (4 + SYNTAX_SIZE + 2) + lower.stream().mapToInt(floor -> 5 + floor.address().length).sum();
		ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		out.putShort((short) (2 + lower.size()));
		syntax(out, interfaceId);
		syntax(out, transferSyntax);
		for (Floor floor : lower) {
			out.putShort((short) 1).put((byte) floor.protocol());
			out.putShort((short) floor.address().length).put(floor.address());
		}
		return out.array();
	}

	private static void syntax(ByteBuffer out, SyntaxId syntax) {
		UUID uuid = syntax.uuid();
		long high = uuid.getMostSignificantBits();
		out.putShort((short) SYNTAX_SIZE).put((byte) UUID_DERIVED);
		out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
		out.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
		out.putShort((short) syntax.major()).putShort((short) 2).putShort((short) syntax.minor());
	}

	/**
	 * Reads an octet string, which is little-endian whatever the peer is; what follows the last floor is not looked at.
	 *
	 * @throws NdrException
	 *             if it is no tower of 3 to 6 floors that begins with two syntaxes
	 */
	public static Tower decode(byte[] octets) {
		ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
		int floors = uint16(in);
		if (floors < MIN_FLOORS || floors > MAX_FLOORS) {
			throw new NdrException(0, "a tower of 3 to 6 floors, not " + floors);
		}
		SyntaxId interfaceId = syntax(in);
		SyntaxId transferSyntax = syntax(in);
		List<Floor> lower = new ArrayList<>(floors);
		for (int i = 2; i < floors; i++) {
			int at = in.position();
			byte[] left = part(in);
			byte[] right = part(in);
			if (left.length == 0) {
				throw new NdrException(at, "a floor with a protocol");
			}
			lower.add(new Floor(Byte.toUnsignedInt(left[0]), right));
		}
		return new Tower(interfaceId, transferSyntax, lower);
	}

	private static SyntaxId syntax(ByteBuffer in) {
		int at = in.position();
		ByteBuffer left = ByteBuffer.wrap(part(in)).order(ByteOrder.LITTLE_ENDIAN);
		ByteBuffer right = ByteBuffer.wrap(part(in)).order(ByteOrder.LITTLE_ENDIAN);
		if (left.remaining() != SYNTAX_SIZE || left.get() != UUID_DERIVED || right.remaining() < 2) {
			throw new NdrException(at, "a floor with the UUID and version of a syntax");
		}
		long high = Integer.toUnsignedLong(left.getInt()) << 32 | Short.toUnsignedLong(left.getShort()) << 16
				| Short.toUnsignedLong(left.getShort());
		long low = Long.reverseBytes(left.getLong());
		return new SyntaxId(new UUID(high, low), Short.toUnsignedInt(left.getShort()),
				Short.toUnsignedInt(right.getShort()));
	}

	private static byte[] part(ByteBuffer in) {
		int length = uint16(in);
		if (length > in.remaining()) {
			throw new NdrException(in.position(), length + " bytes of a tower with " + in.remaining() + " left");
		}
		byte[] part = new byte[length];
		in.get(part);
		return part;
	}

	private static int uint16(ByteBuffer in) {
		if (in.remaining() < 2) {
			throw new NdrException(in.position(), "a count of a tower with " + in.remaining() + " bytes left");
		}
		return Short.toUnsignedInt(in.getShort());
	}
}
