package dev.quayside.ui.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.PlannedChange;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.CertificateRow;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Changes certificates of the accounts that are selected; plugin.xml says in which way. Where the directory is read-only it
 * is not offered, and the tooltip says why. Computers are refused: their certificates are the keys of their queue managers.
 */
public final class CertificatesHandler extends OfferedHandler<CertificatesHandler.Way> {

	/** What is done. */
	enum Way {
		CLEAN("Clean up certificates"),
		RESTORE("Restore certificates"),
		REGISTER("Register certificate"),
		RENEW("Renew certificate"),
		REPAIR("Repair digests");

		private final String title;

		Way(String title) {
			this.title = title;
		}
	}

	private static final int MAX_FILE = 1 << 20;
	private static final String[] ENDINGS = { "*.cer;*.crt;*.der;*.pem", "*" };

	public CertificatesHandler() {
		super(Way.class);
	}

	@Override
	Optional<String> why() {
		Optional<String> why = whyNot(DirectorySessions.get().current(), true);
		if (why.isPresent() || way() == Way.RESTORE) {
			return why;
		}
		int accounts = AccountsView.selected().size();
		if (accounts == 0) {
			return Optional.of("Select an account");
		}
		return way() != Way.CLEAN && accounts > 1 ? Optional.of("Select one account only") : Optional.empty();
	}

	@Override
	public Object execute(ExecutionEvent event) {
		Shell shell = HandlerUtil.getActiveWorkbenchWindow(event).getShell();
		Optional<DirectorySession> session = DirectorySessions.get().current();
		List<CertificateAccount> accounts = AccountsView.selected();
		if (session.isEmpty() || why().isPresent()) {
			return null;
		}
		Optional<CertificateAccount> computer = accounts.stream()
				.filter(account -> account.kind() == AccountKind.COMPUTER).findFirst();
		if (way() == Way.RESTORE) {
			restore(shell, session.get());
		} else if (computer.isPresent()) {
			MessageDialog.openInformation(shell, way().title, Words.oneLine(computer.get().account())
					+ " is a computer. Its certificates are the keys of its queue manager: without them nobody can send "
					+ "it encrypted messages.\n\nNothing here changes certificates of computers.");
		} else {
			change(shell, session.get(), accounts, HandlerUtil.getActivePart(event));
		}
		return null;
	}

	private void change(Shell shell, DirectorySession session, List<CertificateAccount> accounts,
			IWorkbenchPart part) {
		String dn = accounts.get(0).dn();
		switch (way()) {
			case CLEAN -> ChangeWizard.open(shell, session, way().title, rules(accounts, part));
			case REGISTER -> ChangeWizard.open(shell, session, way().title,
					new FilePage("Which certificate", "Gives " + Words.oneLine(accounts.get(0).account())
							+ " a certificate from elsewhere: X.509 in DER or PEM.",
							ENDINGS, "", file -> register(dn, file)));
			case RENEW -> ChangeWizard.open(shell, session, way().title,
					new FilePage("Which certificate", "Gives " + Words.oneLine(accounts.get(0).account())
							+ " a certificate in the place of older ones of the same machine and user.",
							ENDINGS, "", file -> renew(dn, file)));
			case REPAIR -> ChangeWizard.open(shell, session, way().title,
					(Planner) (connection, consumer, monitor) -> consumer
							.accept(PlannedChange.of(connection.repairDigests(
									connection.certificates(dn, DirectoryPreferences.query(), monitor)))));
			default -> throw new IllegalStateException(way() + " needs no account");
		}
	}

	/** What is selected in the table of certificates, where that has the focus. */
	private static RulePage rules(List<CertificateAccount> accounts, IWorkbenchPart part) {
		if (part instanceof CertificatesView view && view.shown().isPresent() && accounts.size() == 1) {
			AccountCertificates shown = view.shown().get();
			List<CertificateRow> picked = view.selection();
			return new RulePage(shown, picked);
		}
		return new RulePage(accounts);
	}

	private static Planner register(String dn, Path file) {
		return (connection, consumer, monitor) -> {
			byte[] certificate = read(file);
			consumer.accept(PlannedChange.of(connection.register(
					connection.certificates(dn, DirectoryPreferences.query(), monitor), certificate, monitor)));
		};
	}

	private static Planner renew(String dn, Path file) {
		return (connection, consumer, monitor) -> {
			byte[] certificate = read(file);
			consumer.accept(PlannedChange.of(connection.renew(
					connection.certificates(dn, DirectoryPreferences.query(), monitor), certificate, monitor)));
		};
	}

	private static byte[] read(Path file) throws IOException {
		if (Files.size(file) > MAX_FILE) {
			throw new IOException(file + " is too large for a certificate");
		}
		return Files.readAllBytes(file);
	}

	private void restore(Shell shell, DirectorySession session) {
		ChangeWizard.open(shell, session, way().title, new FilePage("Which backup",
				"Gives an account the certificates and digests of a backup, or of an export of ldifde or ldapsearch. The "
						+ "file names the account.",
				new String[]{ "*.ldif;*.ldf", "*" }, Backups.file(), file -> {
					CertificateQuery query = DirectoryPreferences.query();
					return (connection, consumer, monitor) -> consumer
							.accept(PlannedChange.of(ofUser(connection.restore(file, query, monitor))));
				}));
	}

	/** Only the file says whose certificates they are. */
	private static CertificateChange ofUser(CertificateChange change) throws DirectoryException {
		if (change.account().kind() == AccountKind.COMPUTER) {
			throw new DirectoryException(Kind.INVALID, change.account().account()
					+ " is a computer: nothing here changes certificates of computers",
					"Whoever has to do it has the command line: certs restore", null);
		}
		return change;
	}
}
