package dev.quayside.rpc.server;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one client keeps open, over all connections of its association group. A handle is valid only for the interface
 * that opened it. When the last connection goes, everything is run down, once.
 */
public final class ServerAssociation {

	private static final System.Logger LOG = System.getLogger(ServerAssociation.class.getName());

	private record Entry<T>(InterfaceId owner, T context, Consumer<T> rundown) {

		void runDown() {
			try {
				rundown.accept(context);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "The rundown of a handle of " + owner + " failed", e);
			}
		}
	}

	private final int group;
	private final InetAddress client;
	private final HandleQuota quota;
	private final Map<ContextHandle, Entry<?>> contexts = new HashMap<>();
	private int connections;
	private boolean gone;

	ServerAssociation(int group, InetAddress client, HandleQuota quota) {
		this.group = group;
		this.client = client;
		this.quota = quota;
	}

	/** Number of the association group. */
	public int group() {
		return group;
	}

	public InetAddress client() {
		return client;
	}

	/** How many handles are open. */
	public synchronized int size() {
		return contexts.size();
	}

	/**
	 * Keeps a context for the client until {@link #close} or rundown.
	 *
	 * @throws RpcFaultException
	 *             if the client has gone meanwhile, or there are too many handles; the context is run down then
	 */
	public <T> ContextHandle open(InterfaceId owner, T context, Consumer<T> rundown) throws RpcFaultException {
		Entry<T> entry = new Entry<>(owner, context, rundown);
		boolean late;
		synchronized (this) {
			late = gone;
			if (!late && quota.take(client)) {
				ContextHandle handle = new ContextHandle(0, UUID.randomUUID());
				contexts.put(handle, entry);
				return handle;
			}
		}
		entry.runDown();
		throw new RpcFaultException(late ? FaultStatus.CONTEXT_MISMATCH : FaultStatus.NO_MEMORY);
	}

	/**
	 * @throws RpcFaultException
	 *             if the handle is not open or belongs to another interface
	 */
	public synchronized <T> T find(InterfaceId owner, ContextHandle handle, Class<T> type) throws RpcFaultException {
		Entry<?> entry = contexts.get(handle);
		if (entry == null || !entry.owner().equals(owner) || !type.isInstance(entry.context())) {
			throw new RpcFaultException(FaultStatus.CONTEXT_MISMATCH);
		}
		return type.cast(entry.context());
	}

	/** Forgets a handle without running it down; the caller ends what it stands for. */
	public synchronized void close(ContextHandle handle) {
		if (contexts.remove(handle) != null) {
			quota.free(client, 1);
		}
	}

	/** False if the last connection had gone already. */
	synchronized boolean join() {
		if (gone) {
			return false;
		}
		connections++;
		return true;
	}

	/** True if this was the last connection: everything has been run down. */
	boolean leave() {
		List<Entry<?>> orphans;
		synchronized (this) {
			connections--;
			if (connections > 0) {
				return false;
			}
			gone = true;
			orphans = new ArrayList<>(contexts.values());
			contexts.clear();
			quota.free(client, orphans.size());
		}
		orphans.forEach(Entry::runDown);
		return true;
	}
}
