package dev.quayside.rpc.server;

import dev.quayside.rpc.auth.Caller;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A call in flight. */
final class ServerCall implements RpcCall {

	private final ServerConnection connection;
	private final int callId;
	private final int contextId;
	private final boolean wanted;
	private final ServerContext security;
	private final List<Runnable> actions = new ArrayList<>(1);
	private boolean cancelled;
	private volatile boolean orphaned;

	/**
	 * @param wanted
	 *            whether the client waits for an answer at all
	 * @param security
	 *            the context of the request, and of the answer
	 */
	ServerCall(ServerConnection connection, int callId, int contextId, boolean wanted, ServerContext security) {
		this.connection = connection;
		this.callId = callId;
		this.contextId = contextId;
		this.wanted = wanted;
		this.security = security;
	}

	int callId() {
		return callId;
	}

	int contextId() {
		return contextId;
	}

	ServerContext security() {
		return security;
	}

	@Override
	public ServerAssociation association() {
		return connection.association().of(caller().principal());
	}

	@Override
	public InetAddress client() {
		return connection.client();
	}

	@Override
	public InetAddress local() {
		return connection.local();
	}

	@Override
	public Caller caller() {
		return security.caller();
	}

	@Override
	public void onCancel(Runnable action) {
		synchronized (this) {
			if (!cancelled) {
				actions.add(action);
				return;
			}
		}
		action.run();
	}

	/** Whether nobody waits for the answer any more. */
	boolean isOrphaned() {
		return orphaned;
	}

	/** Whether somebody waits for the answer. */
	boolean isWanted() {
		return wanted && !orphaned;
	}

	void orphan() {
		orphaned = true;
		cancel();
	}

	void cancel() {
		List<Runnable> toRun;
		synchronized (this) {
			cancelled = true;
			toRun = List.copyOf(actions);
			actions.clear();
		}
		toRun.forEach(Runnable::run);
	}
}
