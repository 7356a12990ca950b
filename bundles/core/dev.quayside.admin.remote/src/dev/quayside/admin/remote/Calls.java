package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.rpc.remoteread.RemoteQueue;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;
import dev.quayside.rpc.client.RpcClient;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Duration;
import java.util.Optional;

/** Runs calls over one link under a monitor, and tells failures in sentences. */
record Calls(Link link) {

	/** Enough for what only tidies up. */
	static final CallOptions LAST_CALL = new CallOptions(Duration.ofSeconds(1), new Cancellation());

	/** Calls that belong together. */
	interface Work<T> {

		T run(MonitorWatch watch) throws QueueManagerException, MqException, RpcException;
	}

	/** Calls that use an open queue. */
	interface Use<T> {

		T run(RemoteQueue open) throws QueueManagerException, MqException, RpcException;
	}

	/** Something whose failure does not matter. */
	interface LastCall {

		void run() throws MqException, RpcException;
	}

	ConnectionSettings settings() {
		return link.settings();
	}

	/** Runs calls under a monitor. */
	<T> T run(String what, IProgressMonitor monitor, Work<T> work) throws QueueManagerException {
		try (MonitorWatch watch = new MonitorWatch(monitor)) {
			return work.run(watch);
		} catch (MqException e) {
			throw Failures.of(e);
		} catch (RpcException e) {
			throw Failures.of(what, e, settings());
		}
	}

	/**
	 * Runs calls that change nothing, or are the first ones of those that do: when an idle connection broke meanwhile it is
	 * made anew, once.
	 */
	<T> T again(MonitorWatch watch, Work<T> work) throws QueueManagerException, MqException, RpcException {
		Optional<RpcClient> before = link.current();
		try {
			return work.run(watch);
		} catch (RpcConnectException e) {
			if (before.isEmpty()) {
				throw e;
			}
			link.drop(before);
			return work.run(watch);
		}
	}

	/** Likewise for questions. */
	<T> T ask(String what, IProgressMonitor monitor, Work<T> work) throws QueueManagerException {
		return run(what, monitor, watch -> again(watch, work));
	}

	/** Opens a queue for receiving, uses it once, and closes it unless the connection broke. */
	<T> T using(String queue, MonitorWatch watch, Use<T> use)
			throws QueueManagerException, MqException, RpcException {
		FormatName name = QueueNames.formatName(settings().address(), queue);
		RemoteQueue open = again(watch, same -> RemoteQueue.open(link.remoteRead(same.options()), name,
				RemoteRead.Access.RECEIVE, false, RemoteConnection.CLIENT, same.options()));
		return using(open, use);
	}

	/** Uses an open queue once, and closes it unless the connection broke. */
	<T> T using(RemoteQueue open, Use<T> use) throws QueueManagerException, MqException, RpcException {
		Optional<RpcClient> client = link.current();
		try {
			return use.run(open);
		} catch (RpcConnectException e) {
			link.drop(client);
			throw e;
		} finally {
			quietly(() -> open.close(LAST_CALL));
		}
	}

	/** For the end of something: what stays open at the server is run down when the association ends. */
	static void quietly(LastCall call) {
		try {
			call.run();
		} catch (MqException | RpcException e) {
			System.getLogger(Calls.class.getName()).log(System.Logger.Level.DEBUG, "Cannot end a read", e);
		}
	}
}
