package dev.quayside.rpc;

import dev.quayside.ndr.NdrSyntax;

import java.util.List;
import java.util.UUID;

/**
 * An RPC interface with a name for people.
 *
 * @param transfers
 *            in which its parameters can be written, in the order in which a client proposes them
 */
public record InterfaceId(SyntaxId syntax, String name, List<NdrSyntax> transfers) {

	public InterfaceId {
		transfers = List.copyOf(transfers);
	}

	/** An interface in NDR 2.0 only. */
	public static InterfaceId of(String uuid, int major, int minor, String name) {
		return new InterfaceId(new SyntaxId(UUID.fromString(uuid), major, minor), name, List.of(NdrSyntax.NDR20));
	}

	/** The same interface, also in NDR64. */
	public InterfaceId withNdr64() {
		return new InterfaceId(syntax, name, List.of(NdrSyntax.NDR20, NdrSyntax.NDR64));
	}

	@Override
	public String toString() {
		return name;
	}
}
