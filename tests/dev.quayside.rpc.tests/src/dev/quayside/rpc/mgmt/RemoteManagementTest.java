package dev.quayside.rpc.mgmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrSyntax;
import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.Bytes;
import dev.quayside.rpc.Echo;
import dev.quayside.rpc.EchoServer;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.SecureServer;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.FakeSecurity;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.mgmt.RemoteManagement.Answer;
import dev.quayside.rpc.mgmt.RemoteManagement.NameRequest;
import dev.quayside.rpc.mgmt.RemoteManagement.PrincipalName;
import dev.quayside.rpc.server.CallPolicy;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** What every server tells of itself ([C706] appendix Q, [MS-RPCE] 2.2.1.3). */
@Timeout(60)
class RemoteManagementTest {

	private EchoServer server;
	private RpcClient client;
	private RpcChannel channel;

	@BeforeEach
	void start() throws IOException {
		server = new EchoServer();
		client = server.client();
		channel = client.channel(RemoteManagement.INTERFACE);
	}

	@AfterEach
	void stop() {
		client.close();
		server.close();
	}

	@ParameterizedTest
	@EnumSource
	void itsInterfacesAreListed(NdrSyntax syntax) throws RpcException {
		channel = client.channel(syntax == NdrSyntax.NDR64
				? RemoteManagement.INTERFACE.withNdr64()
				: RemoteManagement.INTERFACE);
		assertThat(channel.call(RemoteManagement.INQUIRE_INTERFACES, null).value()).containsExactlyInAnyOrder(
				Echo.INTERFACE.syntax(), Echo.OTHER.syntax(), Echo.WIDE.syntax(), RemoteManagement.INTERFACE.syntax());
	}

	@Test
	void itCountsCallsAndPackets() throws RpcException {
		List<Long> before = channel.call(RemoteManagement.INQUIRE_STATISTICS, 4L).value();
		client.channel(Echo.INTERFACE).call(Echo.ECHO, new byte[100_000]);
		List<Long> after = channel.call(RemoteManagement.INQUIRE_STATISTICS, 50L).value();
		assertThat(after).hasSize(4);
		assertThat(after.get(0) - before.get(0)).as("calls in").isEqualTo(2);
		assertThat(after.get(1)).as("calls out").isZero();
		assertThat(after.get(2) - before.get(2)).as("packets in, with an alter_context").isGreaterThan(3);
		assertThat(after.get(3) - before.get(3)).as("packets out").isGreaterThan(3);
	}

	@Test
	void fewerStatisticsAreToldOnDemand() throws RpcException {
		assertThat(channel.call(RemoteManagement.INQUIRE_STATISTICS, 2L).value()).hasSize(2);
		assertThat(channel.call(RemoteManagement.INQUIRE_STATISTICS, 0L).value()).isEmpty();
	}

	@Test
	void moreThanFiftyStatisticsAreBadStubData() {
		assertThatThrownBy(() -> channel.call(RemoteManagement.INQUIRE_STATISTICS, 51L)).isInstanceOfSatisfying(
				RpcFaultException.class, fault -> assertThat(fault.status()).isEqualTo(FaultStatus.BAD_STUB_DATA));
	}

	@Test
	void itListensAndCannotBeStopped() throws IOException {
		assertThat(channel.call(RemoteManagement.IS_LISTENING, null)).isEqualTo(new Answer<>(true, 0));
		assertThat(channel.call(RemoteManagement.STOP_LISTENING, null)).isEqualTo(RemoteManagement.ACCESS_DENIED);
		server.answersTheNextClient();
	}

	@Test
	void withoutASecurityProviderItHasNoName() throws RpcException {
		Answer<PrincipalName> answer = channel.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(10, 4096));
		assertThat(answer.status()).isEqualTo(RemoteManagement.UNKNOWN_AUTHENTICATION);
		assertThat(answer.value().name()).isEmpty();
		assertThat(channel.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(16, 0)).status())
				.isEqualTo(RemoteManagement.UNKNOWN_AUTHENTICATION);
	}

	@Test
	void theNameOfASecurityProviderIsToldWhereItFits() throws IOException {
		FakeSecurity kerberos = new FakeSecurity(AuthenticationType.KERBEROS, AuthenticationType.KERBEROS, 2);
		try (SecureServer secure = new SecureServer(CallPolicy.OPEN, kerberos);
				RpcClient other = secure.client(RpcClientOptions.DEFAULT)) {
			RpcChannel management = other.channel(RemoteManagement.INTERFACE);
			assertThat(management.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(16, 4096)).value().name())
					.isEqualTo("MSMQ/fake");
			assertThat(management.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(16, 9)).status())
					.isEqualTo(RemoteManagement.TOO_LONG);
			assertThat(management.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(10, 4096)).status())
					.isEqualTo(RemoteManagement.UNKNOWN_AUTHENTICATION);
		}
	}

	@Test
	void aNameOfMoreThan4096BytesIsBadStubData() {
		assertThatThrownBy(() -> channel.call(RemoteManagement.INQUIRE_PRINCIPAL, new NameRequest(10, 4097)))
				.isInstanceOfSatisfying(RpcFaultException.class,
						fault -> assertThat(fault.status()).isEqualTo(FaultStatus.BAD_STUB_DATA));
	}

	private static <T> T decode(NdrType<T> type, byte[] stub, NdrSyntax syntax) {
		NdrReader in = new NdrReader(stub, 0, stub.length, syntax, ByteOrder.LITTLE_ENDIAN);
		T value = type.read(in);
		in.end();
		return value;
	}

	/** Put together by hand from [MS-RPCE] 2.2.1.3.1 and [C706] chapter 14. */
	@Test
	void interfacesAreAVectorOfPointers() {
		Answer<List<SyntaxId>> one = new Answer<>(List.of(RemoteManagement.INTERFACE.syntax()), 0);
		byte[] narrow = Bytes.hex("00000200 01000000 01000000 04000200" // referent, maximum, count, referent
				+ "80bda8af8a7dc911bef408002b102989 0100 0000 00000000");
		byte[] wide = Bytes.hex("0000020000000000 0100000000000000 01000000 00000000 0400020000000000"
				+ "80bda8af8a7dc911bef408002b102989 0100 0000 00000000");
		assertThat(RemoteManagement.INQUIRE_INTERFACES.out().encode(one)).isEqualTo(narrow);
		assertThat(RemoteManagement.INQUIRE_INTERFACES.out().encode(one, NdrSyntax.NDR64)).isEqualTo(wide);
		assertThat(decode(RemoteManagement.INQUIRE_INTERFACES.out(), wide, NdrSyntax.NDR64)).isEqualTo(one);
		Hostile.refusesEveryPrefix(narrow, RemoteManagement.INQUIRE_INTERFACES.out()::decode, NdrException.class);
		Hostile.survivesCorruption(narrow, 9, 5_000, RemoteManagement.INQUIRE_INTERFACES.out()::decode,
				NdrException.class);
	}

	@Test
	void aNameIsAStringAsLargeAsItsBuffer() {
		Answer<PrincipalName> name = new Answer<>(new PrincipalName("a$@B", 6), 0);
		byte[] stub = Bytes.hex("06000000 00000000 05000000 6124404200 000000 00000000");
		assertThat(RemoteManagement.INQUIRE_PRINCIPAL.out().encode(name)).isEqualTo(stub);
		assertThat(RemoteManagement.INQUIRE_PRINCIPAL.out().decode(stub).value().name()).isEqualTo("a$@B");
		assertThat(new PrincipalName("a$@B", 5).fits()).isTrue();
		assertThat(new PrincipalName("a$@B", 4).fits()).isFalse();
		Hostile.refusesEveryPrefix(stub, RemoteManagement.INQUIRE_PRINCIPAL.out()::decode, NdrException.class);
		Hostile.survivesCorruption(stub, 10, 5_000, RemoteManagement.INQUIRE_PRINCIPAL.out()::decode,
				NdrException.class);
	}
}
