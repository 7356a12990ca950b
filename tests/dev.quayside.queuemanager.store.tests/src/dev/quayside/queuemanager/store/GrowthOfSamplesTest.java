package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GrowthOfSamplesTest {

	private static final long MIB = 1024 * 1024;

	private static Growth growth(long... mebibytes) {
		Growth growth = new Growth("heap");
		for (long sample : mebibytes) {
			growth.add(sample * MIB);
		}
		return growth;
	}

	@Test
	void whatStaysOrGrowsAtTheBeginningOnlyIsFlat() {
		assertThatCode(growth(10, 20, 30, 40, 41, 39, 40, 90, 41)::check).doesNotThrowAnyException();
	}

	@Test
	void whatGoesOnGrowingIsNot() {
		assertThatThrownBy(growth(10, 20, 30, 40, 50, 60, 70, 80, 90)::check)
				.hasMessageContaining("medians of the thirds of 9 rounds: 20.0, 50.0, 80.0");
	}
}
