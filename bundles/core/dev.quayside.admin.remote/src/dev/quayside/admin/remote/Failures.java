package dev.quayside.admin.remote;

import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.transfer.TransferException;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcConnectException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcTimeoutException;

import org.eclipse.core.runtime.OperationCanceledException;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;

/** Turns what the protocols report into sentences for people. */
final class Failures {

	private static final Map<MqStatus, Kind> KINDS = Map.of( //
			MqStatus.QUEUE_NOT_FOUND, Kind.NOT_FOUND, //
			MqStatus.MESSAGE_NOT_FOUND, Kind.NOT_FOUND, //
			MqStatus.MESSAGE_ALREADY_RECEIVED, Kind.NOT_FOUND, //
			MqStatus.ACCESS_DENIED, Kind.DENIED, //
			MqStatus.STATUS_ACCESS_DENIED, Kind.DENIED, //
			MqStatus.SHARING_VIOLATION, Kind.BUSY, //
			MqStatus.TRANSACTION_USAGE, Kind.BUSY, //
			MqStatus.IO_TIMEOUT, Kind.TIMEOUT);

	private static final String CHECK_PORT = "Check that the queue manager runs, the port, and firewalls on the way";

	private Failures() {}

	static QueueManagerException of(MqException e) {
		return new QueueManagerException(KINDS.getOrDefault(e.status(), Kind.FAILED), e.getMessage(),
				e.status().advice(), e.status().toString(), e);
	}

	/**
	 * A fault that carries the status of the queue manager is told like one that it returned.
	 *
	 * @param what
	 *            was tried
	 * @param settings
	 *            of the connection, by which a refusal is explained
	 * @throws OperationCanceledException
	 *             if the user cancelled
	 */
	static QueueManagerException of(String what, RpcException e, ConnectionSettings settings) {
		if (e instanceof RpcCancelledException) {
			throw new OperationCanceledException();
		} else if (e instanceof RpcConnectException) {
			return new QueueManagerException(Kind.UNREACHABLE, what + ": " + e.getMessage(), unreachable(e), e);
		} else if (e instanceof RpcTimeoutException) {
			return new QueueManagerException(Kind.UNREACHABLE, what + ": " + e.getMessage(),
					"Try again, with a longer time-out if the machine is busy or far away", e);
		} else if (e instanceof RpcBindException || e instanceof RpcProtocolException) {
			return new QueueManagerException(Kind.PROTOCOL, what + ": " + e.getMessage(),
					"Check that the port is the RPC port of a queue manager, mostly 2103", e);
		} else if (e instanceof RpcSecurityException security) {
			return SecurityFailures.of(what, security, settings);
		}
		RpcFaultException fault = (RpcFaultException) e;
		if (fault.status().isApplicationStatus()) {
			return of(new MqException(MqStatus.of(fault.status().code()), what));
		}
		return SecurityFailures.isRefusal(fault)
				? SecurityFailures.refused(what, fault, settings)
				: new QueueManagerException(Kind.FAILED, what + ": " + e.getMessage(), "", e);
	}

	private static String unreachable(RpcException e) {
		if (e.getCause() instanceof ConnectException) {
			return "The machine answers and refuses: check that the queue manager runs, and the port";
		}
		if (e.getCause() instanceof SocketTimeoutException) {
			return "The machine is off, or a firewall drops what is sent to this port: 'quayside doctor' tells which "
					+ "ports answer";
		}
		return e.getCause() instanceof UnknownHostException ? "Check the name" : CHECK_PORT;
	}

	static QueueManagerException of(String what, TransferException e) {
		return switch (e.kind()) {
			case UNREACHABLE ->
				new QueueManagerException(Kind.UNREACHABLE, what + ": " + e.getMessage(), CHECK_PORT, e);
			case PROTOCOL -> new QueueManagerException(Kind.PROTOCOL, what + ": " + e.getMessage(),
					"Check that the port is that of the binary protocol, mostly 1801", e);
			default -> new QueueManagerException(Kind.FAILED, what + ": " + e.getMessage(),
					"Messages that were not accepted can be sent again", e);
		};
	}
}
