package dev.quayside.rpc;

import java.util.Objects;
import java.util.UUID;

/** A presentation syntax, abstract or transfer, with its version ([C706] 12.6.3.1, {@code p_syntax_id_t}). */
public record SyntaxId(UUID uuid, int major, int minor) {

	public static final SyntaxId NDR20 = new SyntaxId(UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2, 0);
	public static final SyntaxId NDR64 = new SyntaxId(UUID.fromString("71710533-beba-4937-8319-b5dbef9ccc36"), 1, 0);

	private static final long FEATURES_HIGH = UUID.fromString("6cb71c2c-9812-4540-0000-000000000000")
			.getMostSignificantBits();

	public SyntaxId {
		Objects.requireNonNull(uuid);
	}

	/** Whether this is not a syntax but the bind-time features of the peer ([MS-RPCE] 2.2.2.14). */
	public boolean isFeatureNegotiation() {
		return uuid.getMostSignificantBits() == FEATURES_HIGH && major == 1;
	}

	@Override
	public String toString() {
		return uuid + " " + major + "." + minor;
	}
}
