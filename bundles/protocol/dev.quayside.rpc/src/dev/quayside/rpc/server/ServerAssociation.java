package dev.quayside.rpc.server;

import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.auth.Principal;

import java.net.InetAddress;
import java.util.function.Consumer;

/**
 * What one client keeps open, over all connections of its association group, as one caller sees it. A handle is valid only
 * for the interface and for the principal that opened it. When the last connection goes, everything is run down, once.
 */
public final class ServerAssociation {

	private final int group;
	private final InetAddress client;
	private final Principal principal;
	private final ContextHandles handles;

	ServerAssociation(int group, InetAddress client, HandleQuota quota) {
		this(group, client, Principal.ANONYMOUS, new ContextHandles(client, quota));
	}

	private ServerAssociation(int group, InetAddress client, Principal principal, ContextHandles handles) {
		this.group = group;
		this.client = client;
		this.principal = principal;
		this.handles = handles;
	}

	/** The same association for calls of this principal. */
	ServerAssociation of(Principal caller) {
		return caller.equals(principal) ? this : new ServerAssociation(group, client, caller, handles);
	}

	/** Number of the association group. */
	public int group() {
		return group;
	}

	public InetAddress client() {
		return client;
	}

	/** How many handles are open, those of other principals included. */
	public int size() {
		return handles.size();
	}

	/**
	 * Keeps a context for the client until {@link #close} or rundown.
	 *
	 * @throws RpcFaultException
	 *             if the client has gone meanwhile, or there are too many handles; the context is run down then
	 */
	public <T> ContextHandle open(InterfaceId owner, T context, Consumer<T> rundown) throws RpcFaultException {
		return handles.open(principal, owner, context, rundown);
	}

	/**
	 * @throws RpcFaultException
	 *             if the handle is not open, or belongs to another interface or principal
	 */
	public <T> T find(InterfaceId owner, ContextHandle handle, Class<T> type) throws RpcFaultException {
		return handles.find(principal, owner, handle, type);
	}

	/** Forgets a handle without running it down; the caller ends what it stands for. */
	public void close(ContextHandle handle) {
		handles.close(handle);
	}

	/** False if the last connection had gone already. */
	boolean join() {
		return handles.join();
	}

	/** True if this was the last connection: everything has been run down. */
	boolean leave() {
		return handles.leave();
	}
}
