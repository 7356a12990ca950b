package dev.quayside.rpc.security.ntlm;

import static dev.quayside.rpc.security.ntlm.NegotiateFlag.DOMAIN_SUPPLIED;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.VERSION;
import static dev.quayside.rpc.security.ntlm.NegotiateFlag.WORKSTATION_SUPPLIED;

import dev.quayside.rpc.RpcSecurityException;

import java.util.Set;

/**
 * What the client can do ([MS-NLMP] 2.2.1.1). Domain and workstation are not sent, and not used when they come. Old clients
 * leave out the version although they announce it.
 *
 * @param version
 *            8 bytes for people who debug
 */
record NegotiateMessage(Set<NegotiateFlag> flags, byte[] version) {

	private static final int TYPE = 1;
	private static final int FIXED_SIZE = 32;
	private static final int WITH_VERSION = 40;

	byte[] encode() {
		return new MessageWriter(TYPE, WITH_VERSION).int32(NegotiateFlag.toWire(flags)).reference(0, WITH_VERSION)
				.reference(0, WITH_VERSION).bytes(version).toBytes();
	}

	static NegotiateMessage decode(byte[] message) throws RpcSecurityException {
		MessageReader in = new MessageReader(message, TYPE, "NEGOTIATE_MESSAGE", FIXED_SIZE);
		Set<NegotiateFlag> flags = NegotiateFlag.ofWire(in.int32(12));
		if (flags.contains(DOMAIN_SUPPLIED)) {
			in.field(16);
		}
		if (flags.contains(WORKSTATION_SUPPLIED)) {
			in.field(24);
		}
		boolean versioned = flags.contains(VERSION) && message.length != FIXED_SIZE;
		return new NegotiateMessage(flags, versioned ? in.bytes(FIXED_SIZE, 8) : new byte[8]);
	}
}
