package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.security.spnego.ResponseToken.State;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The server's side of one negotiation ([RFC 4178] 3, 5); a client may also send NTLM without SPNEGO around it. */
final class NegotiateAcceptance implements SecurityExchange {

	private static final byte[] NOTHING = {};
	private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
	/** More than any mechanism needs. */
	private static final int MAX_LEGS = 8;

	private final NegotiateAcceptor server;
	private SecurityExchange exchange;
	private MechanismListMic proof = new MechanismListMic(NOTHING);
	private boolean isBare;
	private boolean isPreferred;
	private int legs;
	private boolean established;
	private boolean over;

	NegotiateAcceptance(NegotiateAcceptor server) {
		this.server = server;
	}

	@Override
	public byte[] next(byte[] token) throws RpcSecurityException {
		if (over || legs++ >= MAX_LEGS) {
			throw malformed("The client goes on with SPNEGO after its end");
		}
		over = true;
		byte[] answer = legs == 1 ? begin(token) : isBare ? bare(token) : goOn(ResponseToken.decode(token));
		over = established;
		return answer;
	}

	private byte[] begin(byte[] token) throws RpcSecurityException {
		if (token.length >= NTLM.length && Arrays.equals(token, 0, NTLM.length, NTLM, 0, NTLM.length)) {
			isBare = true;
			exchange = server.provider(AuthenticationType.NTLM).orElseThrow(NegotiateAcceptance::nothingInCommon)
					.start();
			return bare(token);
		}
		InitToken init = InitToken.decode(token);
		proof = new MechanismListMic(init.list());
		Mechanism mechanism = init.mechanisms().stream().flatMap(Optional::stream)
				.filter(offered -> server.provider(offered.type()).isPresent()).findFirst()
				.orElseThrow(NegotiateAcceptance::nothingInCommon);
		isPreferred = init.mechanisms().get(0).map(Mechanism::type).equals(Optional.of(mechanism.type()));
		exchange = server.provider(mechanism.type()).map(SecurityAcceptor::start).orElseThrow();
		byte[] answer = isPreferred && init.token().length > 0 ? exchange.next(init.token()) : NOTHING;
		return answer(Optional.of(mechanism), answer);
	}

	private byte[] bare(byte[] token) throws RpcSecurityException {
		byte[] answer = exchange.next(token);
		established = exchange.isEstablished();
		return answer;
	}

	private byte[] goOn(ResponseToken response) throws RpcSecurityException {
		if (response.state().equals(Optional.of(State.REJECTED))) {
			throw new RpcSecurityException(Reason.REFUSED, "The client gives the negotiation up");
		}
		byte[] answer = NOTHING;
		if (!exchange.isEstablished()) {
			answer = exchange.next(response.token());
		} else if (response.token().length > 0 || response.mic().length == 0) {
			throw malformed("The client has nothing more to say in this mechanism, but its mechListMIC");
		}
		if (response.mic().length > 0) {
			proof.check(exchange, response.mic());
		}
		return answer(Optional.empty(), answer);
	}

	/**
	 * @param mechanism
	 *            in the first answer, by the very name that the client has for it ([MS-SPNG] 3.2.5)
	 */
	private byte[] answer(Optional<Mechanism> mechanism, byte[] token) throws RpcSecurityException {
		State state = mechanism.isPresent() && !isPreferred ? State.REQUEST_MIC : State.INCOMPLETE;
		byte[] mic = NOTHING;
		if (exchange.isEstablished()) {
			boolean lacksMic = needsMic() && !proof.isChecked();
			if (lacksMic && token.length == 0) {
				throw new RpcSecurityException(Reason.TAMPERED,
						"The client does not prove that its list of mechanisms arrived as it was sent");
			}
			if ((lacksMic || proof.isChecked()) && !proof.isSent()) {
				mic = proof.make(exchange.context());
			}
			established = !lacksMic;
			state = established ? State.COMPLETED : state;
		}
		return new ResponseToken(Optional.of(state), mechanism, token, mic).encode();
	}

	private boolean needsMic() {
		SecurityContext context = exchange.context();
		return MechanismListMic.isCustomary(context) || !isPreferred && MechanismListMic.isPossible(context);
	}

	private static RpcSecurityException nothingInCommon() {
		return new RpcSecurityException(Reason.UNSUPPORTED, "The client offers no mechanism that this server takes");
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
		return exchange.context();
	}
}
