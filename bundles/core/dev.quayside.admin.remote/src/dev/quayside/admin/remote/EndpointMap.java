package dev.quayside.admin.remote;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;

import java.util.OptionalInt;

/** Where the endpoint mapper of a host says that the interfaces of a queue manager are. */
record EndpointMap(OptionalInt remoteRead, OptionalInt management) {

	static EndpointMap ask(String host, int port, CallOptions options) throws RpcException {
		return new EndpointMap(OptionalInt.empty(), OptionalInt.empty());
	}

	boolean isComplete() {
		return remoteRead.isPresent() && management.isPresent();
	}

	String words() {
		return words("RemoteRead", remoteRead) + ", " + words("qmmgmt", management);
	}

	private static String words(String name, OptionalInt port) {
		return port.isPresent() ? name + " is at port " + port.getAsInt() : name + " is not registered";
	}
}
