package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;
import dev.quayside.testkit.Rounds;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Ten million spoilt PDUs against a server: 200,000 always, the rest with {@code ./test --long=fuzz}. It stays up, keeps
 * nothing of those who spoil, and serves the others meanwhile.
 */
class FuzzTest {

	private static final long SEED = 20261125;
	private static final int WARM_UP = 10_000;
	private static final int IN_MEMORY = 190_000;
	private static final int OVER_TCP = 10_000;

	private static final int ROUND_IN_MEMORY = 96_000;
	private static final int ROUND_OVER_TCP = 4_000;
	/** Together with the 200,000 of every run ten millions. */
	private static final int ROUNDS = 98;

	/** NTLM alone and within SPNEGO, each also with a wrong password. */
	private static final List<SecurityInitiator> CLIENTS = List.of(ntlm(FuzzServer.PASSWORD), ntlm("wrong"),
			new NegotiateInitiator(List.of(ntlm(FuzzServer.PASSWORD))), new NegotiateInitiator(List.of(ntlm("wrong"))));

	private static SecurityInitiator ntlm(String password) {
		return new NtlmInitiator("", FuzzServer.USER, password.toCharArray());
	}

	@Test
	void spoiltPdusLeaveNothingBehind() throws Exception {
		try (FuzzServer server = new FuzzServer()) {
			warmUp(server);
			attack(server, SEED, IN_MEMORY, OVER_TCP);
		}
	}

	@Test
	@Tag("long")
	@Tag("fuzz")
	void millionsOfSpoiltPdusLeaveNothingBehind() throws Exception {
		try (FuzzServer server = new FuzzServer()) {
			warmUp(server);
			AtomicLong pdus = new AtomicLong();
			Rounds.counted("fuzz", "rpc", ROUNDS,
					seed -> pdus.addAndGet(attack(server, seed, ROUND_IN_MEMORY, ROUND_OVER_TCP)));
			Rounds.say("fuzz", "%,d spoilt PDUs, %s".formatted(pdus.get(), server.heapInWords()));
		}
	}

	private static void warmUp(FuzzServer server) throws Exception {
		SplittableRandom random = new SplittableRandom(1);
		inMemory(server, random.split(), WARM_UP);
		overTcp(server, random.split(), WARM_UP / 10);
		server.remember();
	}

	private static long inMemory(FuzzServer server, SplittableRandom random, int count) throws Exception {
		List<Supplier<Conversation>> kinds = Conversations.authenticated(CLIENTS, random.split());
		try (MemoryFuzz fuzz = new MemoryFuzz(server.server(), kinds, random, count)) {
			return fuzz.run();
		}
	}

	private static long overTcp(FuzzServer server, SplittableRandom random, int count) throws Exception {
		List<Supplier<Conversation>> kinds = Conversations.authenticated(CLIENTS, random.split());
		return new SocketFuzz(server.server().localPort(), kinds, random).run(count);
	}

	private static long attack(FuzzServer server, long seed, int inMemory, int overTcp) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		long done = inMemory(server, random.split(), inMemory);
		done += overTcp(server, random.split(), overTcp);
		assertThat(done).isGreaterThanOrEqualTo(inMemory + overTcp);
		server.check("seed " + seed);
		return done;
	}
}
