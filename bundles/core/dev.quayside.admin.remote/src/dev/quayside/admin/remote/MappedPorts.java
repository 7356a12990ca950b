package dev.quayside.admin.remote;

import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Where the endpoint mapper of a host says that the interfaces of a queue manager are.
 *
 * @param remoteRead
 *            ports of RemoteRead; empty: it is not registered
 * @param management
 *            ports of qmmgmt, likewise
 */
record MappedPorts(List<Integer> remoteRead, List<Integer> management) {

	/** To be named; a queue manager has one or two. */
	private static final int MOST = 8;

	static MappedPorts ask(String host, int mapperPort, CallOptions options) throws RpcException {
		try (RpcClient client = new RpcClient(new RpcEndpoint(host, mapperPort),
				RpcClientOptions.within(options.timeout()))) {
			EndpointMapper mapper = new EndpointMapper(client.channel(EndpointMap.INTERFACE));
			return new MappedPorts(mapper.tcpPorts(RemoteRead.INTERFACE, options),
					mapper.tcpPorts(QueueManagement.INTERFACE, options));
		}
	}

	boolean isComplete() {
		return !remoteRead.isEmpty() && !management.isEmpty();
	}

	/** Where connections go. */
	OptionalInt first() {
		return remoteRead.stream().mapToInt(Integer::intValue).findFirst();
	}

	String words() {
		return words("RemoteRead", remoteRead) + ", " + words("qmmgmt", management);
	}

	private static String words(String name, List<Integer> ports) {
		return ports.isEmpty()
				? name + " is not registered"
				: name + (ports.size() == 1 ? " is at port " : " is at ports ")
						+ ports.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "))
						+ (ports.size() > MOST ? " and " + (ports.size() - MOST) + " more" : "");
	}
}
