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
	void whatWasInUseIsNotGivenAgain() {
		SequenceIds ids = new SequenceIds();
		ids.used(0x1_0000_4711L + (200L << 32));
		ids.used(5);
		assertThat(ids.next(100)).isEqualTo((200L << 32) + 0x1_0001_0001L).isEqualTo(ids.last());
	}

	@Test
	void idsGoOnBehind2038() {
		SequenceIds ids = new SequenceIds();
		long before = ids.next(0x7FFFFFFFL);
		assertThat(Long.compareUnsigned(ids.next(0x80000000L), before)).isPositive();
	}

	@Test
	void theFirstOfASecondIsThatOfTheTimeAlone() {
		assertThat(new SequenceIds().next(0x12345678)).isEqualTo(0x1234567800000001L);
	}
}
