package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the endpoint mapper of a host where its interfaces can be reached ([MS-RPCE] 2.2.1.2). Safe for use by several
 * threads.
 */
public final class EndpointMapper {

	private static final int AT_ONCE = 100;
	/** An endpoint mapper that never comes to an end is left. */
	private static final int MAX_CALLS = 50;

	private final RpcChannel channel;

	/**
	 * @param channel
	 *            of {@link EndpointMap#INTERFACE}
	 */
	public EndpointMapper(RpcChannel channel) {
		this.channel = channel;
	}

	/**
	 * TCP ports of an interface on the host that is asked, in the order of the answer, each once; empty if the host does
	 * not have it. Which of its addresses the host names is not looked at: the one that was asked can be reached.
	 *
	 * @throws RpcFaultException
	 *             also with the status of an endpoint mapper that cannot tell
	 */
	public List<Integer> tcpPorts(InterfaceId wanted, CallOptions options) throws RpcException {
		Optional<byte[]> tower = Optional.of(Tower.anyTcp(wanted.syntax(), SyntaxId.NDR20).encode());
		List<byte[]> found = search(EndpointMap.MAP,
				handle -> new MapRequest(Optional.empty(), tower, handle, AT_ONCE), options);
		List<Integer> ports = new ArrayList<>();
		for (byte[] octets : found) {
			portOf(octets, wanted.syntax()).filter(port -> !ports.contains(port)).ifPresent(ports::add);
		}
		return ports;
	}

	/** Everything that can be reached on the host, at most 5,000 elements. */
	public List<EndpointEntry> entries(CallOptions options) throws RpcException {
		return search(EndpointMap.LOOKUP, handle -> new LookupRequest(EndpointMap.Inquiry.ALL, Optional.empty(),
				Optional.empty(), EndpointMap.Versions.ALL, handle, AT_ONCE), options);
	}

	/** Empty for what is no tower, leads elsewhere or speaks of another interface. */
	private static Optional<Integer> portOf(byte[] octets, SyntaxId wanted) {
		try {
			Tower tower = Tower.decode(octets);
			SyntaxId found = tower.interfaceId();
			return found.uuid().equals(wanted.uuid()) && found.major() == wanted.major() && tower.tcpPort().isPresent()
					? Optional.of(tower.tcpPort().getAsInt())
					: Optional.empty();
		} catch (NdrException e) {
			return Optional.empty();
		}
	}

	private <I, T> List<T> search(RpcOperation<I, Found<T>> operation, Function<ContextHandle, I> request,
			CallOptions options) throws RpcException {
		List<T> all = new ArrayList<>();
		ContextHandle handle = ContextHandle.NULL;
		for (int call = 0; call < MAX_CALLS; call++) {
			Found<T> found = channel.call(operation, request.apply(handle), options);
			if (found.elements().size() > AT_ONCE) {
				throw new RpcProtocolException("The endpoint mapper answered " + operation.name() + " with "
						+ found.elements().size() + " elements, not at most " + AT_ONCE);
			}
			all.addAll(found.elements());
			handle = found.handle();
			if (!found.status().isOk() && !found.status().isNotRegistered()) {
				free(handle, options);
				throw new RpcFaultException(found.status().fault());
			}
			if (handle.isNull()) {
				return all;
			}
			if (found.status().isNotRegistered()) {
				break;
			}
		}
		free(handle, options);
		return all;
	}

	private void free(ContextHandle handle, CallOptions options) throws RpcException {
		if (!handle.isNull()) {
			channel.call(EndpointMap.HANDLE_FREE, handle, options);
		}
	}
}
