package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.server.RpcCall;
import dev.quayside.rpc.server.RpcService;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An endpoint map that never changes ([MS-RPCE] 2.2.1.2): tells where the interfaces of this program can be reached, at
 * the address that the client came to.
 */
public final class EndpointMapperService {

	private static final InterfaceId SERVED = EndpointMap.INTERFACE.withNdr64();
	private static final UUID NO_OBJECT = new UUID(0, 0);

	/** An interface in one transfer syntax at a port. */
	private record Element(InterfaceId interfaceId, NdrSyntax transfer, int port) {

		Tower tower(RpcCall call) {
			return Tower.tcp(interfaceId.syntax(), SyntaxId.of(transfer), port, call.local());
		}
	}

	/** What of a search the client has not got yet. One call at a time. */
	private record Search(Deque<Element> rest) {}

	private final List<Element> elements = new ArrayList<>();

	/** Adds an interface with each of its transfer syntaxes; all are to be added before the server starts. */
	public EndpointMapperService add(InterfaceId interfaceId, int port) {
		interfaceId.transfers().forEach(transfer -> elements.add(new Element(interfaceId, transfer, port)));
		return this;
	}

	/** The interface to serve, in both transfer syntaxes. */
	public RpcService service() {
		RpcService service = RpcService.of(SERVED)
				.on(EndpointMap.LOOKUP, (in, call) -> CompletableFuture.completedFuture(lookup(in, call)))
				.on(EndpointMap.MAP, (in, call) -> CompletableFuture.completedFuture(map(in, call)))
				.on(EndpointMap.HANDLE_FREE, (in, call) -> CompletableFuture.completedFuture(free(in, call)));
		for (RpcOperation<Void, Void> operation : List.of(EndpointMap.INSERT, EndpointMap.DELETE,
				EndpointMap.INQUIRE_OBJECT, EndpointMap.MANAGEMENT_DELETE)) {
			service.on(operation, (in, call) -> {
				throw new RpcFaultException(EndpointStatus.NOT_SUPPORTED.fault());
			});
		}
		return service;
	}

	private Found<byte[]> map(MapRequest request, RpcCall call) throws RpcFaultException {
		Tower wanted;
		try {
			wanted = request.tower().map(Tower::decode).orElse(null);
		} catch (NdrException e) {
			wanted = null;
		}
		if (wanted == null && request.handle().isNull()) {
			return nothing(request.handle(), request.maximum(), EndpointStatus.CANNOT_PERFORM);
		}
		Tower tower = wanted;
		return search(request.handle(), request.maximum(), element -> fits(element, tower),
				element -> element.tower(call).encode(), call);
	}

	/** Same interface and major version, a minor version that is enough, the same transfer syntax, TCP ([C706] 2.3.3.3). */
	private static boolean fits(Element element, Tower wanted) {
		return wanted.isTcp() && SyntaxId.of(element.transfer()).equals(wanted.transferSyntax())
				&& fits(element, wanted.interfaceId(), EndpointMap.Versions.COMPATIBLE);
	}

	private static boolean fits(Element element, SyntaxId wanted, int versions) {
		SyntaxId found = element.interfaceId().syntax();
		boolean sameMajor = found.major() == wanted.major();
		return found.uuid().equals(wanted.uuid()) && switch (versions) {
			case EndpointMap.Versions.COMPATIBLE -> sameMajor && found.minor() >= wanted.minor();
			case EndpointMap.Versions.EXACT -> sameMajor && found.minor() == wanted.minor();
			case EndpointMap.Versions.MAJOR_ONLY -> sameMajor;
			case EndpointMap.Versions.UP_TO ->
				found.major() < wanted.major() || sameMajor && found.minor() <= wanted.minor();
			default -> true;
		};
	}

	private Found<EndpointEntry> lookup(LookupRequest request, RpcCall call) throws RpcFaultException {
		Predicate<Element> fits = element -> true;
		if (request.handle().isNull()) {
			boolean byInterface = request.inquiry() == EndpointMap.Inquiry.BY_INTERFACE
					|| request.inquiry() == EndpointMap.Inquiry.BY_BOTH;
			boolean byObject = request.inquiry() == EndpointMap.Inquiry.BY_OBJECT
					|| request.inquiry() == EndpointMap.Inquiry.BY_BOTH;
			Optional<EndpointStatus> refusal = byInterface ? refusal(request) : Optional.empty();
			if (refusal.isPresent()) {
				return nothing(request.handle(), request.maximum(), refusal.get());
			}
			boolean someObject = byObject && !request.object().orElse(NO_OBJECT).equals(NO_OBJECT);
			fits = element -> !someObject
					&& (!byInterface || fits(element, request.interfaceId().get(), request.versions()));
		}
		return search(request.handle(), request.maximum(), fits, element -> new EndpointEntry(NO_OBJECT,
				Optional.of(element.tower(call).encode()), element.interfaceId().name()), call);
	}

	/** Of a search for an interface. */
	private static Optional<EndpointStatus> refusal(LookupRequest request) {
		if (request.interfaceId().isEmpty()) {
			return Optional.of(EndpointStatus.NOT_SUPPORTED);
		}
		boolean version = request.versions() >= EndpointMap.Versions.ALL
				&& request.versions() <= EndpointMap.Versions.UP_TO;
		return !version ? Optional.of(EndpointStatus.INVALID_VERSIONS) : Optional.empty();
	}

	/** Begins a search or goes on with one; the handle stays open as long as there is more. */
	private <T> Found<T> search(ContextHandle handle, long maximum, Predicate<Element> fits,
			Function<Element, T> result, RpcCall call) throws RpcFaultException {
		boolean fresh = handle.isNull();
		Search search = fresh
				? new Search(new ArrayDeque<>(elements.stream().filter(fits).toList()))
				: call.association().find(SERVED, handle, Search.class);
		List<T> found = new ArrayList<>();
		boolean more;
		synchronized (search) {
			while (found.size() < maximum && !search.rest().isEmpty()) {
				found.add(result.apply(search.rest().poll()));
			}
			more = !search.rest().isEmpty();
		}
		ContextHandle next = ContextHandle.NULL;
		if (more) {
			next = fresh
					? call.association().open(SERVED, search, ended -> {})
					: handle;
		} else if (!fresh) {
			call.association().close(handle);
		}
		EndpointStatus status = !found.isEmpty()
				? EndpointStatus.OK
				: more ? EndpointStatus.CANNOT_PERFORM : EndpointStatus.NOT_REGISTERED;
		return new Found<>(next, maximum, found, status);
	}

	private static <T> Found<T> nothing(ContextHandle handle, long maximum, EndpointStatus status) {
		return new Found<>(handle, maximum, List.of(), status);
	}

	private static EndpointMap.Freed free(ContextHandle handle, RpcCall call) throws RpcFaultException {
		if (!handle.isNull()) {
			call.association().find(SERVED, handle, Search.class);
			call.association().close(handle);
		}
		return new EndpointMap.Freed(ContextHandle.NULL, EndpointStatus.OK);
	}
}
