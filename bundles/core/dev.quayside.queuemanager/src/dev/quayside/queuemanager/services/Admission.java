package dev.quayside.queuemanager.services;

import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.server.CallPolicy;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets calls in from known accounts at a minimum level of protection ([MS-MQRR] 5.1; 3.1.4.2 with note 19 of appendix B,
 * where the level is PKT_PRIVACY unless the administrator lowers it). What a client says of its workgroup does not lower
 * it: that is said before anybody knows who says it.
 */
public final class Admission implements CallPolicy {

	private final AuthenticationLevel minimum;
	private final Predicate<Caller> known;
	private final Set<Integer> unguarded;

	/**
	 * @param minimum
	 *            {@link AuthenticationLevel#NONE}: everyone is let in
	 * @param known
	 *            whether the queue manager has such an account
	 * @param unguarded
	 *            operations that everyone may call
	 */
	public Admission(AuthenticationLevel minimum, Predicate<Caller> known, Set<Integer> unguarded) {
		this.minimum = Objects.requireNonNull(minimum);
		this.known = Objects.requireNonNull(known);
		this.unguarded = Set.copyOf(unguarded);
	}

	@Override
	public Optional<FaultStatus> refusal(int opnum, Caller caller) {
		boolean mayCall = minimum == AuthenticationLevel.NONE || unguarded.contains(opnum)
				|| caller.level().isAtLeast(minimum) && isKnown(caller);
		return mayCall ? Optional.empty() : Optional.of(FaultStatus.ACCESS_DENIED);
	}

	private boolean isKnown(Caller caller) {
		return caller.type().isPresent() && !caller.principal().isAnonymous() && known.test(caller);
	}
}
