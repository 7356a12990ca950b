package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Whether something grows from round to round: the median of the last third against that of the second. */
final class Growth {

	private static final int ENOUGH = 9;
	private static final double TENTH = 0.1;
	private static final long MIB = 1024 * 1024;
	/** What two medians of something flat may differ by anyhow. */
	private static final long NOISE = 6 * MIB;

	private final String what;
	private final List<Long> samples = new ArrayList<>();

	Growth(String what) {
		this.what = what;
	}

	void add(long bytes) {
		samples.add(bytes);
	}

	private long median(int third) {
		int size = samples.size();
		List<Long> part = samples.subList(size * third / 3, size * (third + 1) / 3).stream().sorted().toList();
		return part.get(part.size() / 2);
	}

	/** Fails if it grows; too few rounds cannot tell. */
	void check() {
		if (samples.size() >= ENOUGH) {
			long second = median(1);
			assertThat(median(2)).as("growth, " + this)
					.isLessThanOrEqualTo(second + Math.max(NOISE, (long) (second * TENTH)));
		}
	}

	@Override
	public String toString() {
		if (samples.size() < ENOUGH) {
			return what + ": " + samples.size() + " rounds cannot tell whether it grows";
		}
		return String.format("%s in MiB, medians of the thirds of %d rounds: %.1f, %.1f, %.1f", what, samples.size(),
				median(0) / (double) MIB, median(1) / (double) MIB, median(2) / (double) MIB);
	}
}
