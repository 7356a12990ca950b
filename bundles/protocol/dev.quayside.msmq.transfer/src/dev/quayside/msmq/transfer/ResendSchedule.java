package dev.quayside.msmq.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * After which times without an OrderAck transactional messages are sent again ([MS-MQQB] 3.1.3.1).
 *
 * @param intervals
 *            one after the other; the last stays
 */
public record ResendSchedule(List<Duration> intervals) {

	private static final int TIMES = 3;

	/** Three times 30 seconds, 5 minutes and 30 minutes, then every 6 hours. */
	public static final ResendSchedule DEFAULT = of(Duration.ofSeconds(30), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(6));

	public ResendSchedule {
		intervals = List.copyOf(intervals);
		if (intervals.isEmpty()) {
			throw new IllegalArgumentException("A schedule without times");
		}
	}

	/** Three times each of the first three, then the last. */
	public static ResendSchedule of(Duration brief, Duration medium, Duration lengthy, Duration last) {
		List<Duration> all = new ArrayList<>();
		for (Duration interval : List.of(brief, medium, lengthy)) {
			all.addAll(Collections.nCopies(TIMES, interval));
		}
		all.add(last);
		return new ResendSchedule(all);
	}

	/** Always after the same time. */
	public static ResendSchedule every(Duration interval) {
		return new ResendSchedule(List.of(interval));
	}

	/**
	 * @param index
	 *            how often it was sent again without success
	 */
	public Duration interval(int index) {
		return intervals.get(Math.min(index, intervals.size() - 1));
	}
}
