package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.spnego.NegotiateInitiator.Target;
import dev.quayside.rpc.security.spnego.ResponseToken.State;

import java.util.List;
import java.util.Optional;

/**
 * The client's side of one negotiation ([RFC 4178] 3, 5). The MIC goes with the last token of the mechanism, whether it is
 * asked for or not, as Windows has it.
 */
final class NegotiateInitiation implements SecurityExchange {

	private static final byte[] NOTHING = {};
	/** More than any mechanism needs. */
	private static final int MAX_LEGS = 8;

	private final Target target;
	private final List<SecurityInitiator> offered;
	private final MechanismListMic proof;
	private SecurityExchange exchange;
	/** To be sent as soon as it is the turn of this side. */
	private byte[] firstToken;
	private Optional<String> remark;
	private AuthenticationType chosen;
	private int legs;
	private boolean needsMic;
	private boolean established;
	private boolean over;

	/**
	 * @param exchange
	 *            of the first provider of those that are offered
	 */
	NegotiateInitiation(Target target, List<SecurityInitiator> offered, SecurityExchange exchange, byte[] firstToken,
			Optional<String> remark) {
		this.target = target;
		this.offered = offered;
		this.exchange = exchange;
		this.firstToken = firstToken;
		this.remark = remark;
		this.proof = new MechanismListMic(Mechanism.encoded(mechanisms()));
	}

	private List<Mechanism> mechanisms() {
		return offered.stream().flatMap(provider -> Mechanism.of(provider.type())).toList();
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		if (over || legs++ >= MAX_LEGS) {
			throw malformed("The server goes on with SPNEGO after its end");
		}
		over = true;
		byte[] answer = legs == 1 ? begin(token) : answer(ResponseToken.decode(token));
		over = established;
		return answer;
	}

	/** A server that speaks first says what it could do ([MS-SPNG] 3.3.5.2); it will choose in its answer. */
	private byte[] begin(byte[] hints) throws RpcSecurityException {
		if (hints.length > 0) {
			InitToken.decode(hints);
		}
		byte[] token = firstToken;
		firstToken = NOTHING;
		return InitToken.offering(mechanisms(), token).encode();
	}

	private byte[] answer(ResponseToken response) throws RpcSecurityException {
		State state = response.state().orElse(State.INCOMPLETE);
		if (state == State.REJECTED) {
			throw new RpcSecurityException(Reason.REFUSED,
					"The server rejects the authentication and does not say why");
		}
		needsMic |= state == State.REQUEST_MIC;
		if (chosen == null) {
			choose(response.mechanism().map(Mechanism::type).orElse(offered.get(0).type()));
		}
		byte[] token = step(response.token());
		if (response.mic().length > 0) {
			proof.check(exchange, response.mic());
		}
		boolean isComplete = state == State.COMPLETED
				|| response.state().isEmpty() && proof.isChecked() && proof.isSent() && token.length == 0;
		return isComplete ? complete(token) : further(token);
	}

	/** Only the first answer counts ([MS-SPNG] 3.3.5). */
	private void choose(AuthenticationType type) throws RpcSecurityException {
		chosen = type;
		if (offered.get(0).type() == type) {
			return;
		}
		SecurityInitiator other = offered.stream().filter(provider -> provider.type() == type).findFirst()
				.orElseThrow(() -> new RpcSecurityException(Reason.UNSUPPORTED,
						"The server chose " + type + ", which was not offered"));
		needsMic = true;
		remark = Optional.of("The server chose " + type + " instead of " + offered.get(0).type());
		exchange = target.begin(other);
		firstToken = exchange.next(NOTHING);
	}

	private byte[] step(byte[] token) throws RpcSecurityException {
		if (firstToken.length > 0) {
			byte[] first = firstToken;
			firstToken = NOTHING;
			if (token.length > 0) {
				throw malformed("The server answers to a mechanism that has not begun");
			}
			return first;
		}
		if (!exchange.isEstablished()) {
			return exchange.next(token);
		}
		if (token.length > 0) {
			throw malformed("The server sends one token of " + chosen + " too many");
		}
		return NOTHING;
	}

	private byte[] complete(byte[] token) throws RpcSecurityException {
		if (!exchange.isEstablished() || token.length > 0) {
			throw malformed("The server ends the negotiation before " + chosen + " has come to its end");
		}
		if (needsMic && !proof.isChecked() && MechanismListMic.isPossible(exchange.context())) {
			throw new RpcSecurityException(Reason.TAMPERED,
					"The server chose " + chosen + " and does not prove that it saw what was offered");
		}
		established = true;
		return NOTHING;
	}

	private byte[] further(byte[] token) throws RpcSecurityException {
		byte[] mic = NOTHING;
		if (exchange.isEstablished() && !proof.isSent() && MechanismListMic.isPossible(exchange.context())) {
			mic = proof.make(exchange.context());
		}
		if (token.length == 0 && mic.length == 0) {
			throw malformed("The server goes on although nothing is left to negotiate");
		}
		return new ResponseToken(Optional.of(State.INCOMPLETE), Optional.empty(), token, mic).encode();
	}

	private static RpcSecurityException malformed(String message) {
		return new RpcSecurityException(Reason.BAD_TOKEN, message);
	}

	@Override
	public boolean isEstablished() {
		return established;
	}

	@Override
	public SecurityContext context() {
		if (!established) {
			throw new IllegalStateException("The negotiation is not complete");
		}
		return remark.<SecurityContext>map(text -> new RemarkedContext(exchange.context(), text))
				.orElseGet(exchange::context);
	}
}
