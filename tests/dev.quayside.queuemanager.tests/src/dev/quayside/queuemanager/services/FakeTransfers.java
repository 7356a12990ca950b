package dev.quayside.queuemanager.services;

import dev.quayside.queuemanager.engine.Queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The binary protocol as tests want it to be. */
final class FakeTransfers implements Transfers {

	final Map<String, Outgoing> outgoing = new HashMap<>();
	final Map<String, List<Incoming>> incoming = new HashMap<>();
	final List<String> orders = new ArrayList<>();
	private boolean online = true;

	@Override
	public boolean isOnline() {
		return online;
	}

	@Override
	public CompletionStage<Void> setOnline(boolean wanted) {
		online = wanted;
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public Optional<Outgoing> outgoing(Queue queue) {
		return Optional.ofNullable(outgoing.get(queue.name()));
	}

	@Override
	public List<Incoming> incoming(Queue queue) {
		return incoming.getOrDefault(queue.name(), List.of());
	}

	@Override
	public CompletionStage<Void> setPaused(Queue queue, boolean wanted) {
		orders.add((wanted ? "pause " : "resume ") + queue.name());
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void resend(Queue queue) {
		orders.add("resend " + queue.name());
	}
}
