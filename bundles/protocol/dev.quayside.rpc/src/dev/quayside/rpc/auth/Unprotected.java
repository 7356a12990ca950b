package dev.quayside.rpc.auth;

import dev.quayside.rpc.RpcProtocolException;

/** What a connection without authentication has. */
final class Unprotected implements FragmentProtection {

	@Override
	public int overhead() {
		return 0;
	}

	@Override
	public void protect(byte[] frame, int stubOffset, int stubLength, int padding) {
		// nothing to add
	}

	@Override
	public void unprotect(byte[] frame, int stubOffset, int authLength) throws RpcProtocolException {
		if (authLength != 0) {
			throw new RpcProtocolException("The peer authenticates a fragment, but no authentication was agreed on");
		}
	}
}
