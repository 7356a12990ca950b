package dev.quayside.queuemanager.store;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.packet.MessageClass;
import dev.quayside.queuemanager.engine.Access;
import dev.quayside.queuemanager.engine.OpenQueue;
import dev.quayside.queuemanager.engine.Queue;
import dev.quayside.queuemanager.engine.QueueClient;

import java.util.Optional;
import java.util.SplittableRandom;

/** One unit of work after the other: receives, rejects, moves to the subqueue and back; then committed or rolled back. */
final class LoadWorker implements AutoCloseable {

	private final Load load;
	private final String name;
	private final SplittableRandom random;
	private final LoadReader reader;
	private final OpenQueue toPoison;
	private final OpenQueue back;
	private final LoadReader poison;
	private int works;

	LoadWorker(Load load, Queue queue, String name, SplittableRandom random) throws MqException, StoreException {
		this.load = load;
		this.name = name;
		this.random = random;
		this.reader = new LoadReader(queue.open(Access.RECEIVE, false, QueueClient.OWN));
		this.toPoison = load.openForMove(Load.POISON);
		this.back = load.openForMove(Load.TRANSACTIONAL);
		this.poison = new LoadReader(load.find(Load.POISON).open(Access.RECEIVE, false, QueueClient.OWN));
	}

	void run() throws MqException, StoreException {
		boolean last = false;
		while (!last) {
			boolean goOn = load.isGoingOn();
			last = !work() && !goOn;
		}
	}

	/** Whether there was something to do. */
	private boolean work() throws MqException, StoreException {
		UnitOfWork work = UnitOfWork.random();
		load.manager().transactions().begin(work, this);
		StringBuilder what = new StringBuilder();
		for (int count = 1 + random.nextInt(3); count > 0; count--) {
			Optional<LoadReader.Taken> taken = reader.receive(work);
			if (taken.isPresent()) {
				reader.end(taken.get());
				boolean rejected = random.nextInt(8) == 0;
				if (rejected) {
					reader.open().setUserAcknowledgement(taken.get().lookupId(), MessageClass.NACK_RECEIVE_REJECTED);
				}
				what.append(rejected ? " reject:" : " take:").append(taken.get().id());
			}
		}
		if (random.nextInt(2) == 0) {
			move(reader, toPoison, work).ifPresent(id -> what.append(" poison:").append(id));
		}
		if (random.nextInt(3) == 0) {
			move(poison, back, work).ifPresent(id -> what.append(" back:").append(id));
		}
		decide(work, name + "." + ++works, what.toString());
		return !what.isEmpty();
	}

	private static Optional<String> move(LoadReader source, OpenQueue target, UnitOfWork work)
			throws MqException, StoreException {
		Optional<LoadReader.Taken> seen = source.peek();
		return seen.isPresent() && source.move(seen.get(), target, work)
				? Optional.of(seen.get().id())
				: Optional.empty();
	}

	private void decide(UnitOfWork work, String called, String what) throws MqException, StoreException {
		if (random.nextInt(5) == 0) {
			LoadReader.await(load.manager().transactions().abort(work));
			return;
		}
		load.say("C " + called + what);
		LoadReader.await(load.manager().transactions().commit(work));
		load.say("K " + called);
	}

	@Override
	public void close() {
		reader.close();
		poison.close();
		toPoison.close();
		back.close();
	}
}
