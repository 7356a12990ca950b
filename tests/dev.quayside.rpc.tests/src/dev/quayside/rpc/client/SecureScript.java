package dev.quayside.rpc.client;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.SecurePeer;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.pdu.AuthVerifier;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.Pdu;
import dev.quayside.rpc.pdu.PduDecoder;
import dev.quayside.rpc.pdu.PduEncoder;
import dev.quayside.rpc.pdu.PduHeader;
import dev.quayside.rpc.pdu.Stub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/** One security context of a {@link FakeServer} with alice, step by step. */
final class SecureScript {

	private final RawPeer peer;
	private final FakeSecurity fake;
	private int type;
	private int level;
	private int contextId = -1;
	private int flags = Bytes.MULTIPLEX | SecurePeer.HEADER_SIGN;
	private int features = 3;
	private SecurityContext context;
	private FragmentProtection protection;
	private RawPdu last;
	private Consumer<byte[]> onRequest = stub -> {};

	SecureScript(RawPeer peer, FakeSecurity fake, AuthenticationLevel level) {
		this.peer = peer;
		this.fake = fake;
		this.type = fake.type().value();
		this.level = level.value();
	}

	SecureScript withoutHeaderSigning() {
		flags &= ~SecurePeer.HEADER_SIGN;
		return this;
	}

	SecureScript withoutMultiplexing() {
		flags &= ~Bytes.MULTIPLEX;
		return this;
	}

	SecureScript withFeatures(int bits) {
		features = bits;
		return this;
	}

	/** Puts something else into its verifiers than the client asked for. */
	SecureScript answering(int otherType, int otherLevel, int otherContextId) {
		type = otherType;
		level = otherLevel;
		contextId = otherContextId;
		return this;
	}

	SecureScript onRequest(Consumer<byte[]> action) {
		onRequest = action;
		return this;
	}

	/** Takes all tokens; the bind or alter_context with the first one. */
	RawPdu accept() throws IOException {
		RawPdu first = acceptBind();
		for (int leg = 2; leg < fake.legs(); leg += 2) {
			if (leg + 1 < fake.legs()) {
				answer(leg + 1);
			} else {
				last = peer.receive();
			}
		}
		context = fake.context(false, "alice", "secret");
		protection = FragmentProtection.of(verifier(new byte[0]), context, (flags & SecurePeer.HEADER_SIGN) != 0);
		return first;
	}

	/** Takes the first token. */
	RawPdu acceptBind() throws IOException {
		return answer(1);
	}

	private RawPdu answer(int leg) throws IOException {
		RawPdu sent = peer.receive();
		if (contextId < 0) {
			contextId = PduDecoder.verifier(PduDecoder.header(sent.bytes(), 0), sent.bytes()).orElseThrow().contextId();
		}
		byte[] ack = FakeServer.ack(sent, FakeServer.GROUP, sent.flags() & flags, features);
		peer.send(leg < fake.legs()
				? withToken(ack, type, level, contextId, FakeSecurity.token(leg, "alice", "secret"))
				: ack);
		return sent;
	}

	private AuthVerifier verifier(byte[] token) {
		return new AuthVerifier(type, level, 0, contextId, token);
	}

	/** A PDU with sec_trailer and token behind it. */
	static byte[] withToken(byte[] pdu, int type, int level, int contextId, byte[] token) {
		byte[] whole = Bytes.little().raw(pdu).u8(type).u8(level).u16(0).u32(contextId).raw(token).toByteArray();
		ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) whole.length).putShort(10,
				(short) token.length);
		return whole;
	}

	/** The auth3. */
	RawPdu last() {
		return last;
	}

	/** The next request, opened, without its padding and verifier; accepts presentation contexts meanwhile. */
	RawPdu receive() throws IOException {
		RawPdu pdu = peer.receive();
		while (pdu.type() == Bytes.ALTER_CONTEXT) {
			peer.send(FakeServer.ack(pdu, FakeServer.GROUP, 0, -1));
			pdu = peer.receive();
		}
		byte[] frame = pdu.bytes();
		PduHeader header = PduDecoder.header(frame, 0);
		Pdu.Request request = (Pdu.Request) PduDecoder.body(header, frame);
		protection.unprotect(header, frame, request.stub().offset());
		onRequest.accept(request.stub().toByteArray());
		return new RawPdu(Arrays.copyOf(frame, request.stub().offset() + request.stub().length()));
	}

	/** A protected response. */
	byte[] response(int callId, byte[] stub) {
		return PduEncoder.fragments(new Pdu.Response(stub.length, 0, Stub.of(stub)), callId, 5840, protection).get(0);
	}

	/** Sends a fault with a signature. */
	void sendFault(int callId, int status) throws IOException {
		int size = context.signatureSize(true);
		byte[] fault = withToken(FakeServer.fault(callId, status), type, level, contextId, new byte[size]);
		context.protect(new Coverage(fault, 0, 40, 32, 32, true, 40, size));
		peer.send(fault);
	}

	void echo() throws IOException {
		RawPdu request = receive();
		peer.send(response(request.callId(), request.stub()));
	}

	/** Until the client hangs up. */
	void echoAll() throws IOException {
		while (true) {
			echo();
		}
	}
}
