package dev.quayside.rpc.server;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Binds with a security provider, signs and seals what it sends, and authenticates once more in the middle. What the server
 * answers must fit, else there is nothing more to say.
 */
final class AuthenticatedConversation implements Conversation {

	private static final int FRAGMENT = 5840;
	private static final int SHORT_FRAGMENT = 1432;
	private static final int MAX_REQUESTS = 4;

	private final SecurityInitiator initiator;
	private final AuthenticationLevel level;
	private final SplittableRandom random;
	private final boolean signsHeader;
	private SecurityExchange exchange;
	private FragmentProtection protection;
	private int contextId;
	private int callId;
	private int requests;
	private boolean again;

	AuthenticatedConversation(SecurityInitiator initiator, AuthenticationLevel level, SplittableRandom random) {
		this.initiator = initiator;
		this.level = level;
		this.random = random;
		this.signsHeader = random.nextInt(3) > 0;
	}

	@Override
	public List<byte[]> next(List<byte[]> answers) {
		try {
			if (exchange == null) {
				return begin(false);
			}
			if (protection == null) {
				return proceed(answers);
			}
			if (requests == MAX_REQUESTS && !again) {
				again = true;
				protection = null;
				contextId++;
				return begin(true);
			}
			return requests++ > 2 * MAX_REQUESTS ? List.of() : request();
		} catch (RpcSecurityException | RpcProtocolException e) {
			return List.of();
		}
	}

	private AuthVerifier verifier(byte[] token) {
		return new AuthVerifier(initiator.type().value(), level.value(), 0, contextId, token);
	}

	private int flags() {
		return signsHeader ? PduHeader.SUPPORT_HEADER_SIGN : 0;
	}

	private List<byte[]> begin(boolean alter) throws RpcSecurityException {
		exchange = initiator.start("localhost", level);
		return List.of(PduEncoder.encode(proposal(alter), ++callId, flags(), verifier(exchange.next(new byte[0]))));
	}

	private static Pdu.Bind proposal(boolean alter) {
		return new Pdu.Bind(alter, FRAGMENT, FRAGMENT, 0,
				List.of(new Pdu.ContextElement(0, Echo.INTERFACE.syntax(), List.of(SyntaxId.NDR20))));
	}

	private List<byte[]> proceed(List<byte[]> answers) throws RpcProtocolException, RpcSecurityException {
		Optional<AuthVerifier> sent = Optional.empty();
		for (byte[] answer : answers) {
			sent = PduDecoder.verifier(PduDecoder.header(answer, 0), answer);
		}
		if (sent.isEmpty()) {
			return List.of();
		}
		byte[] token = exchange.next(sent.get().token());
		if (exchange.isEstablished()) {
			protection = FragmentProtection.of(verifier(token), exchange.context(), signsHeader);
		}
		if (token.length == 0) {
			return protection == null ? List.of() : request();
		}
		boolean silent = protection != null && random.nextBoolean();
		byte[] frame = silent
				? PduEncoder.encode(new Pdu.Auth3(), callId, flags(), verifier(token))
				: PduEncoder.encode(proposal(true), ++callId, flags(), verifier(token));
		List<byte[]> frames = new ArrayList<>(List.of(frame));
		if (protection != null) {
			frames.addAll(request());
		}
		return frames;
	}

	/** In one or in several fragments; now and then the client gives up what it has asked for. */
	private List<byte[]> request() {
		callId++;
		int kind = random.nextInt(8);
		byte[] stub = kind == 0 ? new byte[4] : Bytes.stub(random.nextInt(kind == 1 ? 4000 : 60));
		int opnum = kind == 0 ? Echo.WAIT.opnum() : Echo.ECHO.opnum();
		Pdu.Request request = new Pdu.Request(stub.length, 0, opnum, Optional.empty(), Stub.of(stub));
		List<byte[]> frames = new ArrayList<>(
				PduEncoder.fragments(request, callId, kind == 1 ? SHORT_FRAGMENT : FRAGMENT, protection));
		if (kind == 0) {
			Pdu end = random.nextBoolean() ? new Pdu.Cancel() : new Pdu.Orphaned();
			frames.add(PduEncoder.encode(end, callId, 0));
		}
		return frames;
	}
}
