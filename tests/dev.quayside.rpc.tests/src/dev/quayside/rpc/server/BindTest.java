package dev.quayside.rpc.server;

import static dev.quayside.rpc.Bytes.NDR20;
import static dev.quayside.rpc.Bytes.NDR64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How the server answers bind and alter_context, told by bytes that were laid out by hand. */
@Timeout(60)
class BindTest {

	private static final String NO_SYNTAX = "00000000000000000000000000000000 00000000";
	private static final String NDR20_BYTES = "045d888aeb1cc9119fe808002b104860 02000000";
	private static final String FEATURES = "6cb71c2c-9812-4540-0300-000000000000";

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private RawPdu answer(byte[] pdu) throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			return peer.send(pdu).receive();
		}
	}

	private static Bytes proposal(int contexts) {
		return Bytes.little().proposal(5840, 0, contexts);
	}

	/** The results of a bind_ack or alter_context_resp. */
	private static byte[] results(RawPdu ack) {
		int address = ack.u16(24);
		return ack.from(26 + address + (-(26 + address) & 3));
	}

	private static void assertNak(RawPdu nak, int reason) {
		assertThat(nak.type()).isEqualTo(Bytes.BIND_NAK);
		assertThat(nak.bytes()).hasSize(24);
		assertThat(nak.u16(16)).as("reason").isEqualTo(reason);
		assertThat(nak.u8(18)).as("versions").isEqualTo(1);
		assertThat(nak.u16(19)).as("5.0").isEqualTo(5);
	}

	@Test
	void oneContextWithNdrIsAccepted() throws IOException {
		RawPdu ack = answer(Bytes.bind(5840, 0, Bytes.WHOLE));
		String address = Integer.toString(server.port()).chars().mapToObj(c -> String.format("%02x", c))
				.reduce("", String::concat);
		int length = 26 + address.length() / 2 + 1;
		length += -length & 3;
		byte[] expected = Bytes.little().raw("0500 0c03 1000 0000").u16(length + 4 + 24).u16(0).u32(1) //
				.u16(5840).u16(5840).raw(Arrays.copyOfRange(ack.bytes(), 20, 24)) //
				.u16(address.length() / 2 + 1).raw(address).raw("00")
				.raw(new byte[-(26 + address.length() / 2 + 1) & 3])
				.raw("01000000 0000 0000").raw(NDR20_BYTES).toByteArray();
		assertThat(ack.bytes()).isEqualTo(expected);
		assertThat(ack.u32(20)).as("association group").isNotZero();
	}

	@Test
	void aBindOfWindowsGetsNdrAndFeaturesAndNotNdr64() throws IOException {
		RawPdu ack = answer(proposal(3).context(0, Echo.INTERFACE, NDR20, 2).context(1, Echo.INTERFACE, NDR64, 1)
				.context(2, Echo.INTERFACE, FEATURES, 1).pdu(Bytes.BIND, Bytes.WHOLE | Bytes.MULTIPLEX, 2));
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		assertThat(ack.flags()).as("multiplexing is agreed").isEqualTo(Bytes.WHOLE | Bytes.MULTIPLEX);
		assertThat(results(ack)).isEqualTo(Bytes.hex("03000000" //
				+ "0000 0000" + NDR20_BYTES //
				+ "0200 0200" + NO_SYNTAX //
				+ "0300 0200" + NO_SYNTAX));
	}

	@ParameterizedTest
	@CsvSource({ "00, 0", "01, 0", "02, 2", "03, 2", "ff, 2" })
	void onlyFeaturesThatTheClientHasAreAnswered(String proposed, int answered) throws IOException {
		RawPdu ack = answer(proposal(2).context(0, Echo.INTERFACE, NDR20, 2)
				.context(1, Echo.INTERFACE, "6cb71c2c-9812-4540-" + proposed + "00-000000000000", 1)
				.pdu(Bytes.BIND, Bytes.WHOLE, 1));
		assertThat(results(ack)).endsWith(Bytes.little().u16(3).u16(answered).raw(NO_SYNTAX).toByteArray());
	}

	@Test
	void withoutTheFlagMultiplexingIsNotAgreed() throws IOException {
		assertThat(answer(Bytes.bind(5840, 0, Bytes.WHOLE)).flags()).isEqualTo(Bytes.WHOLE);
		assertThat(answer(Bytes.bind(5840, 0, Bytes.WHOLE | 0x04)).flags()).as("no header signing")
				.isEqualTo(Bytes.WHOLE);
	}

	@Test
	void ndr64AloneIsRefusedInABindAck() throws IOException {
		RawPdu ack = answer(proposal(1).context(0, Echo.INTERFACE, NDR64, 1).pdu(Bytes.BIND, Bytes.WHOLE, 1));
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		assertThat(results(ack)).isEqualTo(Bytes.hex("01000000 0200 0200" + NO_SYNTAX));
	}

	@Test
	void anotherVersionOfNdrIsRefused() throws IOException {
		RawPdu ack = answer(proposal(1).context(0, Echo.INTERFACE, NDR20, 3).pdu(Bytes.BIND, Bytes.WHOLE, 1));
		assertThat(results(ack)).isEqualTo(Bytes.hex("01000000 0200 0200" + NO_SYNTAX));
	}

	@Test
	void severalTransferSyntaxesInOneContextLeadToNdr() throws IOException {
		RawPdu ack = answer(proposal(1).u16(7).u8(2).u8(0).uuid(Echo.INTERFACE.syntax().uuid().toString()).u32(1)
				.uuid(NDR64).u32(1).uuid(NDR20).u32(2).pdu(Bytes.BIND, Bytes.WHOLE, 1));
		assertThat(results(ack)).isEqualTo(Bytes.hex("01000000 0000 0000" + NDR20_BYTES));
	}

	@Test
	void unknownInterfacesAndVersionsAreRefusedNextToAKnownOne() throws IOException {
		InterfaceId newer = InterfaceId.of(Echo.INTERFACE.syntax().uuid().toString(), 1, 1, "minor");
		InterfaceId major = InterfaceId.of(Echo.INTERFACE.syntax().uuid().toString(), 2, 0, "major");
		try (RawPeer peer = RawPeer.connect(server.port())) {
			RawPdu ack = peer.send(proposal(4).context(0, Echo.NOBODYS, NDR20, 2).context(1, newer, NDR20, 2)
					.context(2, major, NDR20, 2).context(9, Echo.INTERFACE, NDR20, 2).pdu(Bytes.BIND, Bytes.WHOLE, 1))
					.receive();
			assertThat(results(ack)).isEqualTo(Bytes.hex("04000000" //
					+ ("0200 0100" + NO_SYNTAX).repeat(3) + "0000 0000" + NDR20_BYTES));
			byte[] stub = Bytes.counted(new byte[]{ 7 });
			RawPdu response = peer.send(Bytes.little().u32(5).u16(9).u16(0).raw(stub).pdu(Bytes.REQUEST, 3, 2))
					.receive();
			assertThat(response.type()).isEqualTo(Bytes.RESPONSE);
			assertThat(response.u16(20)).as("context of the response").isEqualTo(9);
			assertThat(response.stub()).isEqualTo(stub);
		}
	}

	@ParameterizedTest
	@CsvSource({ "5840, 5840", "1432, 1432", "100, 1432", "0, 1432", "65535, 65528" })
	void fragmentsAreAsLongAsTheClientProposesWithinBounds(int proposed, int agreed) throws IOException {
		RawPdu ack = answer(Bytes.bind(proposed, 0, Bytes.WHOLE));
		assertThat(ack.u16(16)).isEqualTo(agreed);
		assertThat(ack.u16(18)).isEqualTo(agreed);
	}

	@Test
	void aBigEndianClientIsUnderstood() throws IOException {
		RawPdu ack = answer(Bytes.in(ByteOrder.BIG_ENDIAN).proposal(5840, 0, 1).u16(0).u8(1).u8(0)
				.uuid(Echo.INTERFACE.syntax().uuid().toString()).u32(1).uuid(NDR20).u32(2)
				.pdu(Bytes.BIND, Bytes.WHOLE, 0x01020304));
		assertThat(ack.type()).isEqualTo(Bytes.BIND_ACK);
		assertThat(ack.callId()).isEqualTo(0x01020304);
		assertThat(results(ack)).isEqualTo(Bytes.hex("01000000 0000 0000" + NDR20_BYTES));
	}

	@ParameterizedTest
	@CsvSource({ "4, 0", "5, 1", "6, 0", "255, 255" })
	void anotherVersionOfTheProtocolIsRefusedWithTheOneThatWouldDo(int major, int minor) throws IOException {
		byte[] bind = Bytes.bind(5840, 0, Bytes.WHOLE);
		bind[0] = (byte) major;
		bind[1] = (byte) minor;
		try (RawPeer peer = RawPeer.connect(server.port())) {
			RawPdu nak = peer.send(bind).receive();
			assertNak(nak, 4);
			assertThat(nak.callId()).isEqualTo(1);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void aBindWithAuthenticationIsRefusedWithoutASecurityProvider() throws IOException {
		byte[] bind = proposal(1).context(0, Echo.INTERFACE, NDR20, 2).raw("0a060000 00000000")
				.raw("4e544c4d53535000").pdu(Bytes.BIND, Bytes.WHOLE, 1, 8);
		try (RawPeer peer = RawPeer.connect(server.port())) {
			assertNak(peer.send(bind).receive(), 8);
			assertThat(peer.isEnded()).isTrue();
		}
		server.answersTheNextClient();
	}

	@Test
	void anAlterContextWithAuthenticationIsAFaultAndTheConnectionGoesOn() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			RawPdu fault = peer.send(proposal(1).context(1, Echo.OTHER, NDR20, 2).raw("0a060000 00000000")
					.raw("4e544c4d53535000").pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 2, 8)).receive();
			assertThat(fault.type()).isEqualTo(Bytes.FAULT);
			assertThat(fault.status()).isEqualTo(0x6D3);
			assertThat(peer.send(Bytes.request(3, 0, Bytes.counted(new byte[0]))).receive().type())
					.isEqualTo(Bytes.RESPONSE);
		}
	}

	@Test
	void aBindWithoutContextsIsRefused() throws IOException {
		assertNak(answer(proposal(0).pdu(Bytes.BIND, Bytes.WHOLE, 1)), 4);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, Bytes.FIRST, Bytes.LAST })
	void aBindInFragmentsIsRefused(int flags) throws IOException {
		assertNak(answer(Bytes.bind(5840, 0, flags)), 4);
	}

	@Test
	void aSecondBindIsRefusedAndEndsTheConnection() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			assertNak(peer.send(Bytes.bind(5840, 0, Bytes.WHOLE)).receive(), 4);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void aBindThatIsTooShortIsRefused() throws IOException {
		assertNak(
				answer(Bytes.little().proposal(5840, 0, 2).context(0, Echo.INTERFACE, NDR20, 2).pdu(Bytes.BIND, 3, 1)),
				4);
	}

	@Test
	void alterContextAddsAnInterface() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			RawPdu response = peer.send(proposal(3).context(1, Echo.OTHER, NDR20, 2).context(2, Echo.NOBODYS, NDR20, 2)
					.context(3, Echo.OTHER, NDR64, 1).pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 2)).receive();
			assertThat(response.type()).isEqualTo(Bytes.ALTER_CONTEXT_RESP);
			assertThat(response.u16(24)).as("no secondary address").isZero();
			assertThat(results(response)).isEqualTo(Bytes.hex("03000000 0000 0000" + NDR20_BYTES //
					+ "0200 0100" + NO_SYNTAX + "0200 0200" + NO_SYNTAX));
			byte[] stub = Bytes.counted(new byte[]{ 5 });
			for (int context : new int[]{ 1, 0, 1 }) {
				RawPdu echo = peer.send(Bytes.little().u32(0).u16(context).u16(0).raw(stub)
						.pdu(Bytes.REQUEST, 3, 3 + context)).receive();
				assertThat(echo.stub()).isEqualTo(stub);
				assertThat(echo.u16(20)).isEqualTo(context);
			}
		}
	}

	@Test
	void alterContextBeforeABindIsAProtocolError() throws IOException {
		try (RawPeer peer = RawPeer.connect(server.port())) {
			RawPdu fault = peer.send(
					proposal(1).context(0, Echo.INTERFACE, NDR20, 2).pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 1))
					.receive();
			assertThat(fault.type()).isEqualTo(Bytes.FAULT);
			assertThat(fault.status()).isEqualTo(0x1C01000B);
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void presentationContextsAreLimited() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			RawPdu answer = null;
			int last = (4000 * EchoServer.INTERFACES - 1) / 255;
			for (int alter = 0; alter <= last; alter++) {
				Bytes body = proposal(255);
				for (int i = 0; i < 255; i++) {
					body.context(1 + alter * 255 + i, Echo.INTERFACE, NDR20, 2);
				}
				answer = peer.send(body.pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, alter + 2)).receive();
				if (answer.type() != Bytes.ALTER_CONTEXT_RESP) {
					assertThat(alter).as("4,000 for each interface").isEqualTo(last);
				}
			}
			assertNak(answer, 2);
		}
	}
}
