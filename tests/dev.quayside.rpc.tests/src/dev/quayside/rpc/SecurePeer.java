package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.AuthenticationLevel;
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
import java.util.List;
import java.util.Optional;

/** A raw client in one security context of {@link FakeSecurity}; every step is the test's. */
public final class SecurePeer {

	public static final int HEADER_SIGN = 4;
	public static final int AUTH3 = 16;

	private final RawPeer raw;
	private final FakeSecurity fake;
	private final AuthenticationLevel level;
	private final int contextId;
	private final String user;
	private final String password;
	private boolean headerSigning = true;
	private FragmentProtection protection;

	/** For bob or alice, with the right password. */
	public SecurePeer(RawPeer raw, FakeSecurity fake, AuthenticationLevel level, int contextId, String user) {
		this(raw, fake, level, contextId, user, SecureServer.ACCOUNTS.get(user));
	}

	public SecurePeer(RawPeer raw, FakeSecurity fake, AuthenticationLevel level, int contextId, String user,
			String password) {
		this.raw = raw;
		this.fake = fake;
		this.level = level;
		this.contextId = contextId;
		this.user = user;
		this.password = password;
	}

	public RawPeer raw() {
		return raw;
	}

	/** Does not offer to sign headers. */
	public SecurePeer withoutHeaderSigning() {
		headerSigning = false;
		return this;
	}

	public AuthVerifier verifier(byte[] token) {
		return new AuthVerifier(fake.type().value(), level.value(), 0, contextId, token);
	}

	/** The token with this number, from 0. */
	public byte[] token(int leg) {
		return FakeSecurity.token(leg, user, password);
	}

	/** A bind of Echo with a token. */
	public byte[] bind(byte[] token) {
		return bind(false, 0, verifier(token));
	}

	public byte[] bind(boolean alter, int group, AuthVerifier verifier) {
		Pdu.Bind bind = new Pdu.Bind(alter, 5840, 5840, group,
				List.of(new Pdu.ContextElement(0, Echo.INTERFACE.syntax(), List.of(SyntaxId.NDR20))));
		return PduEncoder.encode(bind, 1, PduHeader.CONCURRENT_MULTIPLEXING | (headerSigning ? HEADER_SIGN : 0),
				verifier);
	}

	public byte[] alter(byte[] token) {
		return bind(true, 0, verifier(token));
	}

	public byte[] auth3(byte[] token) {
		return PduEncoder.encode(new Pdu.Auth3(), 1, 0, verifier(token));
	}

	/** Binds, or alters if the connection is bound, and sends all tokens. */
	public SecurePeer authenticate(boolean bound) throws IOException {
		return authenticate(bound, 0);
	}

	/** Likewise, joining a group. */
	public SecurePeer authenticate(boolean bound, int group) throws IOException {
		for (int leg = 0; leg < fake.legs(); leg += 2) {
			boolean alter = bound || leg > 0;
			if (leg + 1 == fake.legs() && leg > 0) {
				raw.send(auth3(token(leg)));
			} else {
				RawPdu answer = raw.send(bind(alter, group, verifier(token(leg)))).receive();
				assertThat(answer.type()).isEqualTo(alter ? Bytes.ALTER_CONTEXT_RESP : Bytes.BIND_ACK);
			}
		}
		return established();
	}

	/** As after all tokens. */
	public SecurePeer established() {
		SecurityContext context = fake.context(true, user, password);
		protection = FragmentProtection.of(verifier(new byte[0]), context, headerSigning);
		return this;
	}

	/** The fragments of a request, protected. */
	public List<byte[]> request(int callId, int opnum, byte[] stub, byte[] trailer, int maxFragment) {
		Pdu.Request request = new Pdu.Request(stub.length, 0, opnum, Optional.empty(), Stub.of(stub));
		return PduEncoder.fragments(request, trailer, callId, maxFragment, protection);
	}

	/** A request in one fragment. */
	public byte[] request(int callId, int opnum, byte[] stub) {
		return request(callId, opnum, stub, new byte[0], 5840).get(0);
	}

	/** The stub of the next response, checked and opened. */
	public byte[] answer(int callId) throws IOException {
		RawPdu pdu = raw.receive();
		assertThat(pdu.type()).as("a response").isEqualTo(Bytes.RESPONSE);
		assertThat(pdu.callId()).isEqualTo(callId);
		PduHeader header = PduDecoder.header(pdu.bytes(), 0);
		Pdu.Response response = (Pdu.Response) PduDecoder.body(header, pdu.bytes());
		protection.unprotect(header, pdu.bytes(), response.stub().offset());
		return response.stub().toByteArray();
	}

	/** Calls and gets the answer. */
	public byte[] call(int callId, int opnum, byte[] stub) throws IOException {
		raw.send(request(callId, opnum, stub));
		return answer(callId);
	}

	/** Asks the server who this is. */
	public String who(int callId) throws IOException {
		byte[] stub = call(callId, SecureServer.WHO.opnum(), new byte[0]);
		return new String(stub, 4, stub.length - 4).trim();
	}

	/** The next PDU is this fault. */
	public SecurePeer fails(int status) throws IOException {
		RawPdu fault = raw.receive();
		assertThat(fault.type()).as("a fault").isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(status);
		assertThat(fault.u16(10)).as("without a verifier").isZero();
		return this;
	}

	/** The server has nothing more to say. */
	public void isEnded() throws IOException {
		assertThat(raw.isEnded()).as("the server ends the connection").isTrue();
	}
}
