package dev.quayside.msmq.packet;

import java.util.Optional;

/** Reads headers in the order of [MS-MQMQ] 2.2.20. */
final class PacketParser {

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
		PacketReader rest = null;
		if (second.isPresent()) {
			rest = new PacketReader(second.get(), 0, second.get().length);
		} else if (whole) {
			in.skip((int) properties.allocatedSize());
			in.padLeniently();
			rest = in;
		}
		OptionalHeaders optional = rest == null ? OptionalHeaders.NONE : OptionalHeaders.read(rest, base, user);
		Optional<RemoteReadHeaders> remoteRead = rest == null ? Optional.empty() : RemoteReadHeaders.read(rest);
		return new MessagePacket(base, user, transaction, security, properties, body, optional, remoteRead);
	}
}
