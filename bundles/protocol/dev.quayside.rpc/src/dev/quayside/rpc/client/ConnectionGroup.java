package dev.quayside.rpc.client;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcTimeoutException;
import dev.quayside.rpc.auth.SecurityContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connections of one association: hands them out to calls, opens further ones in the same association group, and
 * closes those that are of no use any more. Safe for use by several threads.
 */
final class ConnectionGroup {

	private static final class Member {

		final ClientConnection connection;
		int leases;

		Member(ClientConnection connection) {
			this.connection = connection;
		}

		/** Whether something may have come that nobody has read. */
		boolean isSilent() {
			return connection.idleNanos() > SILENCE_NANOS
					|| !connection.isIdle() && !connection.binding().isMultiplexed();
		}

		boolean isFree() {
			return leases == 0 && connection.isIdle() || connection.binding().isMultiplexed();
		}
	}

	/** After so long a silence it is looked whether the server has closed the connection. */
	private static final long SILENCE_NANOS = 200_000_000L;

	private final RpcEndpoint endpoint;
	private final RpcClientOptions options;
	private final List<Member> members = new ArrayList<>();
	private int opening;
	private boolean closed;

	ConnectionGroup(RpcEndpoint endpoint, RpcClientOptions options) {
		this.endpoint = endpoint;
		this.options = options;
	}

	/**
	 * A connection for one call, to be released after it.
	 *
	 * @param first
	 *            the interface to bind where a connection is to be opened
	 */
	ClientConnection lease(InterfaceId first, Wait wait) throws RpcException {
		return lease(first, wait, true);
	}

	/** Likewise, but null where all connections are busy. */
	ClientConnection leaseNow(InterfaceId first, Wait wait) throws RpcException {
		return lease(first, wait, false);
	}

	private ClientConnection lease(InterfaceId first, Wait wait, boolean patient) throws RpcException {
		int group;
		synchronized (this) {
			Member free = free();
			while (free == null && !mayOpen()) {
				if (!patient) {
					return null;
				}
				pause(wait);
				free = free();
			}
			if (free != null) {
				free.leases++;
				return free.connection;
			}
			opening++;
			group = group();
		}
		ClientConnection opened = null;
		try {
			opened = open(first, group, wait);
			return opened;
		} finally {
			opened(opened);
		}
	}

	/** The connection with the fewest calls that takes another one; null if there is none. */
	private Member free() throws RpcException {
		if (closed) {
			throw new RpcConnectException("The association with " + endpoint + " is closed");
		}
		Member best = null;
		for (Member member : members) {
			if (member.leases == 0 && member.isSilent()) {
				member.connection.catchUp();
			}
			if (member.connection.isUsable() && member.isFree() && (best == null || member.leases < best.leases)) {
				best = member;
			}
		}
		return best;
	}

	/** The first connection is opened alone, so that the others can join its group. */
	private boolean mayOpen() {
		long usable = members.stream().filter(member -> member.connection.isUsable()).count();
		return usable + opening < options.maxConnections() && (opening == 0 || usable > 0);
	}

	/** The association group, as long as a connection holds it; else 0. */
	private int group() {
		return members.stream().map(member -> member.connection).filter(ClientConnection::isOpen).findAny()
				.map(connection -> connection.binding().group()).orElse(0);
	}

	void reauthenticate() throws RpcException {
		List<Member> all;
		synchronized (this) {
			all = List.copyOf(members);
		}
		for (Member member : all) {
			member.connection.reauthenticate();
		}
	}

	/** The security context of a connection that stands. */
	synchronized Optional<SecurityContext> security() {
		return members.stream().map(member -> member.connection).filter(ClientConnection::isOpen)
				.map(connection -> connection.security().context()).flatMap(Optional::stream).findFirst();
	}

	private void pause(Wait wait) throws RpcException {
		if (wait.isOver()) {
			RpcException why = wait.failure(endpoint);
			throw why instanceof RpcCancelledException
					? why
					: new RpcTimeoutException(
							"All " + options.maxConnections() + " connections to " + endpoint + " are busy");
		}
		try {
			wait(wait.slice());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RpcCancelledException("Interrupted while waiting for a connection to " + endpoint, e);
		}
	}

	/** A group that has ended with its last connection meanwhile cannot be joined; then a new one begins. */
	private ClientConnection open(InterfaceId first, int group, Wait wait) throws RpcException {
		try {
			return ClientConnection.open(endpoint, options, first, group, wait.cancellation());
		} catch (RpcBindException e) {
			if (group == 0 || holdsGroup()) {
				throw e;
			}
			return ClientConnection.open(endpoint, options, first, 0, wait.cancellation());
		}
	}

	private synchronized boolean holdsGroup() {
		members.forEach(member -> member.connection.catchUp());
		return group() != 0;
	}

	private void opened(ClientConnection connection) {
		synchronized (this) {
			opening--;
			if (connection != null) {
				Member member = new Member(connection);
				member.leases = 1;
				members.add(member);
				if (closed) {
					connection.close();
				}
			}
			notifyAll();
		}
		tidy();
	}

	/** Ends the lease of one call. */
	void release(ClientConnection connection) {
		boolean usable = connection.isUsable();
		synchronized (this) {
			for (Member member : members) {
				if (member.connection == connection) {
					member.leases--;
				}
			}
			notifyAll();
		}
		if (!usable) {
			tidy();
		}
	}

	/** Closes what takes no calls any more, but not the last connection that holds the association group. */
	private void tidy() {
		List<ClientConnection> useless = new ArrayList<>();
		synchronized (this) {
			boolean replaced = closed || members.stream().anyMatch(member -> member.connection.isUsable());
			members.removeIf(member -> {
				boolean goes = member.leases == 0 && !member.connection.isUsable()
						&& (replaced || !member.connection.isOpen());
				return goes && useless.add(member.connection);
			});
		}
		useless.forEach(ClientConnection::close);
	}

	/** Closes the connections; calls in flight fail. */
	void close() {
		List<Member> all;
		synchronized (this) {
			closed = true;
			all = List.copyOf(members);
			notifyAll();
		}
		all.forEach(member -> member.connection.close());
		tidy();
	}
}
