package dev.quayside.queuemanager.dispatch;

import dev.quayside.queuemanager.store.MessageStore;
import dev.quayside.queuemanager.store.StoreChange;
import dev.quayside.queuemanager.store.StoredQueue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A store whose changes can be put off, whose callers can be made to wait, and some of whose messages are damaged. */
final class HeldStore {

	private final MessageStore store;
	private final List<Runnable> held = new ArrayList<>();
	private Class<? extends StoreChange> holding;
	/** Who makes a change waits for this. */
	volatile CountDownLatch gate = new CountDownLatch(0);
	/** Lookup ids of messages that are damaged. */
	final Set<Long> unreadable = ConcurrentHashMap.newKeySet();

	HeldStore(MessageStore store) {
		this.store = store;
	}

	MessageStore proxy() {
		return (MessageStore) Proxy.newProxyInstance(HeldStore.class.getClassLoader(),
				new Class<?>[]{ MessageStore.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("apply")) {
						gate.await();
						@SuppressWarnings("unchecked")
						List<StoreChange> changes = (List<StoreChange>) arguments[0];
						return apply(changes, (Boolean) arguments[1]);
					}
					try {
						Object result = method.invoke(store, arguments);
						return result instanceof StoredQueue queue ? damaged(queue) : result;
					} catch (InvocationTargetException e) {
						throw e.getCause();
					}
				});
	}

	private StoredQueue damaged(StoredQueue queue) {
		return (StoredQueue) Proxy.newProxyInstance(HeldStore.class.getClassLoader(),
				new Class<?>[]{ StoredQueue.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("read") && unreadable.contains(arguments[0])) {
						return null;
					}
					try {
						return method.invoke(queue, arguments);
					} catch (InvocationTargetException e) {
						throw e.getCause();
					}
				});
	}

	private synchronized CompletionStage<Void> apply(List<StoreChange> changes, boolean force) {
		if (holding == null || changes.stream().noneMatch(holding::isInstance)) {
			return store.apply(changes, force);
		}
		CompletableFuture<Void> done = new CompletableFuture<>();
		held.add(() -> store.apply(changes, force).whenComplete((nothing, failure) -> {
			if (failure == null) {
				done.complete(null);
			} else {
				done.completeExceptionally(failure);
			}
		}));
		return done;
	}

	/** From now on changes with one of this kind wait. */
	synchronized void hold(Class<? extends StoreChange> kind) {
		holding = kind;
	}

	synchronized int held() {
		return held.size();
	}

	/** Makes all that waits, and lets the rest pass. */
	synchronized void proceed() {
		holding = null;
		held.forEach(Runnable::run);
		held.clear();
	}
}
