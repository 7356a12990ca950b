package dev.quayside.rpc.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A call in flight. */
final class ServerCall implements RpcCall {

	private final ServerConnection connection;
	private final int callId;
	private final List<Runnable> actions = new ArrayList<>();
	private boolean cancelled;
	private volatile boolean orphaned;

	ServerCall(ServerConnection connection, int callId) {
		this.connection = connection;
		this.callId = callId;
	}

	int callId() {
		return callId;
	}

	@Override
	public ServerAssociation association() {
		return connection.association();
	}

	@Override
	public InetAddress client() {
		return connection.client();
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

	/** Whether nobody waits for the answer. */
	boolean isOrphaned() {
		return orphaned;
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
