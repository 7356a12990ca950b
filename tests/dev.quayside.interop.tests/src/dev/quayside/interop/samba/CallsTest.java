package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;
import dev.quayside.rpc.endpoint.EndpointMap;
import dev.quayside.rpc.endpoint.EndpointMapper;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.Relay;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls of samr and drsuapi, protected in every way. */
@Timeout(60)
class CallsTest {

	private static final int REQUEST = 0;
	private static final int RESPONSE = 2;
	private static final int MANY = 10;
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final RpcClientOptions SMALL = new RpcClientOptions(PATIENCE, PATIENCE, PATIENCE, 1, 2048);

	private static Controller controller;

	private final List<byte[]> frames = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void start() throws Exception {
		controller = Controller.shared();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void samrAtIntegrity(Mechanism mechanism) throws Exception {
		looksUp(mechanism, AuthenticationLevel.INTEGRITY);
		assertThat(shows("Administrator")).isTrue();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void samrAtPrivacy(Mechanism mechanism) throws Exception {
		looksUp(mechanism, AuthenticationLevel.PRIVACY);
		assertThat(shows("Administrator")).isFalse();
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void samrAtPacket(Mechanism mechanism) throws Exception {
		looksUp(mechanism, AuthenticationLevel.PACKET);
	}

	private void looksUp(Mechanism mechanism, AuthenticationLevel level) throws Exception {
		try (Relay relay = controller.relay(Samr.INTERFACE, this::seen, this::seen);
				RpcClient client = controller.client(relay, mechanism, level)) {
			Controller.looksUp(client);
			assertThat(client.security().orElseThrow().mechanism()).isEqualTo(mechanism.proven());
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void drsuapiAtPrivacy(Mechanism mechanism) throws Exception {
		try (RpcClient client = controller.client(DirectoryReplication.INTERFACE, mechanism,
				AuthenticationLevel.PRIVACY)) {
			RpcChannel drsuapi = client.channel(DirectoryReplication.INTERFACE);
			ContextHandle handle = drsuapi.call(DirectoryReplication.BIND, null).value();
			assertThat(drsuapi.call(DirectoryReplication.CRACK_NAMES,
					new DirectoryReplication.Names(handle, List.of("QUAYSIDE\\alice", "QUAYSIDE\\nobody"))).value())
					.containsExactly("CN=alice,CN=Users,DC=quayside,DC=test", "");
			assertThat(drsuapi.call(DirectoryReplication.UNBIND, handle).value().isNull()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void aRequestOfManyFragments(Mechanism mechanism) throws Exception {
		List<String> names = new ArrayList<>(Collections.nCopies(Samr.MAX_LOOKUP, "x".repeat(100)));
		names.set(Samr.MAX_LOOKUP - 1, ActiveDirectory.USER);
		try (Relay relay = controller.relay(Samr.INTERFACE, this::seen, this::seen);
				RpcClient client = controller.client(relay, mechanism, AuthenticationLevel.PRIVACY)) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			ContextHandle domain = Controller.openDomain(samr);
			frames.clear();
			Samr.Answer<List<Long>> answer = samr.call(Samr.LOOKUP_NAMES, new Samr.Names(domain, names));
			assertThat(answer.status()).isEqualTo(Samr.SOME_NOT_MAPPED);
			assertThat(answer.value()).hasSize(Samr.MAX_LOOKUP).startsWith(0L);
			assertThat(answer.value().get(Samr.MAX_LOOKUP - 1)).isGreaterThan(1000);
			assertThat(count(REQUEST)).isGreaterThan(MANY);
			assertThat(shows("xxx")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void anAnswerOfManyFragments(Mechanism mechanism) throws Exception {
		try (Relay relay = controller.relay(Samr.INTERFACE, this::seen, this::seen);
				RpcClient client = new RpcClient(new RpcEndpoint(controller.host(), relay.port()), SMALL
						.withSecurity(mechanism.security(AuthenticationLevel.PRIVACY)))) {
			RpcChannel samr = client.channel(Samr.INTERFACE);
			ContextHandle domain = Controller.openDomain(samr);
			frames.clear();
			assertThat(samr.call(Samr.LOOKUP_IDS,
					new Samr.Ids(domain, Collections.nCopies(Samr.MAX_LOOKUP, 500L))).value())
					.hasSize(Samr.MAX_LOOKUP).containsOnly("Administrator");
			assertThat(count(RESPONSE)).isGreaterThan(MANY);
			assertThat(frames).allMatch(frame -> frame.length <= SMALL.maxFragment());
		}
	}

	@ParameterizedTest
	@EnumSource(Mechanism.class)
	void theEndpointMapper(Mechanism mechanism) throws Exception {
		int samr = controller.endpoint(Samr.INTERFACE).port();
		assertThat(samr).isNotEqualTo(controller.endpoint(DirectoryReplication.INTERFACE).port());
		try (RpcClient client = Controller.client(controller.mapper(),
				mechanism.security(AuthenticationLevel.INTEGRITY))) {
			EndpointMapper mapper = new EndpointMapper(client.channel(EndpointMap.INTERFACE));
			assertThat(mapper.tcpPorts(Samr.INTERFACE, CallOptions.defaults())).containsExactly(samr);
			assertThat(mapper.tcpPorts(RemoteRead.INTERFACE, CallOptions.defaults())).isEmpty();
		}
	}

	private byte[] seen(byte[] frame) {
		frames.add(frame);
		return frame;
	}

	private long count(int type) {
		return frames.stream().filter(frame -> frame[2] == type).count();
	}

	/** Whether the text can be read on the wire. */
	private boolean shows(String text) {
		String wire = new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
		return frames.stream().anyMatch(frame -> new String(frame, StandardCharsets.ISO_8859_1).contains(wire));
	}
}
