package dev.quayside.msmq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A log that others cannot fill. */
class RareWarningsTest {

	private final List<String> said = new ArrayList<>();
	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
	private final RareWarnings warnings = new RareWarnings(new Log(), clock::get);

	private final class Log implements System.Logger {

		@Override
		public String getName() {
			return "test";
		}

		@Override
		public boolean isLoggable(Level level) {
			return true;
		}

		@Override
		public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
			said.add(level + " " + message);
		}

		@Override
		public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
			said.add(level + " " + format);
		}
	}

	@Test
	void oneASecondIsSaidAndTheOthersAreCounted() {
		for (int i = 1; i <= 4; i++) {
			int number = i;
			warnings.say(() -> "bad packet " + number);
		}
		clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
		warnings.say(() -> "bad packet 5");
		clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
		warnings.say(() -> "bad packet 6");
		assertThat(said).containsExactly("WARNING bad packet 1", "DEBUG bad packet 2", "DEBUG bad packet 3",
				"DEBUG bad packet 4", "WARNING bad packet 5 (3 more like this were not said before)",
				"WARNING bad packet 6");
	}
}
