package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.key;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.OperationRecord;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.testkit.TestCertificates;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.directory.CertificatesView;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An account with 900 certificates in a real Active Directory: which of their machines are gone, only those removed, put
 * back from the backup.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CertificatesTest {

	private static final String ACCOUNT = DirectorySeed.name("svc-install");
	private static final String GONE = "600 machine gone, 10 machine disabled, 290 current";
	private static final String DIGESTS = "Number of digests";

	@TempDir
	private static Path folder;
	private static ActiveDirectory directory;
	private static List<byte[]> before;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		before = LdapTools.values(directory, DirectorySeed.dn("svc-install"), "mSMQSignCertificates");
		DirectoryWindow.open();
	}

	@AfterAll
	static void stop() {
		DirectoryWindow.close();
	}

	@Test
	@Order(1)
	void theServerIsTrustedByItsFingerprintOnceAndForAll() throws Exception {
		DirectoryWindow.fill(directory, DirectoryWindow.ADMINISTRATOR, ActiveDirectory.PASSWORD);
		press("Connect");
		Prompt.await("Trust this server?", "SHA-256: ");
		screenshot("trust");
		press("Trust");
		DirectoryWindow.awaitAccount(ACCOUNT);
		assertThat(ui(() -> NamesTest.nameless(Window.workbench().getShell()))).isEmpty();
		Window.join();
		assertThat(Files.readString(Workspace.folder().resolve("directories.json")))
				.contains(directory.address().getHostAddress())
				.containsPattern("\"fingerprints\":\\[\"[0-9a-f]{64}\"\\]")
				.doesNotContain(ActiveDirectory.PASSWORD);
	}

	@Test
	@Order(2)
	void theAccountWithMostCertificatesIsAtTheTop() {
		Table accounts = ui(() -> named(Table.class, "Accounts"));
		assertThat(ui(() -> accounts.getItem(0).getText(0))).isEqualTo(ACCOUNT);
		assertThat(ui(() -> accounts.getItem(0).getText(1))).isEqualTo("900");
		assertThat(ui(() -> accounts.getItem(0).getText(3))).isEqualTo("900 (75 %)");
		assertThat(ui(() -> accounts.getItem(0).getText(4))).isEqualTo("near the limit");
		run(() -> named(Text.class, "Search accounts").setText("orphan"));
		await("those with orphan digests", () -> accounts.getItemCount() == 1);
		assertThat(ui(() -> accounts.getItem(0).getText(0))).isEqualTo(DirectorySeed.name("clara"));
		run(() -> named(Text.class, "Search accounts").setText(""));
		DirectoryWindow.awaitAccount(ACCOUNT);
	}

	@Test
	@Order(3)
	void itsCertificatesSayWhichMachinesAreGone() {
		DirectoryWindow.select(ACCOUNT);
		DirectoryWindow.awaitVerdicts(GONE);
		assertThat(DirectoryWindow.gauge(DIGESTS)).isEqualTo("Digests: 900 of 1,200 (75 %), near the limit");
		Table table = ui(() -> named(Table.class, "Certificates"));
		assertThat(ui(table::getItemCount)).isEqualTo(DirectorySeed.MANY);
		assertThat(ui(() -> table.getItem(0).getText(0))).isEqualTo(DirectorySeed.pc(DirectorySeed.MANY_PRESENT));
		run(() -> Window.select(table, 0));
		await("the evidence", () -> named(Text.class, "Details of the certificate").getText()
				.startsWith("machine gone: "));
		screenshot("certificates");
		assertThat(ui(() -> NamesTest.nameless(Window.workbench().getShell()))).isEmpty();
	}

	@Test
	@Order(4)
	void everythingIsOneRuleOfTheSamePreview() {
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen("Clean up certificates"));
		DirectoryWindow.rule("Everything");
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("900 → 0");
		assertThat(ldif(1)).isEqualToIgnoringNewLines("dn: " + DirectorySeed.dn("svc-install") + "changetype: modify"
				+ "delete: mSMQSignCertificates-delete: mSMQDigests-");
		press("Cancel");
		await("no wizard", () -> !Prompt.isOpen("Clean up certificates"));
	}

	private static String ldif(int tab) {
		return ui(() -> {
			named(CTabFolder.class, "Views of the change").setSelection(tab);
			return Window.find(StyledText.class, text -> text.getText().startsWith("dn: ")).orElseThrow().getText();
		});
	}

	@Test
	@Order(5)
	void onlyThoseOfMachinesThatAreGoneGo() throws Exception {
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen("Clean up certificates"));
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Clean up certificates")))).isEmpty();
		DirectoryWindow.rule("Machine gone");
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("900 → 300");
		assertThat(ui(() -> named(Text.class, "What becomes of the account").getText()))
				.contains("600 certificates go", "fail authentication", "registers again");
		assertThat(ui(() -> named(Table.class, "What goes").getItemCount())).isEqualTo(600);
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Clean up certificates")))).isEmpty();
		DirectoryWindow.backupFolder("/srv/certificates");
		screenshot("clean-up");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		assertThat(ui(() -> named(Text.class, "Receipt").getText())).contains("Done and verified", folder.toString());
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Receipts")))).isEmpty();
		press("Close");
		DirectoryWindow.awaitVerdicts("10 machine disabled, 290 current");
		assertThat(DirectoryWindow.gauge(DIGESTS)).isEqualTo("Digests: 300 of 1,200 (25 %)");
		await("the account with less", () -> named(Table.class, "Accounts").getItem(0).getText(1).equals("300"));
		screenshot("cleaned-up");
		assertThat(LdapTools.values(directory, DirectorySeed.dn("svc-install"), "mSMQDigests")).hasSize(300);
	}

	@Test
	@Order(6)
	void theBackupPutsThemBackToTheByte() throws Exception {
		command("dev.quayside.certs.restore");
		await("the wizard", () -> Prompt.isOpen("Restore certificates"));
		assertThat(ui(() -> named(Text.class, "File").getText())).startsWith(folder.toString()).endsWith(".ldif");
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("300 → 900");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		press("Close");
		DirectoryWindow.awaitVerdicts(GONE);
		assertThat(DirectoryWindow.gauge(DIGESTS)).startsWith("Digests: 900 of 1,200");
		assertThat(LdapTools.values(directory, DirectorySeed.dn("svc-install"), "mSMQSignCertificates"))
				.containsExactlyElementsOf(before);
		assertThat(LdapTools.values(directory, DirectorySeed.dn("svc-install"), "mSMQDigests")).hasSize(900);
	}

	@Test
	@Order(7)
	void whatWasDoneIsWrittenDown() {
		assertThat(Workspace.operations().entries()).filteredOn(entry -> entry.where().contains("svc-install"))
				.extracting(OperationRecord::what).containsExactly("Clean up (machine gone)", "Restore");
		assertThat(Workspace.operations().entries()).filteredOn(entry -> entry.where().contains("svc-install"))
				.extracting(OperationRecord::identity).containsOnly(DirectoryWindow.ADMINISTRATOR);
	}

	@Test
	@Order(8)
	void whatIsSelectedInTheTableGoesByHand() throws Exception {
		DirectoryWindow.select(DirectorySeed.name("clara"));
		DirectoryWindow.awaitVerdicts("1 machine gone, 1 current, 3 orphan digests");
		run(() -> {
			Window.page().activate(Window.page().findView(CertificatesView.ID));
			named(Table.class, "Certificates").setFocus();
			Window.select(named(Table.class, "Certificates"), 2, 3);
		});
		key(SWT.DEL);
		await("the wizard", () -> Prompt.isOpen("Clean up certificates"));
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("2");
		assertThat(DirectoryWindow.planned(2)).isEqualTo("5 → 3");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		press("Close");
		DirectoryWindow.awaitVerdicts("1 machine gone, 1 current, 1 orphan digest");
	}

	@Test
	@Order(9)
	void missingDigestsAreRepaired() throws Exception {
		DirectoryWindow.activate();
		DirectoryWindow.select(DirectorySeed.name("boris"));
		DirectoryWindow.awaitVerdicts("1 machine gone, 3 current");
		command("dev.quayside.certs.repair");
		await("the wizard", () -> Prompt.isOpen("Repair digests"));
		DirectoryWindow.awaitPreview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("4");
		assertThat(DirectoryWindow.planned(2)).isEqualTo("3 → 4");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		press("Close");
		await("an account that is in order",
				() -> named(Label.class, "State of the account").getText().equals("State: ok"));
		assertThat(LdapTools.values(directory, DirectorySeed.dn("boris"), "mSMQDigests")).hasSize(4);
	}

	@Test
	@Order(10)
	void aCertificateOfAFileIsRegistered() throws Exception {
		Path file = Files.write(folder.resolve("new.cer"),
				DirectorySeed.certificates("agnes", "WS20").get(0));
		DirectoryWindow.select(DirectorySeed.name("agnes"));
		DirectoryWindow.awaitVerdicts("3 current");
		command("dev.quayside.certs.register");
		await("the wizard", () -> Prompt.isOpen("Register certificate"));
		Form.type("File", file.toString());
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("3 → 4");
		assertThat(ui(() -> named(Text.class, "What becomes of the account").getText()))
				.startsWith("1 certificate comes");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		press("Close");
		DirectoryWindow.awaitVerdicts("4 current");
	}

	@Test
	@Order(11)
	void aRenewedCertificateTakesThePlaceOfTheOlderOnesOfItsMachine() throws Exception {
		Path file = Files.write(folder.resolve("renewed.cer"), TestCertificates.ofMachine(DirectorySeed.name("agnes"),
				"WS20", DirectorySeed.START.plus(Duration.ofDays(1))));
		command("dev.quayside.certs.renew");
		await("the wizard", () -> Prompt.isOpen("Renew certificate"));
		Form.type("File", file.toString());
		DirectoryWindow.preview();
		assertThat(DirectoryWindow.planned(1)).isEqualTo("4");
		assertThat(ui(() -> named(Text.class, "What becomes of the account").getText()))
				.startsWith("1 certificate goes. 1 certificate comes");
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		press("Close");
		DirectoryWindow.awaitVerdicts("4 current");
		assertThat(LdapTools.values(directory, DirectorySeed.dn("agnes"), "mSMQDigests"))
				.contains(DirectorySeed.md5(Files.readAllBytes(file)));
	}

	@Test
	@Order(12)
	void severalAccountsAreChangedInOneRunEachWithItsOwnResult() throws Exception {
		DirectoryWindow.select(DirectorySeed.name("boris"), DirectorySeed.name("clara"), DirectorySeed.name("agnes"));
		await("how many are selected",
				() -> Window.find(Label.class, label -> label.getText().equals("3 accounts are selected."))
						.isPresent());
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen("Clean up certificates"));
		DirectoryWindow.rule("Machine gone");
		DirectoryWindow.preview();
		await("all accounts", () -> named(Label.class, "How it stands").getText().startsWith("2 accounts are changed"));
		DirectoryWindow.backupFolder(folder.toString());
		DirectoryWindow.finish();
		Table receipts = ui(() -> named(Table.class, "Receipts"));
		assertThat(ui(receipts::getItemCount)).isEqualTo(2);
		assertThat(List.of(ui(() -> receipts.getItem(0).getText(1)), ui(() -> receipts.getItem(1).getText(1))))
				.containsOnly("done");
		press("Close");
		await("no receipts", () -> !Prompt.isOpen("Receipts"));
		Window.join();
	}
}
