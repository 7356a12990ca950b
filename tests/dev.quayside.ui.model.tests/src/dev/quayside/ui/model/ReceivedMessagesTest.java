package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Message;

import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

	@Test
	void bodiesAreKeptAsLongAsTheyFit() {
		ReceivedMessages received = new ReceivedMessages(10);
		received.add(Sample.message(Sample.BYTES, new byte[6]));
		received.add(Sample.message(Sample.BYTES, new byte[5]));
		received.add(Sample.message(Sample.BYTES, new byte[4]));
		assertThat(received.all()).extracting(message -> message.body().length).containsExactly(6, 0, 4);
		assertThat(received.all()).extracting(Message::isCut).containsExactly(false, true, false);
	}
}
