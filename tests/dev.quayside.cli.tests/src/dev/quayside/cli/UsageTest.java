package dev.quayside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to who uses the command line wrongly. */
class UsageTest {

	@ParameterizedTest
	@ValueSource(strings = { "peak", "store peak", "directory peak", "certs peak" })
	void whatIsNoVerbIsNamed(String line) {
		Cli.Result result = Cli.run(line.split(" "));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).startsWith("quayside: 'peak' is no verb").contains("--help");
	}

	@Test
	void anArgumentTooManyIsNoVerb() {
		Cli.Result result = Cli.run("machine", "localhost", "extra");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("'extra'").doesNotContain("verb");
	}

	@Test
	void theWordsOfAnOptionAreThoseThatItTakes() {
		Cli.Result result = Cli.run("serve", "--data", "unused", "--default-access", "closed");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("'closed' is none of open, msmq4");
	}
}
