package dev.quayside.msmq.packet;

import java.util.Optional;

/** Reads headers in the order of [MS-MQMQ] 2.2.20. */
final class PacketParser {

	private static final Trailers NO_TRAILERS = new Trailers(OptionalHeaders.NONE, Optional.empty());

	private PacketParser() {}

	static MessagePacket parse(byte[] first, Optional<byte[]> second) throws PacketException {
		PacketReader in = new PacketReader(first, 0, first.length);
		BaseHeader base = BaseHeader.read(in);
		if (base.has(BaseHeader.INTERNAL)) {
			throw in.bad("an internal packet instead of a message");
		}
		UserHeader user = UserHeader.read(in);
		Optional<TransactionHeader> transaction = user.has(UserHeader.TRANSACTION)
				? Optional.of(TransactionHeader.read(in))
				: Optional.empty();
		Optional<SecurityHeader> security = user.has(UserHeader.SECURITY)
				? Optional.of(SecurityHeader.read(in))
				: Optional.empty();
		MessageProperties properties = MessageProperties.read(in);
		boolean whole = properties.allocatedSize() <= in.remaining();
		int there = (int) Math.min(Math.min(properties.bodySize(), properties.allocatedSize()), in.remaining());
		MessagePacket.Slice body = new MessagePacket.Slice(first, in.position(), there);
		Trailers trailers = NO_TRAILERS;
		if (second.isPresent()) {
			int padding = -(in.sinceBegin() + (int) properties.allocatedSize()) & 3;
			trailers = behindCut(second.get(), padding, base, user);
		} else if (whole) {
			in.skip((int) properties.allocatedSize());
			in.padLeniently();
			trailers = Trailers.read(in, base, user);
		}
		return new MessagePacket(base, user, transaction, security, properties, body, trailers.optional(),
				trailers.remoteRead());
	}

	/** Servers may put the padding of the body in front of the second section, or leave it out. */
	private static Trailers behindCut(byte[] second, int padding, BaseHeader base, UserHeader user)
			throws PacketException {
		if (padding > 0 && second.length >= padding) {
			try {
				return Trailers.read(new PacketReader(second, padding, second.length - padding), base, user);
			} catch (PacketException e) {
				// it begins with the first header
			}
		}
		return Trailers.read(new PacketReader(second, 0, second.length), base, user);
	}

	/** What follows the properties. */
	private record Trailers(OptionalHeaders optional, Optional<RemoteReadHeaders> remoteRead) {

		static Trailers read(PacketReader in, BaseHeader base, UserHeader user) throws PacketException {
			return new Trailers(OptionalHeaders.read(in, base, user), RemoteReadHeaders.read(in));
		}
	}
}
