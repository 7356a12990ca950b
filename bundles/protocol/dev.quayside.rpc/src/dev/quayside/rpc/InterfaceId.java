package dev.quayside.rpc;

import java.util.UUID;

/** An RPC interface with a name for people. */
public record InterfaceId(SyntaxId syntax, String name) {

	public static InterfaceId of(String uuid, int major, int minor, String name) {
		return new InterfaceId(new SyntaxId(UUID.fromString(uuid), major, minor), name);
	}

	@Override
	public String toString() {
		return name;
	}
}
