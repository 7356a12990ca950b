package dev.quayside.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.RawPdu;
import dev.quayside.rpc.RawPeer;
import dev.quayside.rpc.RpcBindException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcProtocolException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Which transfer syntaxes the client proposes, and that it uses the one that the server chose. */
@Timeout(60)
class ClientNegotiationTest {

	private static final String NO_SYNTAX = "00000000000000000000000000000000 00000000";
	private static final String REFUSED = "0200 0200" + NO_SYNTAX;
	private static final String NDR20 = "0000 0000 045d888aeb1cc9119fe808002b104860 02000000";
	private static final String NDR64 = "0000 0000 33057171babe37498319b5dbef9ccc36 01000000";
	private static final String FEATURES = "0300 0200" + NO_SYNTAX;

	/** bind_ack or alter_context_resp with these results. */
	private static byte[] ack(RawPdu bind, String... results) {
		boolean alter = bind.type() == Bytes.ALTER_CONTEXT;
		return Bytes.little().u16(5840).u16(5840).u32(FakeServer.GROUP).raw(alter ? "0000 0000" : "0200 3000")
				.u8(results.length).raw("000000").raw(String.join("", results))
				.pdu(alter ? Bytes.ALTER_CONTEXT_RESP : Bytes.BIND_ACK, Bytes.WHOLE, bind.callId());
	}

	/** Answers the bind so, and every request with its own stub; everything that comes is kept. */
	private static FakeServer server(BlockingQueue<RawPdu> seen, String... results) throws IOException {
		return new FakeServer((client, number) -> {
			while (true) {
				RawPdu pdu = client.receive();
				seen.add(pdu);
				client.send(pdu.type() == Bytes.REQUEST
						? Bytes.little().u32(0).u16(pdu.u16(20)).u16(0).raw(pdu.stub()).pdu(Bytes.RESPONSE, Bytes.WHOLE,
								pdu.callId())
						: ack(pdu, results));
			}
		});
	}

	private static byte[] echo(RpcClient client) throws RpcException {
		return client.channel(Echo.WIDE).call(Echo.ECHO, new byte[]{ 7 });
	}

	@Test
	void theBindProposesNdrThenNdr64ThenFeatures() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = server(seen, NDR20, REFUSED, FEATURES); RpcClient client = server.client()) {
			client.connect(Echo.WIDE);
			assertThat(seen.take().bytes()).isEqualTo(Bytes.little().u16(5840).u16(5840).u32(0).raw("03000000")
					.context(0, Echo.WIDE, Bytes.NDR20, 2).context(1, Echo.WIDE, Bytes.NDR64, 1)
					.context(2, Echo.WIDE, "6cb71c2c-9812-4540-0300-000000000000", 1)
					.pdu(Bytes.BIND, Bytes.WHOLE | Bytes.MULTIPLEX, 1));
		}
	}

	@Test
	void aServerThatChoosesNdr64GetsItOnTheContextThatItAccepted() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = server(seen, REFUSED, NDR64, FEATURES); RpcClient client = server.client()) {
			assertThat(echo(client)).containsExactly(7);
			seen.take();
			RawPdu request = seen.take();
			assertThat(request.u16(20)).as("context").isEqualTo(1);
			assertThat(request.stub()).isEqualTo(Bytes.hex("0100000000000000 07"));
		}
	}

	@Test
	void aServerThatChoosesNdrGetsIt() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = server(seen, NDR20, REFUSED, FEATURES); RpcClient client = server.client()) {
			assertThat(echo(client)).containsExactly(7);
			seen.take();
			RawPdu request = seen.take();
			assertThat(request.u16(20)).as("context").isZero();
			assertThat(request.stub()).isEqualTo(Bytes.hex("01000000 07"));
		}
	}

	@Test
	void aFurtherInterfaceIsProposedInBothSyntaxesToo() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = new FakeServer((client, number) -> {
			FakeServer.acceptBind(client);
			client.send(FakeServer.response(2, client.receive().stub()));
			RawPdu alter = client.receive();
			seen.add(alter);
			client.send(ack(alter, REFUSED, NDR64));
			RawPdu request = client.receive();
			seen.add(request);
			client.send(FakeServer.response(request.callId(), request.stub()));
		}); RpcClient client = server.client()) {
			FakeServer.echo(client, 1);
			assertThat(echo(client)).containsExactly(7);
			RawPdu alter = seen.take();
			assertThat(alter.from(24)).isEqualTo(Bytes.little().raw("02000000").context(2, Echo.WIDE, Bytes.NDR20, 2)
					.context(3, Echo.WIDE, Bytes.NDR64, 1).toByteArray());
			assertThat(seen.take().u16(20)).as("context").isEqualTo(3);
		}
	}

	@Test
	void withoutAnAcceptedSyntaxTheCallFails() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = server(seen, REFUSED, REFUSED, FEATURES); RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client)).isInstanceOf(RpcBindException.class)
					.hasMessageContaining("result 2, reason 2");
			assertThat(seen).hasSize(1);
		}
	}

	@Test
	void anotherSyntaxThanProposedOnTheContextIsAProtocolError() throws Exception {
		BlockingQueue<RawPdu> seen = new LinkedBlockingQueue<>();
		try (FakeServer server = server(seen, NDR64, REFUSED, FEATURES); RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client)).isInstanceOf(RpcProtocolException.class)
					.hasMessageContaining("transfer syntax");
		}
	}

	@Test
	void ndr64FromABigEndianServerIsAProtocolError() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			client.send(ack(client.receive(), REFUSED, NDR64, FEATURES));
			answerInBigEndian(client, "0000000000000001 07");
		}); RpcClient client = server.client()) {
			assertThatThrownBy(() -> echo(client)).isInstanceOf(RpcProtocolException.class)
					.hasMessageContaining("NDR64");
		}
	}

	@Test
	void ndrFromABigEndianServerIsUnderstood() throws Exception {
		try (FakeServer server = new FakeServer((client, number) -> {
			client.send(ack(client.receive(), NDR20, REFUSED, FEATURES));
			answerInBigEndian(client, "00000001 07");
		}); RpcClient client = server.client()) {
			assertThat(echo(client)).containsExactly(7);
		}
	}

	private static void answerInBigEndian(RawPeer client, String stub) throws IOException {
		int callId = client.receive().callId();
		client.send(Bytes.in(ByteOrder.BIG_ENDIAN).u32(0).u16(1).u16(0).raw(stub).pdu(Bytes.RESPONSE, Bytes.WHOLE,
				callId));
	}
}
