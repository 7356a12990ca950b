package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Requests, their fragments and the responses, told by bytes that were laid out by hand. */
@Timeout(60)
class RequestTest {

	private EchoServer server;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
	}

	@AfterEach
	void stop() {
		server.close();
	}

	/** Requests of one call with so many stub bytes in each, and the whole length as hint in every one. */
	private static List<byte[]> fragments(int callId, int opnum, byte[] stub, int each) {
		List<byte[]> fragments = new ArrayList<>();
		for (int from = 0; from < stub.length; from += each) {
			int to = Math.min(stub.length, from + each);
			int flags = (from == 0 ? Bytes.FIRST : 0) | (to == stub.length ? Bytes.LAST : 0);
			fragments.add(Bytes.request(flags, callId, opnum, stub.length, Arrays.copyOfRange(stub, from, to)));
		}
		return fragments;
	}

	/** Reads a response in all its fragments. */
	private static byte[] whole(RawPeer peer, int callId, int maxFragment) throws IOException {
		ByteArrayOutputStream stub = new ByteArrayOutputStream();
		int hint = -1;
		while (true) {
			RawPdu response = peer.receive();
			assertThat(response.type()).isEqualTo(Bytes.RESPONSE);
			assertThat(response.callId()).isEqualTo(callId);
			assertThat(response.bytes().length).isLessThanOrEqualTo(maxFragment);
			assertThat((response.flags() & Bytes.FIRST) != 0).isEqualTo(stub.size() == 0);
			assertThat(response.u32(16)).as("hint").isEqualTo(hint < 0 ? response.u32(16) : hint);
			stub.writeBytes(response.stub());
			hint = response.u32(16) - response.stub().length;
			if ((response.flags() & Bytes.LAST) != 0) {
				assertThat(hint).as("nothing more is announced").isZero();
				return stub.toByteArray();
			}
			assertThat(response.stub().length % 8).as("fragments end at 8 bytes").isZero();
		}
	}

	@Test
	void aBigEndianRequestIsUnderstood() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			byte[] stub = Bytes.in(ByteOrder.BIG_ENDIAN).u32(3).raw("0a0b0c").toByteArray();
			RawPdu response = peer.send(
					Bytes.in(ByteOrder.BIG_ENDIAN).u32(7).u16(0).u16(0).raw(stub).pdu(Bytes.REQUEST, 3, 2)).receive();
			assertThat(response.callId()).isEqualTo(2);
			assertThat(response.stub()).isEqualTo(Bytes.hex("03000000 0a0b0c"));
		}
	}

	/** Byte order and characters, and floating-point numbers, of which no parameter has any ([C706] 14.1). */
	@ParameterizedTest
	@CsvSource({ "11, 00", "10, 01", "11, 03", "01, 00", "01, 02" })
	void everyFormOfCharactersAndFloatsWillDo(String integers, String floats) throws IOException {
		ByteOrder order = integers.startsWith("1") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		byte[] stub = Bytes.in(order).u32(3).raw("0a0b0c").toByteArray();
		byte[] request = Bytes.in(order).u32(7).u16(0).u16(0).raw(stub).pdu(Bytes.REQUEST, 3, 2);
		System.arraycopy(Bytes.hex(integers + floats), 0, request, 4, 2);
		try (RawPeer peer = RawPeer.bound(server.port())) {
			assertThat(peer.send(request).receive().stub()).isEqualTo(Bytes.hex("03000000 0a0b0c"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1432, 1408", "5840, 5816", "5840, 4280", "1432, 1", "65535, 65504" })
	void fragmentsOfAnyLengthMakeOneRequest(int fragment, int each) throws IOException {
		byte[] stub = Bytes.stub(each == 1 ? 500 : 40_000);
		try (RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(Bytes.bind(fragment, 0, Bytes.WHOLE)).receive();
			for (int call = 2; call < 5; call++) {
				peer.send(fragments(call, 0, stub, each).toArray(byte[][]::new));
				assertThat(whole(peer, call, fragment)).isEqualTo(stub);
			}
		}
	}

	@Test
	void emptyFragmentsInBetweenDoNoHarm() throws IOException {
		try (RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(Bytes.request(Bytes.FIRST, 2, 0, 0, new byte[0]), Bytes.request(0, 2, 0, 0, Bytes.stub(3)),
					Bytes.request(0, 2, 0, 0, new byte[0]), Bytes.request(Bytes.LAST, 2, 0, 0, new byte[0]));
			assertThat(whole(peer, 2, 5840)).isEqualTo(Bytes.stub(3));
		}
	}

	@Test
	void fragmentsOfTwoCallsMayAlternate() throws IOException {
		byte[] stub = Bytes.stub(5000);
		List<byte[]> one = fragments(2, 0, stub, 1000);
		List<byte[]> two = fragments(3, 0, Bytes.stub(4990), 1000);
		try (RawPeer peer = RawPeer.connect(server.port())) {
			peer.send(Bytes.bind(65535, 0, Bytes.WHOLE | Bytes.MULTIPLEX)).receive();
			for (int i = 0; i < 5; i++) {
				peer.send(one.get(i), two.get(i));
			}
			peer.send(one.get(5));
			RawPdu first = peer.receive();
			RawPdu second = peer.receive();
			assertThat(List.of(first.callId(), second.callId())).containsExactlyInAnyOrder(2, 3);
			assertThat((first.callId() == 2 ? first : second).stub()).isEqualTo(stub);
			assertThat((first.callId() == 3 ? first : second).stub()).isEqualTo(Bytes.stub(4990));
		}
	}

	@Test
	void anObjectIsAllowedInEveryFragment() throws IOException {
		String object = "00112233-4455-6677-8899-aabbccddeeff";
		byte[] stub = Bytes.stub(12);
		try (RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(Bytes.little().u32(16).u16(0).u16(0).uuid(object).raw(Arrays.copyOf(stub, 8)).pdu(Bytes.REQUEST,
					Bytes.FIRST | Bytes.OBJECT, 2),
					Bytes.little().u32(16).u16(0).u16(0).uuid(object).raw(Arrays.copyOfRange(stub, 8, 16))
							.pdu(Bytes.REQUEST, Bytes.LAST | Bytes.OBJECT, 2));
			assertThat(whole(peer, 2, 5840)).isEqualTo(stub);
		}
	}

	@Test
	void whatFollowsTheLastParameterIsIgnored() throws IOException {
		String trailer = "000000 8ae3137102f43671 0140 0400 01000000";
		byte[] stub = Bytes.little().raw(Bytes.stub(1)).raw(trailer).toByteArray();
		try (RawPeer peer = RawPeer.bound(server.port())) {
			peer.send(Bytes.request(2, 0, stub));
			assertThat(whole(peer, 2, 5840)).isEqualTo(Bytes.stub(1));
		}
	}
}
