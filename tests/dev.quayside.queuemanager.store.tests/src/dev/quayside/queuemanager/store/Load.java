package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Eight senders and four receivers: plain messages, transactional ones, receives, moves to a subqueue and back, units of
 * work with receives, moves and rejects, some of them rolled back. Each says before what it is about to do, and afterwards
 * that it is done ({@link LoadLog}).
 */
final class Load {

	static final int SENDERS = 8;
	static final String PLAIN = "private$\\orders";
	static final String TRANSACTIONAL = "private$\\work";
	static final String LATER = PLAIN + ";later";
	static final String POISON = TRANSACTIONAL + ";poison";
	/** More should not wait in a queue. */
	static final int MAX_WAITING = 400;

	private static final int LARGE = 20_000;

	private final LoadTarget target;
	private final long round;
	private final int messages;
	private final Consumer<String> log;
	private final AtomicInteger sending = new AtomicInteger(SENDERS);
	private final AtomicReference<Exception> failure = new AtomicReference<>();
	private volatile boolean stopped;

	/**
	 * @param round
	 *            rises
	 * @param messages
	 *            of each sender
	 * @param log
	 *            gets the lines, one at a time
	 */
	Load(LoadTarget target, long round, int messages, Consumer<String> log) {
		this.target = target;
		this.round = round;
		this.messages = messages;
		this.log = log;
	}

	/** Whether a sender sends transactional messages. */
	static boolean isTransactional(int sender) {
		return sender % 2 == 1;
	}

	/** The body of a message that is called so. */
	static byte[] body(String id) {
		return new byte[id.hashCode() % 10 == 0 ? LARGE : 300];
	}

	/** Work that may fail, for instance because the disk has gone. */
	private interface Work {

		void run() throws Exception;
	}

	/** Runs until the senders have ended and the receivers find nothing more, or the target has gone. */
	void run() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int sender = 0; sender < SENDERS; sender++) {
			int own = sender;
			threads.add(start(() -> send(own, new SplittableRandom(round * 100 + own))));
		}
		threads.add(start(this::receive));
		threads.add(start(() -> move(new SplittableRandom(round * 100 + SENDERS))));
		for (int worker = 0; worker < 2; worker++) {
			SplittableRandom random = new SplittableRandom(round * 10 + worker);
			String name = "w" + round + "." + worker;
			threads.add(start(() -> {
				try (LoadClient own = target.client()) {
					new LoadWorker(this, own, name, random).run();
				}
			}));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		if (failure.get() != null) {
			throw new AssertionError("The load has failed", failure.get());
		}
	}

	private Thread start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			} catch (Exception e) {
				failed(e);
			}
		});
		thread.start();
		return thread;
	}

	/** What was not said to be done may not be. */
	private void failed(Exception e) {
		stopped = true;
		if (!target.isExpected(e)) {
			failure.compareAndSet(null, e);
		}
	}

	void say(String line) {
		synchronized (log) {
			log.accept(line);
		}
	}

	private void send(int sender, SplittableRandom random) throws Exception {
		try {
			target.send(sender, target.unfinished(sender), this::acknowledged);
			int number = 0;
			while (number < messages && !stopped) {
				while (!stopped && target.isFull()) {
					LockSupport.parkNanos(1_000_000);
				}
				List<String> ids = new ArrayList<>();
				for (int more = random.nextInt(3); more >= 0 && number < messages; more--) {
					String id = LoadLog.id(round, sender, ++number);
					say("S " + id);
					ids.add(id);
				}
				target.send(sender, ids, this::acknowledged);
			}
		} finally {
			sending.decrementAndGet();
		}
	}

	private void acknowledged(String id) {
		say("A " + id);
	}

	/** Whether a receiver that has found nothing should go on. */
	boolean isGoingOn() {
		return sending.get() > 0 && !stopped;
	}

	private void receive() throws Exception {
		try (LoadClient client = target.client()) {
			boolean last = false;
			while (!last) {
				boolean goOn = isGoingOn();
				Optional<LoadClient.Taken> taken = client.receive(PLAIN);
				if (taken.isPresent()) {
					say("R " + taken.get().id());
					client.end(taken.get());
					say("T " + taken.get().id());
				}
				last = taken.isEmpty() && !goOn;
			}
		}
	}

	private void move(SplittableRandom random) throws Exception {
		try (LoadClient client = target.client()) {
			while (isGoingOn()) {
				move(client, PLAIN, LATER);
				if (random.nextInt(3) > 0) {
					move(client, LATER, PLAIN);
				}
			}
		}
	}

	private void move(LoadClient client, String source, String to) throws Exception {
		Optional<LoadClient.Taken> seen = client.peek(source);
		if (seen.isEmpty()) {
			return;
		}
		String what = seen.get().id() + " " + to;
		say("M " + what);
		say((client.move(seen.get(), to) ? "N " : "F ") + what);
	}
}
