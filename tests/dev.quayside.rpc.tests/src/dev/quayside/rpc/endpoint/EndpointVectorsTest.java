package dev.quayside.rpc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Towers, and the stubs of endpoint mappers in both transfer syntaxes ([MS-RPCE] 2.2.1.2). */
class EndpointVectorsTest {

	private static final Map<String, byte[]> VECTORS = Vectors.read("dev.quayside.rpc.tests/vectors/endpoint.txt");
	private static final SyntaxId REMOTE_READ = InterfaceId
			.of("1a9134dd-7b39-45ba-ad88-44d01ca47f28", 1, 0, "RemoteRead").syntax();
	private static final ContextHandle HANDLE = new ContextHandle(0,
			UUID.fromString("33221100-5544-7766-8899-aabbccddeeff"));
	private static final UUID NONE = new UUID(0, 0);

	/** A vector, how it crosses the wire, what it means and how that is printed. */
	record Case<T>(String name, NdrType<T> type, T value) {

		NdrSyntax syntax() {
			return name.endsWith("ndr64") ? NdrSyntax.NDR64 : NdrSyntax.NDR20;
		}

		byte[] bytes() {
			return VECTORS.get(name);
		}

		T decode(byte[] stub) {
			NdrReader in = new NdrReader(stub, 0, stub.length, syntax(), ByteOrder.LITTLE_ENDIAN);
			T read = type.read(in);
			in.end();
			return read;
		}

		@Override
		public String toString() {
			return name;
		}
	}

	static List<Case<?>> cases() throws Exception {
		byte[] any = Tower.anyTcp(REMOTE_READ, SyntaxId.NDR20).encode();
		MapRequest map = new MapRequest(Optional.empty(), Optional.of(any), ContextHandle.NULL, 4);
		LookupRequest lookup = new LookupRequest(1, Optional.empty(), Optional.of(REMOTE_READ), 2, ContextHandle.NULL,
				500);
		byte[] tower = VECTORS.get("tower");
		Found<byte[]> mapped = new Found<>(HANDLE, 4, List.of(tower), EndpointStatus.OK);
		Found<EndpointEntry> listed = new Found<>(ContextHandle.NULL, 500,
				List.of(new EndpointEntry(NONE, Optional.of(tower), "RemoteRead")), EndpointStatus.OK);
		return List.of(new Case<>("mapRequest", EndpointMap.MAP.in(), map),
				new Case<>("mapRequest-ndr64", EndpointMap.MAP.in(), map),
				new Case<>("lookupRequest", EndpointMap.LOOKUP.in(), lookup),
				new Case<>("lookupRequest-ndr64", EndpointMap.LOOKUP.in(), lookup),
				new Case<>("mapAnswer", EndpointMap.MAP.out(), mapped),
				new Case<>("mapAnswer-ndr64", EndpointMap.MAP.out(), mapped),
				new Case<>("lookupAnswer", EndpointMap.LOOKUP.out(), listed),
				new Case<>("lookupAnswer-ndr64", EndpointMap.LOOKUP.out(), listed),
				new Case<>("freed", EndpointMap.HANDLE_FREE.out(),
						new EndpointMap.Freed(ContextHandle.NULL, EndpointStatus.OK)));
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsWrittenAsTheVector(Case<T> each) {
		assertThat(each.type().encode(each.value(), each.syntax())).isEqualTo(each.bytes());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubIsReadToTheLastByte(Case<T> each) {
		assertThat(each.decode(each.bytes())).usingRecursiveComparison().ignoringFields("maximum")
				.isEqualTo(each.value());
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aStubThatEndsAnywhereIsRefused(Case<T> each) {
		Hostile.refusesEveryPrefix(each.bytes(), each::decode, NdrException.class);
	}

	@ParameterizedTest
	@MethodSource("cases")
	<T> void aChangedByteIsReadOrRefused(Case<T> each) {
		Hostile.survivesCorruption(each.bytes(), 135, 3_000, each::decode, NdrException.class);
	}

	/** Vector, offset of the 32 bits that change, their value, and what is wrong ([MS-RPCE] 3.1.1.5.3). */
	@ParameterizedTest
	@CsvSource({ "mapRequest, 8, 74, maximum of the tower", "mapRequest, 12, 76, length of the tower",
			"mapRequest, 112, 501, range of max_towers", "mapAnswer, 20, 2, number of towers",
			"mapAnswer, 24, 0, maximum below the count", "mapAnswer, 28, 1, offset", "mapAnswer, 32, 2, count",
			"lookupRequest, 56, 501, range of max_ents", "lookupAnswer, 56, 1, offset of the annotation",
			"lookupAnswer, 20, 0, number of entries" })
	void whatContradictsItselfIsRefused(String name, int offset, int value, String what) throws Exception {
		Case<?> each = cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
		byte[] bytes = each.bytes().clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
		assertThatThrownBy(() -> each.decode(bytes)).as(what).isInstanceOf(NdrException.class);
	}

	@Test
	void aTowerOfMoreThan2000BytesIsRefused() {
		MapRequest request = new MapRequest(Optional.empty(), Optional.of(new byte[2001]), ContextHandle.NULL, 1);
		byte[] stub = EndpointMap.MAP.in().encode(request);
		assertThatThrownBy(() -> EndpointMap.MAP.in().decode(stub)).isInstanceOf(NdrException.class)
				.hasMessageContaining("2000");
	}

	@Test
	void aTowerTellsInterfaceAndPort() throws Exception {
		Tower tower = Tower.decode(VECTORS.get("tower"));
		assertThat(tower.interfaceId()).isEqualTo(REMOTE_READ);
		assertThat(tower.transferSyntax()).isEqualTo(SyntaxId.NDR20);
		assertThat(tower.tcpPort()).isEqualTo(OptionalInt.of(2103));
		assertThat(tower.encode()).isEqualTo(VECTORS.get("tower"));
		assertThat(Tower.tcp(REMOTE_READ, SyntaxId.NDR20, 2103, InetAddress.getByName("127.0.0.1")).encode())
				.isEqualTo(VECTORS.get("tower"));
	}

	@Test
	void anIpv6AddressIsNotTold() throws Exception {
		Tower tower = Tower.tcp(REMOTE_READ, SyntaxId.NDR20, 2103, InetAddress.getByName("::1"));
		assertThat(tower.lower().get(2).address()).containsOnly(0).hasSize(4);
	}

	@Test
	void aTowerOfAPipeHasNoPort() {
		Tower pipe = new Tower(REMOTE_READ, SyntaxId.NDR20, List.of(new Tower.Floor(0x0B, new byte[2]),
				new Tower.Floor(0x0F, new byte[]{ '\\', 'p', 0 }), new Tower.Floor(0x11, new byte[]{ 'h', 0 })));
		assertThat(Tower.decode(pipe.encode()).tcpPort()).isEmpty();
	}

	@Test
	void aTowerThatEndsAnywhereIsRefused() {
		Hostile.refusesEveryPrefix(VECTORS.get("tower"), Tower::decode, NdrException.class);
		Hostile.survivesCorruption(VECTORS.get("tower"), 7, 20_000, Tower::decode, NdrException.class);
	}

	@ParameterizedTest
	@CsvSource({ "0", "2", "7", "65535" })
	void aTowerHasThreeToSixFloors(int floors) {
		byte[] octets = Arrays.copyOf(VECTORS.get("tower"), 2000);
		ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).putShort((short) floors);
		assertThatThrownBy(() -> Tower.decode(octets)).isInstanceOf(NdrException.class)
				.hasMessageContaining("3 to 6 floors");
	}
}
