package dev.quayside.rpc;

import dev.quayside.ndr.NdrSyntax;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A presentation syntax, abstract or transfer, with its version ([C706] 12.6.3.1, {@code p_syntax_id_t}). */
public record SyntaxId(UUID uuid, int major, int minor) {

	public static final SyntaxId NDR20 = new SyntaxId(UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2, 0);
	public static final SyntaxId NDR64 = new SyntaxId(UUID.fromString("71710533-beba-4937-8319-b5dbef9ccc36"), 1, 0);

	/** The peer bears several security contexts on a connection ([MS-RPCE] 3.3.1.5.4). */
	public static final int MULTIPLE_SECURITY_CONTEXTS = 0x01;

	/** The peer keeps a connection whose client has orphaned a call ([MS-RPCE] 3.3.1.5.10). */
	public static final int KEEP_CONNECTION_ON_ORPHAN = 0x02;

	private static final long FEATURES_HIGH = UUID.fromString("6cb71c2c-9812-4540-0000-000000000000")
			.getMostSignificantBits();

	public SyntaxId {
		Objects.requireNonNull(uuid);
	}

	public static SyntaxId of(NdrSyntax syntax) {
		return syntax == NdrSyntax.NDR64 ? NDR64 : NDR20;
	}

	/** The transfer syntax that it stands for; empty where it is none that is known here. */
	public Optional<NdrSyntax> transfer() {
		return equals(NDR20)
				? Optional.of(NdrSyntax.NDR20)
				: Optional.of(NdrSyntax.NDR64).filter(syntax -> equals(NDR64));
	}

	/** Not a syntax, but features of the connection, bits of {@link #features} ([MS-RPCE] 2.2.2.14). */
	public static SyntaxId ofFeatures(int bits) {
		return new SyntaxId(new UUID(FEATURES_HIGH, (long) bits << 56), 1, 0);
	}

	public boolean isFeatureNegotiation() {
		return uuid.getMostSignificantBits() == FEATURES_HIGH && major == 1 && minor == 0;
	}

	/** The first octet of the features; no other has a meaning. */
	public int features() {
		return (int) (uuid.getLeastSignificantBits() >>> 56);
	}

	@Override
	public String toString() {
		return uuid + " " + major + "." + minor;
	}
}
