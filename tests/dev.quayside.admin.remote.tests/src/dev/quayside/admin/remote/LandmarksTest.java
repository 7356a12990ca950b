package dev.quayside.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LandmarksTest {

	private final Landmarks landmarks = new Landmarks();

	@Test
	void eachIsTwiceAsFarAwayAsTheOneBefore() {
		for (long id = 1; id <= 20; id++) {
			landmarks.saw(id);
		}
		assertThat(landmarks.beside(10, true)).containsExactly(9L, 8L, 6L, 2L);
		assertThat(landmarks.beside(10, false)).containsExactly(11L, 12L, 14L, 18L);
		assertThat(landmarks.beside(1, true)).isEmpty();
	}

	@Test
	void idsHaveNoSign() {
		landmarks.saw(-1);
		landmarks.saw(1);
		assertThat(landmarks.beside(2, false)).containsExactly(-1L);
	}

	@Test
	void thoseFarAwayAreForgotten() {
		for (long id = 1; id <= 10_000; id++) {
			landmarks.saw(id);
		}
		assertThat(landmarks.beside(10_001, true)).contains(10_000L).allMatch(id -> id > 10_000 - 4096);
		for (long id = 5_000; id > 0; id--) {
			landmarks.saw(id);
		}
		assertThat(landmarks.beside(0, false)).contains(1L).allMatch(id -> id <= 4096);
	}
}
