package dev.quayside.rpc.server;

import java.net.InetAddress;

/** One call as its handler sees it. */
public interface RpcCall {

	/** What the client keeps open on this server. */
	ServerAssociation association();

	/** Address of the client. */
	InetAddress client();

	/**
	 * Runs the action when the client cancels or abandons the call or its connection goes; at once if that has happened.
	 */
	void onCancel(Runnable action);
}
