package dev.quayside.rpc.server;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.SecurityInitiator;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Conversations without authentication, of every kind of PDU that a client sends. */
final class Conversations {

	static final int NTLM = 10;
	static final int PRIVACY = 6;

	private static final int FRAGMENT = 5840;
	private static final String FEATURES = "6cb71c2c-9812-4540-0300-000000000000";

	private Conversations() {}

	static List<Supplier<Conversation>> all() {
		return List.of( //
				() -> Conversation.of(plain()), //
				() -> Conversation.of(contexts()), //
				() -> Conversation.of(fragments()), //
				() -> Conversation.of(interleaved()), //
				() -> Conversation.of(cancelled()), //
				() -> Conversation.of(orphaned()), //
				() -> Conversation.of(bigEndian()), //
				() -> Conversation.of(handles()), //
				() -> Conversation.of(largeAnswers()), //
				() -> Conversation.of(trailers()), //
				() -> Conversation.of(authenticationNobodyOffers()));
	}

	private static byte[] bind(int flags) {
		return Bytes.bind(FRAGMENT, 0, flags);
	}

	private static byte[] echo(int callId, int length) {
		return Bytes.request(callId, Echo.ECHO.opnum(), Bytes.stub(length));
	}

	private static byte[] wait(int callId) {
		return Bytes.request(callId, Echo.WAIT.opnum(), new byte[4]);
	}

	private static byte[] cancel(int callId) {
		return Bytes.little().pdu(Bytes.CANCEL, Bytes.WHOLE, callId);
	}

	private static byte[] orphan(int callId) {
		return Bytes.little().pdu(Bytes.ORPHANED, Bytes.WHOLE, callId);
	}

	private static List<List<byte[]>> plain() {
		return List.of(List.of(bind(Bytes.WHOLE)), List.of(echo(2, 40)), List.of(echo(3, 0), echo(4, 1000)));
	}

	/** NDR64 and the bind-time features beside NDR 2.0, and further contexts later. */
	private static List<List<byte[]>> contexts() {
		byte[] bind = Bytes.little().proposal(FRAGMENT, 0, 3).context(0, Echo.INTERFACE, Bytes.NDR20, 2)
				.context(1, Echo.INTERFACE, Bytes.NDR64, 1).context(2, Echo.INTERFACE, FEATURES, 1)
				.pdu(Bytes.BIND, Bytes.WHOLE, 1);
		byte[] alter = Bytes.little().proposal(FRAGMENT, 0, 2).context(3, Echo.OTHER, Bytes.NDR20, 2)
				.context(4, Echo.NOBODYS, Bytes.NDR20, 2).pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 3);
		byte[] other = Bytes.little().u32(8).u16(3).u16(Echo.ECHO.opnum()).raw(Bytes.counted(new byte[4]))
				.pdu(Bytes.REQUEST, Bytes.WHOLE, 4);
		byte[] ndr64 = Bytes.little().u32(16).u16(1).u16(Echo.ECHO.opnum()).u32(3).u32(0).raw("0102030000000000")
				.pdu(Bytes.REQUEST, Bytes.WHOLE, 5);
		return List.of(List.of(bind), List.of(echo(2, 10)), List.of(alter), List.of(other), List.of(ndr64));
	}

	private static List<byte[]> cut(int callId, byte[] stub, int length) {
		List<byte[]> parts = new ArrayList<>();
		for (int from = 0; from < stub.length; from += length) {
			int to = Math.min(stub.length, from + length);
			int flags = (from == 0 ? Bytes.FIRST : 0) | (to == stub.length ? Bytes.LAST : 0);
			parts.add(Bytes.request(flags, callId, Echo.ECHO.opnum(), stub.length - from,
					Arrays.copyOfRange(stub, from, to)));
		}
		return parts;
	}

	private static List<List<byte[]>> fragments() {
		return List.of(List.of(bind(Bytes.WHOLE)), cut(2, Bytes.stub(900), 256), List.of(echo(3, 5)));
	}

	private static List<List<byte[]>> interleaved() {
		List<byte[]> mixed = new ArrayList<>();
		List<byte[]> first = cut(2, Bytes.stub(500), 128);
		List<byte[]> second = cut(3, Bytes.stub(500), 128);
		for (int i = 0; i < first.size(); i++) {
			mixed.add(first.get(i));
			mixed.add(second.get(i));
		}
		return List.of(List.of(bind(Bytes.WHOLE | Bytes.MULTIPLEX)), mixed, List.of(orphan(3)));
	}

	private static List<List<byte[]>> cancelled() {
		return List.of(List.of(bind(Bytes.WHOLE | Bytes.MULTIPLEX)), List.of(wait(2), wait(3)), List.of(cancel(2)),
				List.of(cancel(3), cancel(9)), List.of(echo(4, 3)));
	}

	private static List<List<byte[]>> orphaned() {
		return List.of(List.of(bind(Bytes.WHOLE)), List.of(wait(2)), List.of(orphan(2), echo(3, 3)), List.of(wait(4)));
	}

	private static List<List<byte[]>> bigEndian() {
		byte[] bind = Bytes.in(ByteOrder.BIG_ENDIAN).proposal(FRAGMENT, 0, 1)
				.context(0, Echo.INTERFACE, Bytes.NDR20, SyntaxId.NDR20.major()).pdu(Bytes.BIND, Bytes.WHOLE, 1);
		byte[] echo = Bytes.in(ByteOrder.BIG_ENDIAN).u32(8).u16(0).u16(Echo.ECHO.opnum()).u32(4).raw("01020304")
				.pdu(Bytes.REQUEST, Bytes.WHOLE, 2);
		return List.of(List.of(bind), List.of(echo), List.of(echo));
	}

	private static List<List<byte[]>> handles() {
		byte[] use = Bytes.request(4, Echo.USE.opnum(), new byte[20]);
		return List.of(List.of(bind(Bytes.WHOLE)), List.of(Bytes.request(2, Echo.OPEN.opnum(), new byte[0])),
				List.of(Bytes.request(3, Echo.OPEN.opnum(), new byte[0])), List.of(use));
	}

	private static List<List<byte[]>> largeAnswers() {
		byte[] zeros = Bytes.request(2, Echo.ZEROS.opnum(), Bytes.little().u32(20_000).toByteArray());
		return List.of(List.of(Bytes.bind(1432, 0, Bytes.WHOLE)), List.of(zeros), List.of(echo(3, 3)));
	}

	/** A verification trailer with all commands ([MS-RPCE] 2.2.2.13), an object UUID, and a call that wants no answer. */
	private static List<List<byte[]>> trailers() {
		byte[] trailer = Bytes.little().raw("8ae3137102f43671").u16(1).u16(4).u32(1).u16(2).u16(40)
				.uuid(Echo.INTERFACE.syntax().uuid().toString()).u32(1).uuid(Bytes.NDR20).u32(2).u16(0x4003).u16(16)
				.u32(0).raw("10000000").u32(2).u16(0).u16(0).toByteArray();
		byte[] stub = Bytes.little().raw(Bytes.counted(new byte[8])).raw(trailer).toByteArray();
		byte[] object = Bytes.little().u32(8).u16(0).u16(Echo.ECHO.opnum()).uuid(Bytes.NDR64)
				.raw(Bytes.counted(new byte[4])).pdu(Bytes.REQUEST, Bytes.WHOLE | Bytes.OBJECT, 3);
		byte[] maybe = Bytes.request(Bytes.WHOLE | Bytes.MAYBE, 4, Echo.ECHO.opnum(), 8, Bytes.counted(new byte[4]));
		return List.of(List.of(bind(Bytes.WHOLE)), List.of(Bytes.request(2, Echo.ECHO.opnum(), stub)), List.of(object),
				List.of(maybe, echo(5, 4)));
	}

	/** Those of {@link #all} as well, and the same number with each provider, at any level and also with a wrong password. */
	static List<Supplier<Conversation>> authenticated(List<SecurityInitiator> initiators, SplittableRandom random) {
		List<Supplier<Conversation>> kinds = new ArrayList<>(all());
		List<AuthenticationLevel> levels = List.of(AuthenticationLevel.CONNECT, AuthenticationLevel.CALL,
				AuthenticationLevel.PACKET, AuthenticationLevel.INTEGRITY, AuthenticationLevel.PRIVACY,
				AuthenticationLevel.PRIVACY);
		for (SecurityInitiator initiator : initiators) {
			for (AuthenticationLevel level : levels) {
				kinds.add(() -> new AuthenticatedConversation(initiator, level, random));
			}
		}
		return List.copyOf(kinds);
	}

	/** Tokens for a provider that this server may not even have. */
	private static List<List<byte[]>> authenticationNobodyOffers() {
		byte[] negotiate = Bytes.hex("4e544c4d5353500001000000978208e200000000000000000000000000000000");
		byte[] bind = Bytes.little().proposal(FRAGMENT, 0, 1).context(0, Echo.INTERFACE, Bytes.NDR20, 2)
				.raw(verifier(negotiate)).pdu(Bytes.BIND, Bytes.WHOLE, 1, negotiate.length);
		byte[] auth3 = Bytes.little().u32(0).raw(verifier(negotiate)).pdu(16, Bytes.WHOLE, 2, negotiate.length);
		byte[] request = Bytes.little().u32(8).u16(0).u16(Echo.ECHO.opnum()).raw(Bytes.counted(new byte[4]))
				.raw(verifier(new byte[16])).pdu(Bytes.REQUEST, Bytes.WHOLE, 3, 16);
		return List.of(List.of(bind), List.of(auth3), List.of(request));
	}

	private static byte[] verifier(byte[] token) {
		return Bytes.little().u8(NTLM).u8(PRIVACY).u8(0).u8(0).u32(0).raw(token).toByteArray();
	}
}
