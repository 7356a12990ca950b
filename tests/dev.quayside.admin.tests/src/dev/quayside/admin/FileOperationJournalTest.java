package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class FileOperationJournalTest {

	@TempDir
	private Path folder;

	private Path file() {
		return folder.resolve("deep/operations.jsonl");
	}

	private static OperationRecord entry(String what) {
		return new OperationRecord(Samples.SENT, what, "private$\\orders on localhost", "anonymous",
				OperationRecord.Outcome.DONE, "1 message \"deleted\"\nand more");
	}

	@Test
	void entriesSurviveARestartInTheirOrder() throws IOException {
		FileOperationJournal journal = new FileOperationJournal(file());
		journal.add(entry("Purge"));
		journal.add(entry("Delete 1 message"));
		assertThat(new FileOperationJournal(file()).entries()).containsExactly(entry("Purge"),
				entry("Delete 1 message"));
	}

	@Test
	void listenersHearOfNewEntriesUntilTheyStop() throws IOException {
		FileOperationJournal journal = new FileOperationJournal(file());
		List<OperationRecord> heard = new ArrayList<>();
		Runnable stop = journal.onAdded(heard::add);
		journal.add(entry("a"));
		stop.run();
		journal.add(entry("b"));
		assertThat(heard).containsExactly(entry("a"));
		assertThat(journal.entries()).hasSize(2);
	}

	@Test
	void linesThatCannotBeReadAreLeftOutAndStay() throws IOException {
		new FileOperationJournal(file()).add(entry("good"));
		for (String bad : List.of("", "{", "[]", "null", "7", "{\"when\":null}", "{\"when\":\"yesterday\"}",
				"[".repeat(10_000), "{\"when\":\"2026-11-21T09:00:00Z\",\"what\":{}}")) {
			Files.writeString(file(), bad + "\n", StandardOpenOption.APPEND);
		}
		Files.write(file(), new byte[]{ (byte) 0xFF, (byte) 0xFE, 0, '\n' }, StandardOpenOption.APPEND);
		long size = Files.size(file());
		assertThat(new FileOperationJournal(file()).entries()).containsExactly(entry("good"));
		assertThat(Files.size(file())).isEqualTo(size);
	}

	@Test
	void aLineThatWasNotFinishedSpoilsOnlyItself() throws IOException {
		new FileOperationJournal(file()).add(entry("first"));
		Files.writeString(file(), "{\"when\":\"2026-", StandardOpenOption.APPEND);
		new FileOperationJournal(file()).add(entry("second"));
		assertThat(new FileOperationJournal(file()).entries()).containsExactly(entry("first"), entry("second"));
	}

	@Test
	void theNewestTenThousandAreKept() throws IOException {
		Path file = file();
		new FileOperationJournal(file).add(entry("0"));
		String line = Files.readString(file);
		StringBuilder all = new StringBuilder();
		IntStream.range(0, 10_005)
				.forEach(i -> all.append(line.replace("\"what\":\"0\"", "\"what\":\"" + i + "\"")));
		Files.writeString(file, all);
		FileOperationJournal journal = new FileOperationJournal(file);
		assertThat(journal.entries()).hasSize(10_000);
		assertThat(journal.entries().get(0).what()).isEqualTo("5");
		assertThat(Files.readAllLines(file)).hasSize(10_000);
	}

	@Test
	void aDiskThatIsFullLosesNoEntryOfThisSession() throws IOException {
		FileOperationJournal journal = new FileOperationJournal(file());
		Files.deleteIfExists(file());
		Files.delete(file().getParent());
		Files.write(file().getParent(), "a file in the way".getBytes(StandardCharsets.UTF_8));
		journal.add(entry("unwritable"));
		assertThat(journal.entries()).containsExactly(entry("unwritable"));
	}
}
