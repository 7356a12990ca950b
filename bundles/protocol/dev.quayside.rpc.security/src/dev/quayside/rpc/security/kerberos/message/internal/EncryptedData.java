package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

import java.util.OptionalLong;

/**
 * Encrypted bytes with the type of the key ([RFC 4120] 5.2.9).
 *
 * @param keyVersion
 *            of the key, if it is one that lasts
 */
public record EncryptedData(int type, OptionalLong keyVersion, byte[] cipher) {

	public EncryptedData(int type, byte[] cipher) {
		this(type, OptionalLong.empty(), cipher);
	}

	void write(DerWriter out) {
		out.sequence(data -> {
			data.field(0, field -> field.integer(type));
			keyVersion.ifPresent(version -> data.field(1, field -> field.integer(version)));
			data.field(2, field -> field.octets(cipher));
		});
	}

	static EncryptedData read(DerReader in) throws DerException {
		DerReader data = in.sequence();
		in.end();
		int type = data.field(0).int32();
		OptionalLong version = data.has(1) ? OptionalLong.of(data.field(1).uint32()) : OptionalLong.empty();
		byte[] cipher = data.field(2).octets();
		data.end();
		return new EncryptedData(type, version, cipher);
	}
}
