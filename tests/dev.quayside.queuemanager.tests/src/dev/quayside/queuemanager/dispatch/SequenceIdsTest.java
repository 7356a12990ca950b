package dev.quayside.queuemanager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class SequenceIdsTest {

	@Test
	void noTwoAreTheSameAndLaterOnesAreGreaterAlsoWhenTheClockGoesBack() {
		SequenceIds ids = new SequenceIds();
		Set<Long> given = new HashSet<>();
		long last = 0;
		for (long second : new long[]{ 100, 100, 101, 99, 101, 200 }) {
			for (int i = 0; i < 40_000; i++) {
				long id = ids.next(second);
				assertThat(id).isGreaterThan(last);
				assertThat(given.add(id)).isTrue();
				last = id;
			}
		}
	}

	@Test
	void theFirstOfASecondIsThatOfTheTimeAlone() {
		assertThat(new SequenceIds().next(0x12345678)).isEqualTo(0x1234567800000001L);
	}
}
