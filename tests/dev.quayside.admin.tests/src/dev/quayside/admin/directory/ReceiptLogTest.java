package dev.quayside.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What a run that was stopped goes on from. */
class ReceiptLogTest {

	private static final String DOMAIN = "DC=corp,DC=example";

	@TempDir
	private Path folder;

	private static ChangeReceipt receipt(String account) {
		CertificateCounts counts = new CertificateCounts(0, Reading.known(0L), 0, 0, 0, 0);
		return new ChangeReceipt(
				new CertificateAccount(account, "CN=" + account, new UUID(0, 0), AccountKind.USER, counts,
						AccountState.OK),
				"Clean", Instant.EPOCH, ChangeReceipt.Outcome.DONE, Optional.of(counts), Optional.empty(), "Done",
				Optional.empty());
	}

	/** What a crash leaves of a receipt that was being written. */
	private void cut(String text, int missing) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		try (Stream<Path> files = Files.list(folder)) {
			Files.write(files.findFirst().orElseThrow(), Arrays.copyOf(bytes, bytes.length - missing),
					StandardOpenOption.APPEND);
		}
	}

	@Test
	void aReceiptBehindOneThatWasCutByACrashIsRead() throws Exception {
		ReceiptLog.start(folder, "all", DOMAIN).add("ann", receipt("ann"));
		cut("{\"named\":\"bea\"", 0);
		ReceiptLog.resume(folder, "all", DOMAIN).add("cem", receipt("cem"));
		ReceiptLog again = ReceiptLog.resume(folder, "all", DOMAIN);
		assertThat(again.isDone("ann")).isTrue();
		assertThat(again.isDone("bea")).isFalse();
		assertThat(again.isDone("cem")).isTrue();
	}

	@Test
	void aReceiptThatWasCutInsideACharacterDoesNoHarm() throws Exception {
		ReceiptLog.start(folder, "all", DOMAIN).add("ann", receipt("ann"));
		cut("{\"named\":\"J\u00f6", 1);
		assertThat(ReceiptLog.resume(folder, "all", DOMAIN).isDone("ann")).isTrue();
	}

	@Test
	void aRunInAnotherDirectoryIsNotResumed() throws Exception {
		ReceiptLog.start(folder, "all", DOMAIN).add("ann", receipt("ann"));
		assertThatThrownBy(() -> ReceiptLog.resume(folder, "all", "DC=other,DC=example"))
				.isInstanceOf(DirectoryException.class).hasMessageContaining(DOMAIN)
				.hasMessageContaining("DC=other,DC=example");
		assertThat(ReceiptLog.resume(folder, "all", "dc=corp,dc=example").isDone("ann")).isTrue();
	}
}
