package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.ChangeReceipt;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.CleanupSelection;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DirectoryFacts;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectoryObjects;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.directory.certificates.BackupFile;
import dev.quayside.directory.certificates.CertificateReader;
import dev.quayside.directory.certificates.ChangePlanner;
import dev.quayside.directory.certificates.MachineFinding;
import dev.quayside.directory.certificates.MachineNames;
import dev.quayside.msmq.certificate.UserCertificate;

import org.eclipse.core.runtime.IProgressMonitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Active Directory over LDAP. */
final class LdapDirectoryConnection implements DirectoryConnection {

	private final DirectorySettings settings;
	private final Context context;
	private final DirectoryFacts facts;
	private final CertificateReader certificates = new CertificateReader();
	private final AccountReader accounts;
	private final ChangePlanner planner = new ChangePlanner(certificates);

	LdapDirectoryConnection(DirectorySettings settings, Context context, DirectoryFacts facts) {
		this.settings = settings;
		this.context = context;
		this.facts = facts;
		accounts = new AccountReader(context, certificates);
	}

	@Override
	public DirectorySettings settings() {
		return settings;
	}

	@Override
	public DirectoryFacts facts() {
		return facts;
	}

	@Override
	public void accounts(AccountQuery query, Consumer<CertificateAccount> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		accounts.list(query, consumer, monitor);
	}

	@Override
	public AccountCertificates certificates(String account, CertificateQuery query, IProgressMonitor monitor)
			throws DirectoryException {
		AccountReader.Account read = accounts.read(account, query.limits(), monitor);
		Map<MachineNames.Named, MachineFinding> machines = MachineSearch.find(context, read.inventory().machines(),
				query, monitor);
		return read.inventory().judge(read.account(), query, machines::get)
				.withObstacle(machines.values().stream().filter(MachineFinding::isIncomplete)
						.map(MachineFinding::evidence).findFirst());
	}

	@Override
	public CertificateChange clean(AccountCertificates account, CleanupRule rule, CertificateQuery query)
			throws DirectoryException {
		planner.requireAllowed(account, rule);
		return planner.clean(account, rule.select(account, query.now()), "Clean up (" + rule + ")");
	}

	@Override
	public CertificateChange clean(AccountCertificates account, CleanupSelection selection) throws DirectoryException {
		if (selection.whole()) {
			planner.requireAllowed(account, new CleanupRule.Everything());
		}
		return planner.clean(account, selection, "Clean up (by hand)");
	}

	@Override
	public CertificateChange restore(Path file, CertificateQuery query, IProgressMonitor monitor)
			throws DirectoryException, IOException {
		BackupFile backup = BackupFile.read(file);
		return planner.restore(certificates(backup.dn(), query, monitor), backup.attributes());
	}

	@Override
	public CertificateChange register(AccountCertificates account, byte[] certificate, IProgressMonitor monitor)
			throws DirectoryException {
		return planner.register(account, unregistered(account, certificate, monitor), UUID.randomUUID());
	}

	@Override
	public CertificateChange renew(AccountCertificates account, byte[] certificate, IProgressMonitor monitor)
			throws DirectoryException {
		return planner.renew(account, unregistered(account, certificate, monitor), UUID.randomUUID());
	}

	/** A certificate that nobody has yet, in DER. */
	private byte[] unregistered(AccountCertificates account, byte[] certificate, IProgressMonitor monitor)
			throws DirectoryException {
		byte[] der = certificates.encoded(certificate);
		String digest = HexFormat.of().formatHex(UserCertificate.digestOf(der));
		List<String> owners = accounts.owners(digest, monitor);
		if (!owners.isEmpty() || account.attributes().digests().contains(digest)) {
			throw new DirectoryException(Kind.INVALID,
					"The certificate is registered already, for "
							+ (owners.isEmpty() ? account.account().dn() : String.join("; ", owners)),
					"One that two accounts have proves neither of them; remove it there first", null);
		}
		return der;
	}

	@Override
	public CertificateChange repairDigests(AccountCertificates account) {
		return planner.repairDigests(account);
	}

	@Override
	public ChangeReceipt apply(CertificateChange change, Path folder, IProgressMonitor monitor) {
		return new ChangeMaker(context, accounts, change).run(folder, monitor);
	}

	@Override
	public Optional<String> accountName(String sid, IProgressMonitor monitor) throws DirectoryException {
		return accounts.name(sid, monitor);
	}

	@Override
	public void machines(AccountQuery.Scope scope, Consumer<DirectoryMachine> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		new MsmqObjects(context).machines(scope, consumer, monitor);
	}

	@Override
	public void queues(AccountQuery.Scope scope, Consumer<PublicQueue> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		new MsmqObjects(context).queues(scope, consumer, monitor);
	}

	@Override
	public void sites(Consumer<DirectorySite> consumer, IProgressMonitor monitor) throws DirectoryException {
		new MsmqObjects(context).sites(consumer, monitor);
	}

	@Override
	public DirectoryObjects objects() {
		return new LdapDirectoryObjects(context);
	}

	@Override
	public void close() {
		context.servers().close();
	}
}
