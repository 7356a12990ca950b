package dev.quayside.app;

import static dev.quayside.app.EnterpriseWindow.alias;
import static dev.quayside.app.EnterpriseWindow.as;
import static dev.quayside.app.EnterpriseWindow.awaitProperty;
import static dev.quayside.app.EnterpriseWindow.cell;
import static dev.quayside.app.EnterpriseWindow.group;
import static dev.quayside.app.EnterpriseWindow.row;
import static dev.quayside.app.EnterpriseWindow.section;
import static dev.quayside.app.EnterpriseWindow.select;
import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Tunnel;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** What MSMQ keeps for a forest, in a real Active Directory, and what is said where something has gone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnterpriseTest {

	private static final String CONFIGURATION = "CN=Configuration," + ActiveDirectory.BASE_DN;
	private static final int LDAPS = 636;
	private static final String LISTS = "Distribution lists";
	private static final String LINKS = "Routing links";

	private static ActiveDirectory directory;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		String gone = "CN=Gone-Branch,CN=Sites," + CONFIGURATION;
		String server = "CN=" + DirectorySeed.SERVER + ",CN=Servers," + DirectorySeed.SITE;
		String orders = "CN=orders,CN=msmq,CN=" + DirectorySeed.SERVER + ',' + DirectorySeed.COMPUTERS;
		String partner = "CN=partner," + DirectorySeed.OU;
		LdapTools.modify(directory, "dn: " + gone + "\nobjectClass: site\nmSMQSiteForeign: FALSE\n\n"
				+ "dn: CN=Default-Gone,CN=MsmqServices,CN=Services," + CONFIGURATION
				+ "\nobjectClass: mSMQSiteLink\nmSMQCost: 3\nmSMQSite1: " + DirectorySeed.SITE + "\nmSMQSite2: " + gone
				+ "\n\ndn: " + gone + "\nchangetype: delete\n\n" //
				+ "dn: " + server + "\nobjectClass: server\n\ndn: CN=MSMQ Settings," + server
				+ "\nobjectClass: mSMQSettings\nmSMQServices: 1\nmSMQRoutingService: TRUE\n\n" //
				+ alias("partner", "DIRECT=OS:mq.partner.example\\private$\\orders")
				+ group("all-orders", orders, partner)
				+ "dn: CN=all-orders," + DirectorySeed.OU + "\nchangetype: modify\nadd: member\nmember: CN=all-orders,"
				+ DirectorySeed.OU + "\n-\n\n" + group("with-a-user", "CN=agnes," + DirectorySeed.OU, partner));
		EnterpriseWindow.open(directory);
	}

	@AfterAll
	static void stop() {
		EnterpriseWindow.close();
	}

	@Test
	@Order(1)
	void sitesAndTheirServersAreShown() {
		select("Sites", "Default-First-Site-Name");
		awaitProperty(DirectorySeed.SERVER, "routing: yes");
		awaitProperty("To Branch", "cost 7");
		awaitProperty("To ? (Gone-Branch has gone)", "cost 3");
		select("Servers of sites", DirectorySeed.SERVER);
		awaitProperty("Site", "Default-First-Site-Name");
		await("a connection is offered", () -> Window.isEnabled("dev.quayside.directory.connect"));
	}

	@Test
	@Order(2)
	void aServerOfASiteIsConnectedTo() {
		select("Servers of sites", DirectorySeed.SERVER);
		command("dev.quayside.directory.connect");
		await("the dialog", () -> Prompt.isOpen("Add queue manager"));
		assertThat(ui(() -> named(Text.class, "Host").getText())).isEqualTo("msmqsrv1.quayside.test");
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen("Add queue manager"));
	}

	@Test
	@Order(3)
	void aLinkToASiteThatHasGoneIsShownAsSuch() {
		section(LINKS);
		await("the links", () -> row(LINKS, "Default-First-Site-Name") >= 0);
		Window.join();
		List<String> others = ui(() -> Arrays.stream(named(Table.class, LINKS).getItems()).map(item -> item.getText(1))
				.toList());
		assertThat(others).contains("Branch", "? (Gone-Branch has gone)");
		run(() -> {
			Window.select(named(Table.class, LINKS), others.indexOf("? (Gone-Branch has gone)"));
		});
		awaitProperty("What breaks", "not routed");
	}

	@Test
	@Order(4)
	void theSettingsOfTheForestAreSaidInWords() {
		select("Settings of the forest", "Time to reach the queue");
		awaitProperty("What it means", "How long a message may be under way");
		assertThat(ui(() -> named(Table.class, "Settings of the forest").getItemCount())).isEqualTo(4);
		assertThat(ui(() -> Window.find(Label.class, label -> "How many".equals(label.getData("dev.quayside.name")))
				.orElseThrow().getText())).isEqualTo("4");
	}

	@Test
	@Order(5)
	void aListThatHoldsItselfAndOneThatNobodyCanResolveAreShown() {
		select(LISTS, "with-a-user");
		assertThat(cell(LISTS, "with-a-user", 2)).isEqualTo("?");
		assertThat(cell(LISTS, "with-a-user", 3)).contains("CN=agnes").contains("is no queue");
		select(LISTS, "all-orders");
		assertThat(cell(LISTS, "all-orders", 2)).isEqualTo("2");
		awaitProperty("Holds itself", "yes");
		awaitProperty("Alias", "CN=partner");
		screenshot("enterprise");
		assertThat(ui(() -> NamesTest.nameless(Window.workbench().getShell()))).isEmpty();
	}

	@Test
	@Order(6)
	void namesAreCopied() {
		select(LISTS, "all-orders");
		command("dev.quayside.directory.copyFormatName");
		await("the format name", () -> clipboard().startsWith("DL="));
		command("dev.quayside.directory.copyDn");
		await("the DN", () -> clipboard().equals("CN=all-orders," + DirectorySeed.OU));
		select(LINKS, "Default-First-Site-Name");
		await("no format name", () -> !Window.isEnabled("dev.quayside.directory.copyFormatName"));
	}

	@Test
	@Order(7)
	void aConnectionThatIsCutIsSaidInTheSection() throws Exception {
		try (Tunnel wire = new Tunnel(new InetSocketAddress(directory.address(), LDAPS))) {
			as(directory, DirectoryWindow.ADMINISTRATOR, wire);
			section("Sites");
			await("the sites", () -> row("Sites", "Branch") >= 0);
			Window.join();
			wire.close();
			command("org.eclipse.ui.file.refresh");
			await("the failure", () -> Window
					.find(Label.class, label -> label.getText().equals("Sites cannot be read")).isPresent());
			assertThat(Form.isSaid(Integer.toString(wire.port()))).isTrue();
		}
	}

	private static String clipboard() {
		return ui(() -> {
			Clipboard clipboard = new Clipboard(Window.display());
			try {
				return (String) clipboard.getContents(TextTransfer.getInstance());
			} finally {
				clipboard.dispose();
			}
		});
	}
}
