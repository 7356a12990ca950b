package dev.quayside.rpc.server;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.auth.Caller;

import java.util.Optional;

/** Decides before a call is executed, and before its parameters are read, whether the caller may make it. */
@FunctionalInterface
public interface CallPolicy {

	/** Everyone may call everything. */
	CallPolicy OPEN = (opnum, caller) -> Optional.empty();

	/** The fault for a call that is refused; empty if it may be made. */
	Optional<FaultStatus> refusal(int opnum, Caller caller);
}
