package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.FakeDirectory;
import dev.quayside.ui.common.AdminJob;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
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

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A clean-up of accounts whose values do not fit into memory together: previewed, stopped, and gone on with. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyAccountsTest {

	private static final String WIZARD = "Clean up certificates";
	private static final int ACCOUNTS = 30;
	private static final int LARGE = 1_000_000;

	@TempDir
	private static Path folder;
	private static FakeDirectory server;
	private static final List<String> ACCOUNT_DNS = new ArrayList<>();

	@BeforeAll
	static void start() throws Exception {
		server = new FakeDirectory();
		byte[] large = DirectorySeed.blob(List.of(new byte[LARGE]));
		for (int i = 0; i < ACCOUNTS; i++) {
			String dn = server.account(String.format("user%02d", i), large, List.of(new byte[16]));
			server.set(dn, "objectGUID", List.of(ByteBuffer.allocate(16).putInt(i + 1).array()));
			ACCOUNT_DNS.add(dn);
		}
		Path authority = Files.write(folder.resolve("ca.cer"), FakeDirectory.AUTHORITY.certificate());
		DirectoryWindow.open();
		command("dev.quayside.directory.add");
		await("the dialog", () -> Prompt.isOpen(DirectoryWindow.DIALOG));
		Form.choose("Find by", "One server");
		Form.type("Name", "127.0.0.1");
		Form.type("Port", Integer.toString(server.port()));
		Form.type("Account", DirectoryWindow.ADMINISTRATOR);
		Form.type("Password", ActiveDirectory.PASSWORD);
		Form.tick("Remember in secure storage", false);
		Form.type("CA file", authority.toString());
		press("Connect");
		DirectoryWindow.awaitAccount(account(0));
	}

	@AfterAll
	static void stop() {
		DirectoryWindow.close();
		server.close();
	}

	private static String account(int number) {
		return ActiveDirectory.DOMAIN + "\\" + String.format("user%02d", number);
	}

	private static void openWizard() {
		DirectoryWindow.activate();
		DirectoryWindow.select(IntStream.range(0, ACCOUNTS).mapToObj(ManyAccountsTest::account).toArray(String[]::new));
		await("that all are selected", () -> Window
				.find(Label.class, label -> label.getText().equals(ACCOUNTS + " accounts are selected.")).isPresent());
		command("dev.quayside.certs.clean");
		await("the wizard", () -> Prompt.isOpen(WIZARD));
		DirectoryWindow.rule("Everything");
	}

	private static void awaitSummary(String words) {
		await("summary " + words, () -> named(Label.class, "How it stands").getText().equals(words));
	}

	private static long cleared() {
		return ACCOUNT_DNS.stream().filter(dn -> server.values(dn, "mSMQSignCertificates").isEmpty()).count();
	}

	@Test
	@Order(1)
	void countsAndBytesOfAllAreSummed() {
		openWizard();
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell(WIZARD)))).isEmpty();
		screenshot("many-rules");
		DirectoryWindow.preview();
		awaitSummary("30 accounts are changed, each in one request: 30 certificates go, 30,001,200 → 0 bytes.");
		assertThat(ui(() -> named(Table.class, "Changed accounts").getItemCount())).isEqualTo(ACCOUNTS);
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell(WIZARD)))).isEmpty();
	}

	@Test
	@Order(2)
	void theLdifOfTheSelectedAccountIsReadAgain() {
		Table table = ui(() -> named(Table.class, "Changed accounts"));
		String name = ui(() -> table.getItem(7).getText(0)).replaceAll(".*\\\\", "");
		run(() -> Window.select(table, 7));
		run(() -> named(CTabFolder.class, "Views of the change").setSelection(1));
		await("the LDIF", () -> Window.find(StyledText.class,
				text -> text.getText().startsWith("dn: CN=" + name + "," + FakeDirectory.BASE)).isPresent());
		assertThat(ui(() -> named(Text.class, "What becomes of the account").getText()))
				.startsWith("1 certificate goes");
		DirectoryWindow.backupFolder("/srv/certificates");
		screenshot("many");
	}

	@Test
	@Order(3)
	void aRunThatIsStoppedSaysWhatIsLeft() {
		server.meanwhile = () -> AdminJob.unfinished().forEach(Job::cancel);
		DirectoryWindow.backupFolder(folder.resolve("backups").toString());
		DirectoryWindow.finish();
		server.meanwhile = () -> {};
		assertThat(Form.isSaid("Cancelled: 1 of 30 accounts done, 29 left")).isTrue();
		assertThat(ui(() -> named(Table.class, "Receipts").getItemCount())).isEqualTo(1);
		assertThat(cleared()).isEqualTo(1);
		screenshot("many-stopped");
		press("Close");
		await("no receipts", () -> !Prompt.isOpen("Receipts"));
		Window.join();
	}

	@Test
	@Order(4)
	void anotherRuleIsNotTakenForTheSameRun() {
		openWizard();
		DirectoryWindow.rule("Expired");
		resume();
		press("Next >");
		await("why not", () -> named(Text.class, "What becomes of the account").getText()
				.contains("removed 'everything, silent after 180 days'"));
		press("Cancel");
		await("no wizard", () -> !Prompt.isOpen(WIZARD));
	}

	private static void resume() {
		run(() -> {
			Button button = Window.find(Button.class, one -> one.getText().startsWith("Go on with a run"))
					.orElseThrow();
			button.setSelection(true);
			button.notifyListeners(SWT.Selection, new Event());
			named(Text.class, "Backup folder of that run").setText(folder.resolve("backups").toString());
		});
	}

	@Test
	@Order(5)
	void theRestIsDoneByTheReceiptsOfTheRunThatWasStopped() throws Exception {
		openWizard();
		resume();
		screenshot("many-resume");
		DirectoryWindow.preview();
		awaitSummary("29 accounts are changed, each in one request: 29 certificates go, 29,001,160 → 0 bytes. "
				+ "1 was done before and left out.");
		assertThat(ui(() -> named(Text.class, "Backup folder").getEnabled())).isFalse();
		DirectoryWindow.finish();
		assertThat(ui(() -> named(Table.class, "Receipts").getItemCount())).isEqualTo(ACCOUNTS - 1);
		assertThat(Form.isSaid("29 accounts done, verified, and backed up in")).isTrue();
		press("Close");
		await("no receipts", () -> !Prompt.isOpen("Receipts"));
		Window.join();
		assertThat(cleared()).isEqualTo(ACCOUNTS);
		try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
			assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(1);
		}
	}
}
