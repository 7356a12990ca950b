package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageClassesTest {

	@Test
	void reasonsAreSaidInWordsAndWithTheirNames() {
		assertThat(MessageClasses.words("NACK_RECEIVE_REJECTED")).isEqualTo("rejected by receiver");
		assertThat(MessageClasses.detail("NACK_RECEIVE_REJECTED"))
				.isEqualTo("rejected by receiver (NACK_RECEIVE_REJECTED)");
	}

	@Test
	void aClassWithoutWordsIsShownAsItIs() {
		assertThat(MessageClasses.words("0x1234")).isEqualTo("0x1234");
		assertThat(MessageClasses.detail("0x1234")).isEqualTo("0x1234");
	}
}
