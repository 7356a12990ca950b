package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests at the same time. */
@Timeout(120)
class BusyDirectoryTest {

	private static final int ACCOUNTS = 40;
	private static final byte[] LARGE = DirectorySeed.blob(List.of(new byte[1_000_000]));

	@TempDir
	private Path folder;

	/** The TLS of the library spoils records where a large request goes out while a large answer comes in. */
	@Test
	void largeChangesBesideLargeReadsAreAllMade() throws Exception {
		List<String> failures = Collections.synchronizedList(new ArrayList<>());
		try (FakeDirectory server = new FakeDirectory();
				DirectoryConnection connection = Directory.connect(Directory.settings(server, folder))) {
			List<String> accounts = new ArrayList<>();
			for (int i = 0; i < ACCOUNTS; i++) {
				accounts.add(server.account(String.format("user%02d", i), LARGE, List.of(new byte[16])));
			}
			String other = server.account("other", LARGE, List.of(new byte[16]));
			AtomicBoolean isOver = new AtomicBoolean();
			Thread reader = new Thread(() -> readUntil(isOver, connection, other, failures), "reader");
			reader.start();
			for (String account : accounts) {
				ChangeReceipt receipt = connection.apply(connection.clean(Directory.read(connection, account),
						new CleanupRule.Everything(), CertificateQuery.usual()), folder.resolve("backups"),
						new NullProgressMonitor());
				assertThat(receipt.outcome()).as(receipt.sentence()).isEqualTo(ChangeReceipt.Outcome.DONE);
			}
			isOver.set(true);
			reader.join();
		}
		assertThat(failures).isEmpty();
	}

	private static void readUntil(AtomicBoolean isOver, DirectoryConnection connection, String account,
			List<String> failures) {
		try {
			while (!isOver.get()) {
				Directory.read(connection, account);
			}
		} catch (DirectoryException e) {
			failures.add(e.getMessage());
		}
	}
}
