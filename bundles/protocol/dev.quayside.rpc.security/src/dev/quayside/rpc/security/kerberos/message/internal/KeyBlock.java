package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;

/** {@code EncryptionKey} on the wire ([RFC 4120] 5.2.9). */
final class KeyBlock {

	private KeyBlock() {}

	static void write(EncryptionKey key, DerWriter out) {
		out.sequence(block -> block.field(0, field -> field.integer(key.type().value()))
				.field(1, field -> field.octets(key.bytes())));
	}

	static EncryptionKey read(DerReader in) throws DerException {
		DerReader block = in.sequence();
		in.end();
		int type = block.field(0).int32();
		byte[] bytes = block.field(1).octets();
		block.end();
		EncryptionType known = EncryptionType.ofWire(type)
				.orElseThrow(() -> new DerException("A key of encryption type " + type + ", which is not supported"));
		if (bytes.length != known.keySize()) {
			throw new DerException("A key of " + known + " with " + bytes.length + " bytes");
		}
		return new EncryptionKey(known, bytes);
	}
}
