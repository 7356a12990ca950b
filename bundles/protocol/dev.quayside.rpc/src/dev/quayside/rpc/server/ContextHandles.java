package dev.quayside.rpc.server;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.auth.Principal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The open handles of one association group. A handle is valid only for the interface, and for the principal, that opened
 * it. When the last connection goes, everything is run down, once. Safe for use by several threads.
 */
final class ContextHandles {

	private static final System.Logger LOG = System.getLogger(ContextHandles.class.getName());

	private record Entry<T>(InterfaceId owner, Principal principal, T context, Consumer<T> rundown) {

		void runDown() {
			try {
				rundown.accept(context);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "The rundown of a handle of " + owner + " failed", e);
			}
		}
	}

	private final InetAddress client;
	private final HandleQuota quota;
	private final Map<ContextHandle, Entry<?>> contexts = new HashMap<>();
	private int connections;
	private boolean gone;

	ContextHandles(InetAddress client, HandleQuota quota) {
		this.client = client;
		this.quota = quota;
	}

	synchronized int size() {
		return contexts.size();
	}

	<T> ContextHandle open(Principal principal, InterfaceId owner, T context, Consumer<T> rundown)
			throws RpcFaultException {
		Entry<T> entry = new Entry<>(owner, principal, context, rundown);
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

	synchronized <T> T find(Principal principal, InterfaceId owner, ContextHandle handle, Class<T> type)
			throws RpcFaultException {
		Entry<?> entry = contexts.get(handle);
		if (entry == null || !entry.owner().equals(owner) || !type.isInstance(entry.context())) {
			throw new RpcFaultException(FaultStatus.CONTEXT_MISMATCH);
		}
		if (!isSame(entry.principal(), principal)) {
			throw new RpcFaultException(FaultStatus.ACCESS_DENIED);
		}
		return type.cast(entry.context());
	}

	private static boolean isSame(Principal one, Principal other) {
		return AccountNames.isSame(one.name(), other.name()) && AccountNames.isSame(one.domain(), other.domain());
	}

	synchronized void close(ContextHandle handle) {
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
