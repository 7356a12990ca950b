package dev.quayside.rpc.server;

import static dev.quayside.rpc.Bytes.NDR20;
import static dev.quayside.rpc.Bytes.NDR64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteOrder;

/** Which transfer syntax the server chooses ([MS-RPCE] 3.3.1.5.6), and that it keeps to it. */
@Timeout(60)
class NegotiationTest {

	private static final String REFUSED = "0200 0200 00000000000000000000000000000000 00000000";
	private static final String NDR20_ACCEPTED = "0000 0000 045d888aeb1cc9119fe808002b104860 02000000";
	private static final String NDR64_ACCEPTED = "0000 0000 33057171babe37498319b5dbef9ccc36 01000000";
	private static final String FEATURES = "6cb71c2c-9812-4540-0300-000000000000";
	/** One byte, 7, as a conformant array. */
	private static final byte[] WIDE_STUB = Bytes.hex("0100000000000000 07");
	private static final byte[] NARROW_STUB = Bytes.hex("01000000 07");

	private EchoServer server;
	private RawPeer peer;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
		peer = RawPeer.connect(server.port());
	}

	@AfterEach
	void stop() throws IOException {
		peer.close();
		server.close();
	}

	private static Bytes proposal(int contexts) {
		return Bytes.little().proposal(5840, 0, contexts);
	}

	/** The results of the answer. */
	private byte[] bind(Bytes proposal) throws IOException {
		return results(peer.send(proposal.pdu(Bytes.BIND, Bytes.WHOLE, 1)).receive());
	}

	private byte[] alter(Bytes proposal) throws IOException {
		return results(peer.send(proposal.pdu(Bytes.ALTER_CONTEXT, Bytes.WHOLE, 2)).receive());
	}

	private static byte[] results(RawPdu ack) {
		int address = ack.u16(24);
		return ack.from(26 + address + (-(26 + address) & 3));
	}

	private static byte[] results(String... expected) {
		return Bytes.little().u8(expected.length).raw("000000").raw(String.join("", expected)).toByteArray();
	}

	private RawPdu call(int context, byte[] stub) throws IOException {
		return peer.send(
				Bytes.little().u32(stub.length).u16(context).u16(0).raw(stub).pdu(Bytes.REQUEST, Bytes.WHOLE, 5))
				.receive();
	}

	@Test
	void ofABindOfWindowsNdr64IsChosenAndNdrRefused() throws IOException {
		byte[] results = bind(proposal(3).context(0, Echo.WIDE, NDR20, 2).context(1, Echo.WIDE, NDR64, 1).context(2,
				Echo.WIDE, FEATURES, 1));
		assertThat(results).startsWith(Bytes.hex("03000000" + REFUSED + NDR64_ACCEPTED + "0300"));
	}

	@Test
	void theOrderOfTheProposalsDoesNotMatter() throws IOException {
		assertThat(bind(proposal(2).context(0, Echo.WIDE, NDR64, 1).context(1, Echo.WIDE, NDR20, 2)))
				.isEqualTo(results(NDR64_ACCEPTED, REFUSED));
	}

	@Test
	void ndrAloneIsAccepted() throws IOException {
		assertThat(bind(proposal(1).context(0, Echo.WIDE, NDR20, 2))).isEqualTo(results(NDR20_ACCEPTED));
		assertThat(call(0, NARROW_STUB).stub()).isEqualTo(NARROW_STUB);
	}

	@Test
	void ndr64AloneIsAccepted() throws IOException {
		assertThat(bind(proposal(1).context(0, Echo.WIDE, NDR64, 1))).isEqualTo(results(NDR64_ACCEPTED));
		assertThat(call(0, WIDE_STUB).stub()).isEqualTo(WIDE_STUB);
	}

	@Test
	void anotherVersionOfNdr64IsRefused() throws IOException {
		assertThat(bind(proposal(1).context(0, Echo.WIDE, NDR64, 2))).isEqualTo(results(REFUSED));
	}

	@Test
	void anInterfaceInNdrOnlyRefusesNdr64() throws IOException {
		assertThat(bind(proposal(1).context(0, Echo.INTERFACE, NDR64, 1))).isEqualTo(results(REFUSED));
	}

	@Test
	void ofSeveralSyntaxesInOneElementThePreferredOneIsChosen() throws IOException {
		Bytes element = proposal(1).u16(7).u8(2).u8(0).uuid(Echo.WIDE.syntax().uuid().toString()).u32(1).uuid(NDR20)
				.u32(2).uuid(NDR64).u32(1);
		assertThat(bind(element)).isEqualTo(results(NDR64_ACCEPTED));
		assertThat(call(7, WIDE_STUB).stub()).isEqualTo(WIDE_STUB);
	}

	@Test
	void eachInterfaceOfOneBindHasItsOwnSyntax() throws IOException {
		byte[] results = bind(proposal(4).context(0, Echo.WIDE, NDR20, 2).context(1, Echo.WIDE, NDR64, 1)
				.context(2, Echo.INTERFACE, NDR20, 2).context(3, Echo.INTERFACE, NDR64, 1));
		assertThat(results).isEqualTo(results(REFUSED, NDR64_ACCEPTED, NDR20_ACCEPTED, REFUSED));
		assertThat(call(1, WIDE_STUB).stub()).isEqualTo(WIDE_STUB);
		assertThat(call(2, NARROW_STUB).stub()).isEqualTo(NARROW_STUB);
	}

	@Test
	void aRefusedSyntaxCanBeNegotiatedLaterForStubsThatWereWrittenAlready() throws IOException {
		bind(proposal(2).context(0, Echo.WIDE, NDR20, 2).context(1, Echo.WIDE, NDR64, 1));
		assertThat(alter(proposal(1).context(0, Echo.WIDE, NDR20, 2))).isEqualTo(results(NDR20_ACCEPTED));
		assertThat(call(0, NARROW_STUB).stub()).isEqualTo(NARROW_STUB);
		assertThat(call(1, WIDE_STUB).stub()).isEqualTo(WIDE_STUB);
	}

	@Test
	void aRequestOnARefusedContextIsAFault() throws IOException {
		bind(proposal(2).context(0, Echo.WIDE, NDR20, 2).context(1, Echo.WIDE, NDR64, 1));
		RawPdu fault = call(0, NARROW_STUB);
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(FaultStatus.INVALID_CONTEXT_ID.code());
	}

	@Test
	void aStubInTheOtherSyntaxIsAFault() throws IOException {
		bind(proposal(1).context(0, Echo.WIDE, NDR64, 1));
		RawPdu fault = call(0, NARROW_STUB);
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(FaultStatus.BAD_STUB_DATA.code());
	}

	@Test
	void ndr64FromABigEndianClientIsAFault() throws IOException {
		bind(proposal(1).context(0, Echo.WIDE, NDR64, 1));
		RawPdu fault = peer.send(Bytes.in(ByteOrder.BIG_ENDIAN).u32(9).u16(0).u16(0).raw("0000000000000001 07")
				.pdu(Bytes.REQUEST, Bytes.WHOLE, 5)).receive();
		assertThat(fault.type()).isEqualTo(Bytes.FAULT);
		assertThat(fault.status()).isEqualTo(FaultStatus.BAD_STUB_DATA.code());
	}
}
