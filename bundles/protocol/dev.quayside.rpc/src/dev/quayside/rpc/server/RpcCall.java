package dev.quayside.rpc.server;

import dev.quayside.rpc.auth.Caller;

import java.net.InetAddress;

/** One call as its handler sees it. */
public interface RpcCall {

	/** What the client keeps open on this server. */
	ServerAssociation association();

	/** Address of the client. */
	InetAddress client();

	/** Address of this machine that the client came to. */
	InetAddress local();

	/** Who makes the call, as far as authentication told. */
	Caller caller();

	/**
	 * Runs the action when the client cancels or abandons the call or its connection goes; at once if that has happened.
	 */
	void onCancel(Runnable action);
}
