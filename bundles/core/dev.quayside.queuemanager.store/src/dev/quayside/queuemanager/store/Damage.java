package dev.quayside.queuemanager.store;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: the first sentences, and how many there were. */
final class Damage {

	private static final int MAX_SENTENCES = 100;

	private final List<String> sentences = new ArrayList<>();
	private long count;

	void add(String sentence) {
		count++;
		if (sentences.size() < MAX_SENTENCES) {
			sentences.add(sentence);
		}
	}

	/** Runs a step of a walk, which may end where something cannot be read. */
	void watch(String what, Runnable step) {
		try {
			step.run();
		} catch (RuntimeException e) {
			add(what + " cannot be read: " + StoreFile.reason(e));
		}
	}

	List<String> sentences() {
		return List.copyOf(sentences);
	}

	long count() {
		return count;
	}
}
