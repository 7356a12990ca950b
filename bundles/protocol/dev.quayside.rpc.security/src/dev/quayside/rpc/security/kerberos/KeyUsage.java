package dev.quayside.rpc.security.kerberos;

/** What a key is used for ([RFC 4120] 7.5.1, [RFC 4121] 2). */
final class KeyUsage {

	static final int TICKET = 2;
	static final int AUTHENTICATOR = 11;
	static final int AP_REPLY = 12;

	private static final int ACCEPTOR_SEAL = 22;
	private static final int ACCEPTOR_SIGN = 23;
	private static final int INITIATOR_SEAL = 24;
	private static final int INITIATOR_SIGN = 25;

	private KeyUsage() {}

	static int seal(boolean byInitiator) {
		return byInitiator ? INITIATOR_SEAL : ACCEPTOR_SEAL;
	}

	static int sign(boolean byInitiator) {
		return byInitiator ? INITIATOR_SIGN : ACCEPTOR_SIGN;
	}
}
