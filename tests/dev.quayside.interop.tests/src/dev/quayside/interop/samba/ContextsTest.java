package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.ndr.NdrType;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.SyntaxId;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.pdu.FragmentProtection;
import dev.quayside.rpc.pdu.VerificationTrailer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security contexts, presentation contexts and associations, and what verification trailers say of them. */
@Timeout(60)
class ContextsTest {

	private static final InterfaceId MANAGEMENT = InterfaceId.of("afa8bd80-7d8a-11c9-bef4-08002b102989", 1, 0, "mgmt");
	/** {@code rpc_mgmt_is_server_listening}: a status, and 1 for yes ([C706] appendix Q). */
	private static final RpcOperation<Void, Long> IS_LISTENING = new RpcOperation<>(2, "rpc_mgmt_is_server_listening",
			NdrType.NOTHING, new NdrType<>((out, answer) -> out.uint32(0).uint32(answer), in -> {
				in.uint32();
				return in.uint32();
			}));
	private static final SyntaxId SAMR = Samr.INTERFACE.syntax();
	private static final int HEADER2 = 3;

	private static Controller controller;
	private static RpcEndpoint samr;

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
		samr = controller.endpoint(Samr.INTERFACE);
	}

	private static FragmentProtection bind(Handmade connection, Mechanism mechanism, AuthenticationLevel level)
			throws Exception {
		return connection.bind(false, 0, Samr.INTERFACE, 1, mechanism.security(level));
	}

	private static ContextHandle connect(Handmade connection, FragmentProtection protection, byte... trailer)
			throws Exception {
		Samr.Answer<ContextHandle> answer = connection.call(protection, 0, Samr.CONNECT5, Samr.MAXIMUM_ALLOWED,
				trailer);
		assertThat(answer.status()).isZero();
		return answer.value();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void integrityWithoutHeaderSigning(Mechanism mechanism) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, false)) {
			FragmentProtection protection = bind(connection, mechanism, AuthenticationLevel.INTEGRITY);
			connect(connection, protection);
			connect(connection, protection);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void privacyWithoutHeaderSigning(Mechanism mechanism) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, false)) {
			FragmentProtection protection = bind(connection, mechanism, AuthenticationLevel.PRIVACY);
			connect(connection, protection);
			connect(connection, protection);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void trueTrailersAreTaken(Mechanism mechanism) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, true)) {
			FragmentProtection protection = bind(connection, mechanism, AuthenticationLevel.PRIVACY);
			connect(connection, protection, VerificationTrailer.ofConnection(SAMR, SyntaxId.NDR20));
			connect(connection, protection, VerificationTrailer.ofContext(SAMR, SyntaxId.NDR20));
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aTrailerMayNotLieAboutTheInterface(Mechanism mechanism) throws Exception {
		isRefused(mechanism, true, VerificationTrailer.ofContext(DirectoryReplication.INTERFACE.syntax(),
				SyntaxId.NDR20));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aTrailerMayNotLieAboutTheTransferSyntax(Mechanism mechanism) throws Exception {
		isRefused(mechanism, true, VerificationTrailer.ofContext(SAMR, SyntaxId.NDR64));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aTrailerMayNotLieAboutHeaderSigning(Mechanism mechanism) throws Exception {
		isRefused(mechanism, false, VerificationTrailer.ofConnection(SAMR, SyntaxId.NDR20));
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aTrailerMayNotLieAboutTheHeader(Mechanism mechanism) throws Exception {
		ByteBuffer trailer = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN)
				.put(VerificationTrailer.ofContext(SAMR, SyntaxId.NDR20), 0, 8).putShort((short) (0x4000 | HEADER2))
				.putShort((short) 16).putInt(0).putInt(0x10).putInt(4711).putShort((short) 0)
				.putShort((short) Samr.CONNECT5.opnum());
		isRefused(mechanism, true, trailer.array());
	}

	private static void isRefused(Mechanism mechanism, boolean headerSigning, byte[] trailer) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, headerSigning)) {
			FragmentProtection protection = bind(connection, mechanism, AuthenticationLevel.PRIVACY);
			assertThatThrownBy(() -> connect(connection, protection, trailer)).isInstanceOfSatisfying(
					RpcFaultException.class, e -> assertThat(e.status()).isEqualTo(FaultStatus.ACCESS_DENIED));
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anotherAuthenticationOnTheSameConnection(Mechanism mechanism) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, true)) {
			FragmentProtection first = bind(connection, mechanism, AuthenticationLevel.PRIVACY);
			ContextHandle handle = connect(connection, first);
			FragmentProtection second = connection.bind(true, 0, Samr.INTERFACE, 2,
					mechanism.security(AuthenticationLevel.PRIVACY));
			assertThat(connection.call(second, 0, Samr.CLOSE_HANDLE, handle).value().isNull()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void severalSecurityContextsTakeTurns(Mechanism mechanism) throws Exception {
		try (Handmade connection = new Handmade(samr, 0, true)) {
			FragmentProtection privacy = bind(connection, mechanism, AuthenticationLevel.PRIVACY);
			for (Mechanism other : Mechanism.values()) {
				FragmentProtection integrity = connection.bind(true, 0, Samr.INTERFACE, 2 + other.ordinal(),
						other.security(AuthenticationLevel.INTEGRITY));
				connect(connection, privacy);
				connect(connection, integrity);
				connect(connection, privacy);
				connect(connection, integrity);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aSecondInterfaceOnTheSameConnection(Mechanism mechanism) throws Exception {
		try (RpcClient client = controller.client(Samr.INTERFACE, mechanism, AuthenticationLevel.PRIVACY)) {
			Controller.looksUp(client);
			assertThat(client.channel(MANAGEMENT).call(IS_LISTENING, null)).isEqualTo(1);
			Controller.looksUp(client);
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aHandleIsValidInTheWholeAssociationGroup(Mechanism mechanism) throws Exception {
		try (Handmade one = new Handmade(samr, 0, true)) {
			ContextHandle handle = connect(one, bind(one, mechanism, AuthenticationLevel.PRIVACY));
			try (Handmade two = new Handmade(samr, one.group(), true)) {
				FragmentProtection protection = bind(two, mechanism, AuthenticationLevel.PRIVACY);
				assertThat(two.group()).isEqualTo(one.group());
				assertThat(two.call(protection, 0, Samr.CLOSE_HANDLE, handle).value().isNull()).isTrue();
			}
		}
	}
}
