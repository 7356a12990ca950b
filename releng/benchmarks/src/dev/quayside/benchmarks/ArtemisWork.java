package dev.quayside.benchmarks;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Clients of Artemis over its core protocol. */
final class ArtemisWork {

	private static final int WINDOW = 64;
	/** Bytes of confirmations that may be outstanding. */
	private static final int CONFIRMATIONS = 1024 * 1024;
	private static final int PATIENCE_MILLIS = 30_000;

	private ArtemisWork() {}

	private static ClientSession connect(String port, boolean isTransacted) throws Exception {
		ServerLocator locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + port);
		locator.setBlockOnDurableSend(false).setConfirmationWindowSize(isTransacted ? -1 : CONFIRMATIONS);
		ClientSessionFactory factory = locator.createSessionFactory();
		return factory.createSession(!isTransacted, true);
	}

	private static ClientMessage message(ClientSession session, boolean isDurable) {
		ClientMessage message = session.createMessage(isDurable);
		message.getBodyBuffer().writeBytes(new byte[Messages.BODY]);
		return message;
	}

	/**
	 * Senders with a connection each, whose durable messages count when the broker has confirmed them; arguments: port,
	 * senders, {@code window} to have 64 without confirmation or {@code transactions} to commit each hundred. Each turn has a
	 * new queue.
	 */
	static Worker.Work send(List<String> arguments) throws Exception {
		boolean transacted = arguments.get(2).equals("transactions");
		List<ClientSession> sessions = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(arguments.get(1)); i++) {
			sessions.add(connect(arguments.get(0), transacted));
		}
		Callers callers = new Callers(sessions.size());
		ClientSession control = connect(arguments.get(0), false);
		return new Worker.Work() {
			private String queue;

			@Override
			public void prepare() throws ActiveMQException {
				if (queue != null) {
					control.deleteQueue(queue);
				}
				queue = UUID.randomUUID().toString();
				control.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
			}

			@Override
			public long until(long deadline) throws Exception {
				return callers.run(deadline, (number, end) -> {
					ClientSession session = sessions.get(number);
					try (ClientProducer producer = session.createProducer(queue)) {
						return transacted ? commitHundreds(session, producer, end) : fill(session, producer, end);
					}
				});
			}
		};
	}

	private static long fill(ClientSession session, ClientProducer producer, long end) throws Exception {
		Semaphore free = new Semaphore(WINDOW);
		long count = 0;
		while (System.nanoTime() < end) {
			free.acquire();
			producer.send(message(session, true), confirmed -> free.release());
			count++;
		}
		free.acquire(WINDOW);
		return count;
	}

	private static long commitHundreds(ClientSession session, ClientProducer producer, long end)
			throws ActiveMQException {
		long count = 0;
		while (System.nanoTime() < end) {
			for (int i = 0; i < SendWork.UNIT; i++) {
				producer.send(message(session, true));
			}
			session.commit();
			count += SendWork.UNIT;
		}
		return count;
	}

	/** Fills a queue, and reads it whole with a browser in each turn; arguments: port, messages. */
	static Worker.Work browse(List<String> arguments) throws Exception {
		ClientSession session = connect(arguments.get(0), false);
		int count = Integer.parseInt(arguments.get(1));
		session.createQueue(QueueConfiguration.of("browse").setRoutingType(RoutingType.ANYCAST));
		try (ClientProducer producer = session.createProducer("browse")) {
			fill(session, producer, count);
		}
		session.start();
		return deadline -> {
			try (ClientConsumer browser = session.createConsumer("browse", true)) {
				for (int i = 0; i < count; i++) {
					ClientMessage message = browser.receive(PATIENCE_MILLIS);
					if (message == null || message.getBodySize() < Messages.BODY) {
						throw new IllegalStateException("Message " + i + " of " + count + " did not come whole");
					}
				}
			}
			return count;
		};
	}

	private static void fill(ClientSession session, ClientProducer producer, int count) throws Exception {
		Semaphore free = new Semaphore(WINDOW);
		for (int i = 0; i < count; i++) {
			free.acquire();
			producer.send(message(session, false), confirmed -> free.release());
		}
		free.acquire(WINDOW);
	}
}
