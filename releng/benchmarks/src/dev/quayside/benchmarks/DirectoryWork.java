package dev.quayside.benchmarks;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.directory.LdapDirectories;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Works on the certificates of accounts over one connection; first arguments: host, file of the authority. */
final class DirectoryWork {

	private static final String ACCOUNT = "svc-install";
	private static final NullProgressMonitor MONITOR = new NullProgressMonitor();

	private DirectoryWork() {}

	private static DirectoryConnection connect(List<String> arguments) throws DirectoryException {
		return new LdapDirectories().connect(new DirectorySettings(new DirectoryAddress.Server(arguments.get(0), 0),
				DirectoryProtection.LDAPS,
				new Credentials.Password(ActiveDirectory.ADMINISTRATOR, "",
						new Secret(ActiveDirectory.PASSWORD.toCharArray())),
				new ServerTrust(Optional.of(Path.of(arguments.get(1))), Set.of()),
				DirectorySettings.DEFAULT_TIMEOUT), TrustQuestion.REFUSE, MONITOR);
	}

	private static AccountCertificates read(DirectoryConnection connection) throws DirectoryException {
		AccountCertificates account = connection.certificates(ACCOUNT, CertificateQuery.usual(), MONITOR);
		if (account.certificates().size() != DirectorySeed.MANY) {
			throw new IllegalStateException(account.certificates().size() + " certificates");
		}
		return account;
	}

	/** Reads the certificates of one account, and looks for their machines. */
	static Worker.Work show(List<String> arguments) throws DirectoryException {
		DirectoryConnection connection = connect(arguments);
		return deadline -> read(connection).certificates().size();
	}

	/** Removes those whose machines are gone; before each turn all are there. Third argument: folder for backups. */
	static Worker.Work clean(List<String> arguments) throws DirectoryException {
		DirectoryConnection connection = connect(arguments);
		Path folder = Path.of(arguments.get(2));
		return new Worker.Work() {

			private CertificateChange change;
			private Optional<Path> backup = Optional.empty();

			@Override
			public void prepare() throws DirectoryException, IOException {
				if (backup.isPresent()) {
					require(connection.apply(connection.restore(backup.get(), CertificateQuery.usual(), MONITOR),
							folder,
							MONITOR));
				}
				change = connection.clean(read(connection), new CleanupRule.MachineGone(), CertificateQuery.usual());
			}

			@Override
			public long until(long deadline) {
				ChangeReceipt receipt = require(connection.apply(change, folder, MONITOR));
				backup = receipt.backup();
				return change.removed().size();
			}
		};
	}

	private static ChangeReceipt require(ChangeReceipt receipt) {
		if (receipt.outcome() != ChangeReceipt.Outcome.DONE) {
			throw new IllegalStateException(receipt.sentence());
		}
		return receipt;
	}

	/** Lists all accounts; third argument: how many there are at least. */
	static Worker.Work scan(List<String> arguments) throws DirectoryException {
		DirectoryConnection connection = connect(arguments);
		int least = Integer.parseInt(arguments.get(2));
		return deadline -> {
			AtomicInteger count = new AtomicInteger();
			connection.accounts(AccountQuery.users(), account -> count.incrementAndGet(), MONITOR);
			if (count.get() < least) {
				throw new IllegalStateException(count + " accounts");
			}
			return count.get();
		};
	}

	/** Lists all accounts; the bytes by which the live heap is larger near the end than near the start. */
	static Worker.Work heap(List<String> arguments) throws DirectoryException {
		DirectoryConnection connection = connect(arguments);
		int all = Integer.parseInt(arguments.get(2));
		return deadline -> {
			AtomicInteger count = new AtomicInteger();
			long[] heap = new long[2];
			connection.accounts(AccountQuery.users(), account -> {
				int index = count.incrementAndGet();
				if (index == all / 10) {
					heap[0] = used();
				} else if (index == all - all / 10) {
					heap[1] = used();
				}
			}, MONITOR);
			return Math.max(0, heap[1] - heap[0]);
		};
	}

	private static long used() {
		try {
			return Worker.usedHeap();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(e);
		}
	}
}
