package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIdFinding.State;
import dev.quayside.ui.model.Words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a search for duplicate ids of queue managers has found, in words. */
public final class IdFindings {

	private IdFindings() {}

	/** In a table. */
	public static String words(Optional<QueueManagerIdFinding> finding) {
		return finding.map(QueueManagerIdFinding::state).map(IdFindings::words).orElse(Words.UNKNOWN);
	}

	private static String words(State state) {
		return switch (state) {
			case DUPLICATE -> "duplicate";
			case OTHER -> "not in the directory";
			case STALE_SETTINGS -> "stale at a site";
			case UNKNOWN -> Words.UNKNOWN;
			case AGREES -> "agrees";
		};
	}

	/** What breaks and what to do; empty where nothing is wrong. */
	static String advice(State state) {
		return switch (state) {
			case DUPLICATE ->
				"Messages for one of the machines reach the other. On the copy, remove and install MSMQ again";
			case OTHER -> "It was set up anew or is in a workgroup: nobody reaches it by its public queues. Remove and "
					+ "install MSMQ again there, as a member of the domain";
			case STALE_SETTINGS -> "The site routes by an id that is no longer the machine's. Remove and install MSMQ "
					+ "again there, which writes it anew";
			case UNKNOWN -> "Look at the machine and at port 1801 to it, and search again";
			case AGREES -> "";
		};
	}

	public static boolean isProblem(Collection<QueueManagerIdFinding> findings) {
		return findings.stream().anyMatch(finding -> finding.state().isProblem());
	}

	/** All of them in a sentence for each state, the worst first. */
	public static String summary(Collection<QueueManagerIdFinding> findings) {
		if (findings.isEmpty()) {
			return "There is no machine with MSMQ.";
		}
		List<String> sentences = new ArrayList<>();
		for (State state : State.values()) {
			long count = findings.stream().filter(finding -> finding.state() == state).count();
			if (count > 0) {
				sentences.add(sentence(state, count) + '.'
						+ (state.isProblem() ? ' ' + advice(state) + '.' : ""));
			}
		}
		return String.join(" ", sentences);
	}

	private static String sentence(State state, long count) {
		String machines = count == 1 ? "1 machine" : Words.count(count) + " machines";
		return switch (state) {
			case DUPLICATE -> machines + (count == 1 ? " has" : " have") + " the queue manager id of another one";
			case OTHER -> machines + (count == 1 ? " answers with an id" : " answer with ids")
					+ " that the directory does not have";
			case STALE_SETTINGS -> "Of " + machines + " a site has another id";
			case UNKNOWN -> "Of " + machines + " it is not known: not asked, or no answer";
			case AGREES -> machines + (count == 1 ? " answers with its own id" : " answer with their own ids");
		};
	}
}
