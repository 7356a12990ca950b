package dev.quayside.benchmarks;

import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;

import java.util.List;

/** Asks an endpoint mapper where samr is, one call at a time on one connection; argument: host. */
final class MapWork implements Worker.Work {

	private static final int PORT = 135;
	private static final InterfaceId SAMR = InterfaceId.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0, "samr");

	private final EndpointMapper mapper;

	MapWork(List<String> arguments) throws RpcException {
		RpcClient client = new RpcClient(new RpcEndpoint(arguments.get(0), PORT), RpcClientOptions.DEFAULT);
		mapper = new EndpointMapper(client.connect(EndpointMap.INTERFACE).channel(EndpointMap.INTERFACE));
	}

	@Override
	public long until(long deadline) throws RpcException {
		long count = 0;
		while (System.nanoTime() < deadline) {
			if (mapper.tcpPorts(SAMR, CallOptions.defaults()).isEmpty()) {
				throw new IllegalStateException("The endpoint mapper does not know samr");
			}
			count++;
		}
		return count;
	}
}
