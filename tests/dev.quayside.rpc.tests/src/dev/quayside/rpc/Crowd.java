package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.client.RpcChannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads that call at once. */
final class Crowd {

	private Crowd() {}

	/** Each thread has to get back what it sent, call after call. */
	static void echoes(RpcChannel channel, int threads, int rounds) throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> results = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				Random random = new Random(i);
				results.add(pool.submit(() -> {
					for (int round = 0; round < rounds; round++) {
						byte[] bytes = new byte[random.nextInt(20_000)];
						random.nextBytes(bytes);
						assertThat(channel.call(Echo.ECHO, bytes)).isEqualTo(bytes);
					}
					return null;
				}));
			}
			for (Future<?> result : results) {
				result.get(30, TimeUnit.SECONDS);
			}
		} finally {
			pool.shutdownNow();
		}
	}
}
