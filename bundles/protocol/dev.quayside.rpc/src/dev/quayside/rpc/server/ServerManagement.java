package dev.quayside.rpc.server;

import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.mgmt.RemoteManagement;
import dev.quayside.rpc.mgmt.RemoteManagement.Answer;
import dev.quayside.rpc.mgmt.RemoteManagement.NameRequest;
import dev.quayside.rpc.mgmt.RemoteManagement.PrincipalName;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What every server tells of itself ([C706] appendix Q). It cannot be stopped this way. */
final class ServerManagement {

	private final RpcServer server;

	ServerManagement(RpcServer server) {
		this.server = server;
	}

	RpcService service() {
		return RpcService.of(RemoteManagement.INTERFACE.withNdr64())
				.on(RemoteManagement.INQUIRE_INTERFACES,
						(in, call) -> CompletableFuture
								.completedFuture(new Answer<>(interfaces(), RemoteManagement.OK)))
				.on(RemoteManagement.INQUIRE_STATISTICS,
						(in, call) -> CompletableFuture
								.completedFuture(new Answer<>(statistics(in), RemoteManagement.OK)))
				.on(RemoteManagement.IS_LISTENING,
						(in, call) -> CompletableFuture.completedFuture(new Answer<>(true, RemoteManagement.OK)))
				.on(RemoteManagement.STOP_LISTENING,
						(in, call) -> CompletableFuture.completedFuture(RemoteManagement.ACCESS_DENIED))
				.on(RemoteManagement.INQUIRE_PRINCIPAL,
						(in, call) -> CompletableFuture.completedFuture(principal(in)));
	}

	private List<SyntaxId> interfaces() {
		return server.interfaces().stream().sorted(Comparator.comparing(SyntaxId::toString)).toList();
	}

	private List<Long> statistics(long wanted) {
		List<Long> all = server.statistics().values();
		return all.subList(0, (int) Math.min(wanted, all.size()));
	}

	private Answer<PrincipalName> principal(NameRequest request) {
		Optional<String> name = server.principalName((int) request.provider());
		if (name.isEmpty()) {
			return new Answer<>(new PrincipalName("", request.size()), RemoteManagement.UNKNOWN_AUTHENTICATION);
		}
		PrincipalName answer = new PrincipalName(name.get(), request.size());
		return answer.fits()
				? new Answer<>(answer, RemoteManagement.OK)
				: new Answer<>(new PrincipalName("", request.size()), RemoteManagement.TOO_LONG);
	}
}
