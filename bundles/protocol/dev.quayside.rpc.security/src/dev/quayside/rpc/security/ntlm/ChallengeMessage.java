package dev.quayside.rpc.security.ntlm;

import static dev.quayside.rpc.security.ntlm.NegotiateFlag.VERSION;

import dev.quayside.rpc.RpcSecurityException;

import java.util.Set;

/**
 * What the server chose, and its challenge ([MS-NLMP] 2.2.1.2).
 *
 * @param challenge
 *            8 bytes, used once
 * @param target
 *            the pairs of the target information; empty where there are none
 * @param version
 *            8 bytes for people who debug
 */
record ChallengeMessage(Set<NegotiateFlag> flags, byte[] challenge, String targetName, byte[] target, byte[] version) {

	private static final int TYPE = 2;
	private static final int FIXED_SIZE = 48;
	private static final int WITH_VERSION = 56;

	byte[] encode() {
		byte[] name = MessageWriter.unicode(targetName);
		return new MessageWriter(TYPE, WITH_VERSION).field(name).int32(NegotiateFlag.toWire(flags)).bytes(challenge)
				.bytes(new byte[8]).field(target).bytes(version).toBytes();
	}

	static ChallengeMessage decode(byte[] message) throws RpcSecurityException {
		MessageReader in = new MessageReader(message, TYPE, "CHALLENGE_MESSAGE", FIXED_SIZE);
		Set<NegotiateFlag> flags = NegotiateFlag.ofWire(in.int32(20));
		return new ChallengeMessage(flags, in.bytes(24, 8),
				flags.contains(NegotiateFlag.UNICODE) ? in.text(12) : "",
				flags.contains(NegotiateFlag.TARGET_INFO) ? in.field(40) : new byte[0],
				flags.contains(VERSION) ? in.bytes(48, 8) : new byte[8]);
	}
}
