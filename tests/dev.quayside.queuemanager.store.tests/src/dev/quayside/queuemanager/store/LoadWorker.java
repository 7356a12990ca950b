package dev.quayside.queuemanager.store;

import java.util.Optional;
import java.util.SplittableRandom;

/** One unit of work after the other: receives, rejects, moves to the subqueue and back; then committed or rolled back. */
final class LoadWorker {

	private final Load load;
	private final LoadClient client;
	private final String name;
	private final SplittableRandom random;
	private int works;

	LoadWorker(Load load, LoadClient client, String name, SplittableRandom random) {
		this.load = load;
		this.client = client;
		this.name = name;
		this.random = random;
	}

	void run() throws Exception {
		boolean last = false;
		while (!last) {
			boolean goOn = load.isGoingOn();
			last = !work() && !goOn;
		}
	}

	/** Whether there was something to do. */
	private boolean work() throws Exception {
		client.begin();
		StringBuilder what = new StringBuilder();
		for (int count = 1 + random.nextInt(3); count > 0; count--) {
			Optional<LoadClient.Taken> taken = client.receive(Load.TRANSACTIONAL);
			if (taken.isPresent()) {
				client.end(taken.get());
				boolean rejected = random.nextInt(8) == 0;
				if (rejected) {
					client.reject(taken.get());
				}
				what.append(rejected ? " reject:" : " take:").append(taken.get().id());
			}
		}
		if (random.nextInt(2) == 0) {
			move(Load.TRANSACTIONAL, Load.POISON).ifPresent(id -> what.append(" poison:").append(id));
		}
		if (random.nextInt(3) == 0) {
			move(Load.POISON, Load.TRANSACTIONAL).ifPresent(id -> what.append(" back:").append(id));
		}
		decide(name + "." + ++works, what.toString());
		return !what.isEmpty();
	}

	private Optional<String> move(String source, String target) throws Exception {
		Optional<LoadClient.Taken> seen = client.peek(source);
		return seen.isPresent() && client.move(seen.get(), target) ? Optional.of(seen.get().id()) : Optional.empty();
	}

	private void decide(String called, String what) throws Exception {
		if (random.nextInt(5) == 0) {
			client.abort();
			return;
		}
		load.say("C " + called + what);
		client.commit();
		load.say("K " + called);
	}
}
