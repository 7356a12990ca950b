package dev.quayside.interop.samba;

import dev.quayside.ndr.NdrReader;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityExchange;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A connection on which a test says itself which context a call is made in, and what its verification trailer claims. */
final class Handmade implements Closeable {

	private static final int FRAGMENT = 5840;
	private static final int FEATURES = 100;

	private final RpcEndpoint endpoint;
	private final boolean headerSigning;
	private final Socket socket;
	private int callId;
	private int group;

	/**
	 * @param group
	 *            of associations, 0 for a new one
	 * @param headerSigning
	 *            whether to offer it
	 */
	Handmade(RpcEndpoint endpoint, int group, boolean headerSigning) throws IOException {
		this.endpoint = endpoint;
		this.headerSigning = headerSigning;
		this.group = group;
		socket = new Socket(endpoint.host(), endpoint.port());
	}

	private record Answer(PduHeader header, byte[] frame) {

		Pdu pdu() throws RpcException {
			return PduDecoder.body(header, frame);
		}
	}

	int group() {
		return group;
	}

	/** Binds an interface as the first one of the connection, or as another one, and authenticates. */
	FragmentProtection bind(boolean alter, int presentation, InterfaceId wanted, int id, ClientSecurity security)
			throws IOException, RpcException {
		Pdu.ContextElement element = new Pdu.ContextElement(presentation, wanted.syntax(), List.of(SyntaxId.NDR20));
		SecurityExchange exchange = security.initiator().start(endpoint.host(), security.level());
		Pdu.Bind first = new Pdu.Bind(alter, FRAGMENT, FRAGMENT, group,
				alter ? List.of(element) : List.of(element, features(wanted)));
		Pdu.Bind next = new Pdu.Bind(true, FRAGMENT, FRAGMENT, group, List.of(element));
		int flags = headerSigning ? PduHeader.SUPPORT_HEADER_SIGN : 0;
		Answer answer = exchange(PduEncoder.encode(first, ++callId, flags,
				verifier(security, id, exchange.next(new byte[0]))));
		bound(answer);
		boolean agreed = answer.header().has(flags);
		Optional<AuthVerifier> said = PduDecoder.verifier(answer.header(), answer.frame());
		while (said.isPresent() || !exchange.isEstablished()) {
			byte[] token = exchange.next(said.orElseThrow().token());
			if (token.length == 0) {
				break;
			}
			if (exchange.isEstablished() && security.initiator().type().isOddLegged()) {
				socket.getOutputStream().write(
						PduEncoder.encode(new Pdu.Auth3(), callId, flags, verifier(security, id, token)));
				break;
			}
			answer = exchange(PduEncoder.encode(next, ++callId, flags, verifier(security, id, token)));
			bound(answer);
			said = PduDecoder.verifier(answer.header(), answer.frame());
		}
		return FragmentProtection.of(verifier(security, id, new byte[0]), exchange.context(), agreed);
	}

	private static Pdu.ContextElement features(InterfaceId any) {
		return new Pdu.ContextElement(FEATURES, any.syntax(),
				List.of(SyntaxId.ofFeatures(SyntaxId.MULTIPLE_SECURITY_CONTEXTS)));
	}

	/** Binds another interface without another authentication. */
	void alter(int presentation, InterfaceId wanted) throws IOException, RpcException {
		bound(exchange(PduEncoder.encode(new Pdu.Bind(true, FRAGMENT, FRAGMENT, group,
				List.of(new Pdu.ContextElement(presentation, wanted.syntax(), List.of(SyntaxId.NDR20)))), ++callId,
				0)));
	}

	private void bound(Answer answer) throws RpcException {
		Pdu pdu = answer.pdu();
		if (pdu instanceof Pdu.Fault fault) {
			throw new RpcFaultException(fault.status());
		}
		if (!(pdu instanceof Pdu.BindAck ack) || ack.results().get(0).result() != Pdu.ContextResult.ACCEPTANCE) {
			throw new RpcProtocolException("Not bound but " + pdu);
		}
		group = ack.group();
	}

	private static AuthVerifier verifier(ClientSecurity security, int id, byte[] token) {
		return new AuthVerifier(security.initiator().type().value(), security.level().value(), 0, id, token);
	}

	/**
	 * @param trailer
	 *            what follows the parameters under the same protection
	 */
	<I, O> O call(FragmentProtection protection, int presentation, RpcOperation<I, O> operation, I in,
			byte... trailer) throws IOException, RpcException {
		Pdu.Request request = new Pdu.Request(0, presentation, operation.opnum(), Optional.empty(),
				Stub.of(operation.in().encode(in)));
		for (byte[] frame : PduEncoder.fragments(request, trailer, ++callId, FRAGMENT, protection)) {
			socket.getOutputStream().write(frame);
		}
		Answer answer = read();
		if (answer.pdu() instanceof Pdu.Fault fault) {
			throw new RpcFaultException(fault.status());
		}
		Stub stub = ((Pdu.Response) answer.pdu()).stub();
		protection.unprotect(answer.header(), answer.frame(), stub.offset());
		return operation.out().read(new NdrReader(((Pdu.Response) answer.pdu()).stub().toByteArray()));
	}

	private Answer exchange(byte[] frame) throws IOException, RpcException {
		socket.getOutputStream().write(frame);
		return read();
	}

	private Answer read() throws IOException, RpcException {
		InputStream in = socket.getInputStream();
		byte[] head = in.readNBytes(PduHeader.SIZE);
		PduHeader header = PduDecoder.header(head, 0);
		byte[] frame = Arrays.copyOf(head, header.length());
		in.readNBytes(frame, PduHeader.SIZE, header.length() - PduHeader.SIZE);
		return new Answer(header, frame);
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
