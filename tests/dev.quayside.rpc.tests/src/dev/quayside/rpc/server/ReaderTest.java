package dev.quayside.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The two threads that read, with calls that take as long as a test wants. */
@Timeout(30)
class ReaderTest {

	private final BlockingQueue<Consumer<Reader>> incoming = new LinkedBlockingQueue<>();
	private final ExecutorService pool = Executors.newCachedThreadPool(task -> new Thread(task, "pool"));
	private final CountDownLatch end = new CountDownLatch(1);
	private volatile boolean over;
	private Reader[] readers;

	@BeforeEach
	void start() {
		readers = Reader.pair("reader", new Reader.Work() {
			@Override
			public void read() {
				try {
					Consumer<Reader> what = incoming.poll(100, TimeUnit.MILLISECONDS);
					if (what != null) {
						what.accept((Reader) Thread.currentThread());
					}
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
			}

			@Override
			public void handOver(Runnable call) {
				pool.execute(call);
			}

			@Override
			public boolean isOver() {
				return over;
			}
		});
		readers[0].start();
		readers[1].start();
	}

	@AfterEach
	void stop() throws InterruptedException {
		over = true;
		end.countDown();
		for (Reader reader : readers) {
			LockSupport.unpark(reader);
			reader.join();
		}
		pool.shutdown();
	}

	private void comes(Runnable... calls) {
		incoming.add(reader -> List.of(calls).forEach(call -> reader.take(call, false)));
	}

	/** The thread that ran it. */
	private CompletableFuture<Thread> call() {
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		comes(() -> ran.complete(Thread.currentThread()));
		return ran;
	}

	private CompletableFuture<Thread> callThatBlocks() {
		CompletableFuture<Thread> began = new CompletableFuture<>();
		comes(() -> {
			began.complete(Thread.currentThread());
			try {
				end.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		return began;
	}

	@Test
	void aCallRunsInTheThreadThatHasReadIt() throws Exception {
		assertThat(call().get()).isSameAs(readers[0]);
	}

	@Test
	void ofSeveralCallsThatCameAtOnceTheLastRunsInTheThreadThatHasReadThem() throws Exception {
		CompletableFuture<Thread> first = new CompletableFuture<>();
		CompletableFuture<Thread> second = new CompletableFuture<>();
		comes(() -> first.complete(Thread.currentThread()), () -> second.complete(Thread.currentThread()));
		assertThat(first.get().getName()).isEqualTo("pool");
		assertThat(second.get()).isSameAs(readers[0]);
	}

	@Test
	void callsThatBlockDoNotHoldUpTheOthers() throws Exception {
		for (int i = 0; i < 20; i++) {
			callThatBlocks().get();
		}
		assertThat(call().get().getName()).isEqualTo("pool");
	}

	@Test
	void whatIsHeldBackIsSentAlsoWhereOthersRunTheCalls() throws Exception {
		callThatBlocks().get();
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		CompletableFuture<Void> sent = new CompletableFuture<>();
		incoming.add(reader -> {
			reader.take(() -> ran.complete(Thread.currentThread()), true);
			assertThat(reader.burst().holds()).isTrue();
			reader.burst().hold(() -> sent.complete(null));
		});
		assertThat(ran.get().getName()).isEqualTo("pool");
		sent.get();
	}

	@Test
	void afterALongSilenceACallThatBlocksDoesNotHoldUpTheOthers() throws Exception {
		call().get();
		while (readers[0].getState() != Thread.State.WAITING && readers[1].getState() != Thread.State.WAITING) {
			Thread.sleep(10);
		}
		assertThat(callThatBlocks().get()).isInstanceOf(Reader.class);
		assertThat(call().get().getName()).isEqualTo("pool");
	}

	@Test
	void whatACallWantsToHaveDoneIsDoneElsewhere() throws Exception {
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		comes(() -> ((Reader) Thread.currentThread()).take(() -> ran.complete(Thread.currentThread()), false));
		assertThat(ran.get().getName()).isEqualTo("pool");
	}

	@Test
	void whenTheCallThatBlockedIsOverCallsAreRunWhereTheyAreReadAgain() throws Exception {
		callThatBlocks().get();
		call().get();
		end.countDown();
		Thread ran = call().get();
		while (ran.getName().equals("pool")) {
			ran = call().get();
		}
		assertThat(ran).isInstanceOf(Reader.class);
	}

	@Test
	void aCallThatFailsDoesNotEndTheThread() throws Exception {
		comes(() -> {
			throw new IllegalStateException("on purpose");
		});
		call().get();
		assertThat(readers).allMatch(Thread::isAlive);
	}
}
