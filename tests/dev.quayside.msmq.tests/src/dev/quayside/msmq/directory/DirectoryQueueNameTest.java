package dev.quayside.msmq.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.NameException;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Optional;

class DirectoryQueueNameTest {

	@Test
	void theHashOfOneCharacterIsTheValueOfTheTable() {
		ByteBuffer table = ByteBuffer
				.wrap(Vectors.read("dev.quayside.msmq.tests/vectors/queue-names.txt").get("table"));
		for (char c = 0; c < 256; c++) {
			int value = table.getInt();
			if (Character.toLowerCase(c) == c) {
				assertThat(DirectoryQueueName.hash(String.valueOf(c))).isEqualTo(String.format("%08x", value));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "a,3f590a6e", "abc,6d1d4674", "TestQueue,22c33519", "TESTQUEUE,22c33519", "'',00000000" })
	void theHashIsTheSameForAllSpellings(String name, String hash) {
		assertThat(DirectoryQueueName.hash(name)).isEqualTo(hash);
	}

	@Test
	void aNameUpTo63CharactersIsTheCommonName() {
		assertThat(DirectoryQueueName.of("q".repeat(63)))
				.isEqualTo(new DirectoryQueueName("q".repeat(63), Optional.empty()));
		assertThat(DirectoryQueueName.of("a/b#c=d")).isEqualTo(new DirectoryQueueName("a/b#c=d", Optional.empty()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 65, 100, 124 })
	void aLongNameIsCutAndPutTogetherAgain(int length) {
		String name = "Long".repeat(31).substring(0, length);
		DirectoryQueueName kept = DirectoryQueueName.of(name);
		assertThat(kept.commonName()).hasSize(64).startsWith(name.substring(0, 55)).endsWith(
				"-" + DirectoryQueueName.hash(name));
		assertThat(kept.extension()).contains(name.substring(55));
		assertThat(kept.queue()).isEqualTo(name);
	}

	@Test
	void longNamesThatBeginAlikeAreKeptApart() {
		assertThat(DirectoryQueueName.of("x".repeat(70) + "1").commonName())
				.isNotEqualTo(DirectoryQueueName.of("x".repeat(70) + "2").commonName());
	}

	@Test
	void whatOthersHaveWrittenIsRead() {
		String cut = "x".repeat(55) + "-0123abcd";
		assertThat(new DirectoryQueueName(cut, Optional.of("yz")).queue()).isEqualTo("x".repeat(55) + "yz");
		assertThat(new DirectoryQueueName(cut, Optional.empty()).queue()).isEqualTo(cut);
		assertThat(new DirectoryQueueName("a\\/b\\#c", Optional.empty()).queue()).isEqualTo("a/b#c");
		// an escape is one character of the 64, and none of the value
		assertThat(new DirectoryQueueName("x".repeat(53) + "#-0123abcd", Optional.of("yz")).queue())
				.isEqualTo("x".repeat(53) + "#yz");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "private$\\q", "q;journal", "q;sub", "a\\b", "a,b", "a+b", "a\"b", "a\nb", " a",
			"a ",
			"system$;journal" })
	void aNameThatNoPublicQueueMayHaveIsRefused(String name) {
		assertThatThrownBy(() -> DirectoryQueueName.of(name)).isInstanceOf(NameException.class);
	}

	@Test
	void aNameThatIsTooLongOrLongWithEscapesIsRefused() {
		assertThatThrownBy(() -> DirectoryQueueName.of("x".repeat(125))).isInstanceOf(NameException.class);
		assertThatThrownBy(() -> DirectoryQueueName.of("x".repeat(63) + "#")).isInstanceOf(NameException.class)
				.hasMessageContaining("hash");
		assertThatThrownBy(() -> DirectoryQueueName.of("x".repeat(54) + "\uD83D\uDE00" + "x".repeat(20)))
				.isInstanceOf(NameException.class);
	}
}
