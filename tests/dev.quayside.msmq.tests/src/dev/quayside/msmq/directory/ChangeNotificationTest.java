package dev.quayside.msmq.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.packet.PacketException;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

class ChangeNotificationTest {

	private static final byte[] BYTES = Vectors.read("dev.quayside.msmq.tests/vectors/change-notification.txt")
			.get("queueChanged");
	private static final ChangeNotification CHANGED = new ChangeNotification(ChangeNotification.Event.QUEUE_CHANGED,
			UUID.fromString("0f0e5c1e-1234-4abc-8def-0123456789ab"), "dc1.quayside.test");

	@Test
	void aNotificationIsWhatTheSpecificationSays() throws PacketException {
		assertThat(CHANGED.encode()).isEqualTo(BYTES);
		assertThat(ChangeNotification.decode(BYTES)).isEqualTo(CHANGED);
	}

	@Test
	void theStrayBlankOfTheGrammarAndAnEndingNulAreRead() throws PacketException {
		String text = new String(BYTES, 2, BYTES.length - 3, StandardCharsets.UTF_16LE);
		byte[] other = ("\u0102" + text.replace("</ObjectGuid>", "</ObjectGuid >") + "\0")
				.getBytes(StandardCharsets.UTF_16LE);
		assertThat(ChangeNotification.decode(other)).isEqualTo(CHANGED);
	}

	@Test
	void whatIsCutOrCorruptedIsRefused() {
		Hostile.refusesEveryPrefix(Arrays.copyOf(BYTES, BYTES.length - 1), ChangeNotification::decode,
				PacketException.class);
		Hostile.survivesCorruption(BYTES, 29, 5000, ChangeNotification::decode, PacketException.class);
		assertThatThrownBy(() -> ChangeNotification.decode(new byte[1 << 20])).isInstanceOf(PacketException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a<b", "a&b", "ä" })
	void aNameThatWouldBreakTheTextIsRefused(String name) {
		assertThatThrownBy(() -> new ChangeNotification(ChangeNotification.Event.QUEUE_CREATED, new UUID(1, 2), name))
				.isInstanceOf(IllegalArgumentException.class);
	}
}
