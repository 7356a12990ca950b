package dev.quayside.queuemanager.services;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.queuemanager.engine.Transactions;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.server.ServerAssociation;

import java.util.HashMap;
import java.util.Map;

/**
 * Units of work that begin with a receive in them ([MS-MQRR] 3.1.4.13). They have the id that the client gave, although the
 * text begins them without: so the next receive with this id belongs to the same one. They are rolled back when their
 * client goes. Safe for use by several threads.
 */
final class ImplicitWork {

	/** Of one client, over all its connections. */
	private static final int MAX = 1_000;

	/** One client; a context without a handle that anybody knows, so that it is run down with the others. */
	private static final class Client {}

	private final Transactions transactions;
	private final Map<Integer, Client> clients = new HashMap<>();

	ImplicitWork(Transactions transactions) {
		this.transactions = transactions;
	}

	/** Begins the unit of work unless it is there; true if it was begun. */
	boolean begin(UnitOfWork work, ServerAssociation association) throws MqException, RpcFaultException {
		if (transactions.contains(work)) {
			return false;
		}
		Client client = client(association);
		if (transactions.count(client) >= MAX) {
			throw new MqException(MqStatus.INSUFFICIENT_RESOURCES,
					"A client begins at most " + MAX + " units of work by receiving");
		}
		try {
			transactions.begin(work, client);
			return true;
		} catch (MqException e) {
			if (e.status().equals(MqStatus.TRANSACTION_SEQUENCE)) {
				return false;
			}
			throw e;
		}
	}

	/** The receive that began it got no message; others may have joined it meanwhile. */
	void undo(UnitOfWork work) {
		transactions.abortIfEmpty(work);
	}

	private synchronized Client client(ServerAssociation association) throws RpcFaultException {
		Client known = clients.get(association.group());
		if (known != null) {
			return known;
		}
		Client client = new Client();
		clients.put(association.group(), client);
		association.open(RemoteRead.INTERFACE, client, gone -> runDown(association.group(), gone));
		return client;
	}

	private void runDown(int group, Client client) {
		synchronized (this) {
			clients.remove(group, client);
		}
		transactions.abortAll(client);
	}
}
