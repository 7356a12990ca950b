package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;

import java.util.Set;

/**
 * What the client answers to the challenge ([MS-NLMP] 2.2.1.3).
 *
 * @param sessionKey
 *            the random session key under the key exchange key; empty where none is exchanged
 * @param version
 *            8 bytes for people who debug
 * @param mic
 *            16 bytes, or empty where the message has no room for it
 */
record AuthenticateMessage(Set<NegotiateFlag> flags, String domain, String user, String workstation, byte[] lmResponse,
		byte[] ntResponse, byte[] sessionKey, byte[] version, byte[] mic) {

	private static final int TYPE = 3;
	private static final int FIXED_SIZE = 64;
	private static final int VERSION_AT = 64;
	static final int MIC_AT = 72;
	static final int MIC_SIZE = 16;

	byte[] encode() {
		byte[] domainName = MessageWriter.unicode(domain);
		byte[] userName = MessageWriter.unicode(user);
		byte[] workstationName = MessageWriter.unicode(workstation);
		MessageWriter out = new MessageWriter(TYPE, MIC_AT + mic.length);
		int domainAt = out.placed(domainName);
		int userAt = out.placed(userName);
		int workstationAt = out.placed(workstationName);
		return out.field(lmResponse).field(ntResponse).reference(domainName.length, domainAt)
				.reference(userName.length, userAt).reference(workstationName.length, workstationAt).field(sessionKey)
				.int32(NegotiateFlag.toWire(flags)).bytes(version).bytes(mic).toBytes();
	}

	static AuthenticateMessage decode(byte[] message) throws RpcSecurityException {
		MessageReader in = new MessageReader(message, TYPE, "AUTHENTICATE_MESSAGE", FIXED_SIZE);
		Set<NegotiateFlag> flags = NegotiateFlag.ofWire(in.int32(60));
		if (!flags.contains(NegotiateFlag.UNICODE)) {
			throw new RpcSecurityException(Reason.UNSUPPORTED, "The client writes names in an OEM character set");
		}
		byte[] lmResponse = in.field(12);
		byte[] ntResponse = in.field(20);
		String domain = in.text(28);
		String user = in.text(36);
		String workstation = in.text(44);
		byte[] sessionKey = in.field(52);
		byte[] version = in.leavesFree(MIC_AT) ? in.bytes(VERSION_AT, 8) : new byte[8];
		byte[] mic = in.leavesFree(MIC_AT + MIC_SIZE) ? in.bytes(MIC_AT, MIC_SIZE) : new byte[0];
		return new AuthenticateMessage(flags, domain, user, workstation, lmResponse, ntResponse, sessionKey, version,
				mic);
	}
}
