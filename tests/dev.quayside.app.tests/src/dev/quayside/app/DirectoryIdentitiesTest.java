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
import dev.quayside.testkit.FakeDns;
import dev.quayside.ui.directory.DirectorySessions;

import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Connections to a domain that DNS finds, with Kerberos, and to the whole forest. */
class DirectoryIdentitiesTest {

	private static final String KRB5 = "java.security.krb5.conf";
	private static final String DOMAIN = ActiveDirectory.REALM.toLowerCase(Locale.ROOT);
	private static final String PRINCIPAL = ActiveDirectory.USER + '@' + ActiveDirectory.REALM;
	private static final String ACCOUNT = DirectorySeed.name("agnes");
	private static final int LDAP = 389;
	private static final int CATALOG = 3268;

	@TempDir
	private static Path folder;
	private static ActiveDirectory directory;
	private static FakeDns dns;
	private static String before;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		before = System.setProperty(KRB5, directory.krb5Conf().toString());
		dns = new FakeDns();
		String host = directory.address().getHostAddress();
		dns.services = name -> switch (name) {
			case "_ldap._tcp.dc._msdcs.quayside.test" -> List.of(new FakeDns.Service(0, 100, LDAP, host));
			case "_gc._tcp.quayside.test" -> List.of(new FakeDns.Service(0, 100, CATALOG, host));
			default -> List.of();
		};
		DirectoryWindow.open();
	}

	@AfterAll
	static void stop() {
		DirectoryWindow.close();
		dns.close();
		if (before == null) {
			System.clearProperty(KRB5);
		} else {
			System.setProperty(KRB5, before);
		}
	}

	@AfterEach
	void remove() {
		run(() -> DirectorySessions.get().all().forEach(DirectorySessions.get()::remove));
		Window.join();
	}

	private static void open(String finding, String name, String identity) {
		command("dev.quayside.directory.add");
		await("the dialog", () -> Prompt.isOpen(DirectoryWindow.DIALOG));
		Form.choose("Find by", finding);
		Form.type("Name", name);
		Form.choose("Identity", identity);
	}

	private static void connect() {
		press("Connect");
		await("no dialog", () -> !Prompt.isOpen(DirectoryWindow.DIALOG));
		DirectoryWindow.awaitAccount(ACCOUNT);
	}

	/** The search of certificates needs both: what it finds of a machine is in the catalog. */
	private static void wholeForest() {
		Form.tick("Whole forest", true);
		Window.join();
		DirectoryWindow.awaitAccount(ACCOUNT);
		DirectoryWindow.select(ACCOUNT);
		await("its certificates", () -> Window.isThere(Table.class, "Certificates")
				&& named(Table.class, "Certificates").getItemCount() > 0);
		Form.tick("Whole forest", false);
		Window.join();
		DirectoryWindow.awaitAccount(ACCOUNT);
	}

	private static String facts() {
		return ui(() -> DirectorySessions.get().current().orElseThrow().current().orElseThrow().facts().toString());
	}

	@Test
	void dnsFindsTheControllersOfADomain() {
		open("Domain (DNS names its controllers)", DOMAIN, "Account and password");
		Form.type("Account", DirectoryWindow.ADMINISTRATOR);
		Form.type("Password", ActiveDirectory.PASSWORD);
		Form.tick("Remember in secure storage", false);
		Form.type("CA file", directory.authority().toString());
		connect();
		wholeForest();
		assertThat(ui(() -> Window.workbench().getShell().getText())).isEqualTo(DOMAIN + " – Directory – Quayside");
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.queues", Window.workbench()));
		assertThat(ui(() -> Window.workbench().getShell().getText())).doesNotContain("Directory");
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.directory", Window.workbench()));
		assertThat(ui(() -> Window.workbench().getShell().getText())).contains("Directory");
	}

	@Test
	void aDomainThatDnsDoesNotKnowIsSaid() {
		open("Domain (DNS names its controllers)", "nowhere.test", "Account and password");
		Form.type("Account", DirectoryWindow.ADMINISTRATOR);
		Form.type("Password", ActiveDirectory.PASSWORD);
		press("Connect");
		await("why not", () -> Window.isThere(Text.class, "Why it failed and what to try")
				&& named(Text.class, "Why it failed and what to try").getText()
						.contains("DNS knows no domain controllers"));
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen(DirectoryWindow.DIALOG));
	}

	@Test
	void aKeytabSignsAndSeals() {
		open("Domain (DNS names its controllers)", DOMAIN, "Kerberos keytab");
		Form.type("Account", PRINCIPAL);
		Form.type("File", directory.keytab(ActiveDirectory.USER).toString());
		assertThat(ui(() -> named(Combo.class, "Protection").getText())).as("what is usual with Kerberos")
				.startsWith("Kerberos (signed and sealed");
		screenshot("directory-keytab");
		connect();
		assertThat(facts()).contains("Kerberos");
		wholeForest();
	}

	@Test
	void soDoTicketsOfACache() throws Exception {
		Path cache = folder.resolve("tickets");
		ProcessBuilder kinit = new ProcessBuilder("kinit", "-k", "-t",
				directory.keytab(ActiveDirectory.USER).toString(), "-c", "FILE:" + cache, PRINCIPAL);
		kinit.environment().put("KRB5_CONFIG", directory.krb5Conf().toString());
		assertThat(kinit.inheritIO().start().waitFor()).isZero();
		open("One server", directory.address().getHostAddress(), "Kerberos ticket cache");
		Form.type("File", cache.toString());
		connect();
		assertThat(facts()).contains("Kerberos");
		wholeForest();
	}

	@Test
	void aCacheThatIsNotThereIsSaidWithWhatToDo() {
		open("One server", directory.address().getHostAddress(), "Kerberos ticket cache");
		Form.type("File", folder.resolve("none").toString());
		press("Connect");
		await("why not", () -> Window.isThere(Text.class, "Why it failed and what to try")
				&& named(Text.class, "Why it failed and what to try").getText().contains("kinit"));
		screenshot("directory-no-ticket");
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen(DirectoryWindow.DIALOG));
	}
}
