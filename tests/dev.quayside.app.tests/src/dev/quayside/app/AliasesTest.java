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
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.directory.DirectorySessions;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.net.InetSocketAddress;
import java.util.List;

/** Aliases of queues in a real Active Directory: made, followed to their queue, and deleted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AliasesTest {

	private static final String PREVIEW = " – preview";
	private static final String PARTNER = "DIRECT=OS:mq.partner.example\\private$\\orders";
	private static final int LDAPS = 636;
	private static final String ALIASES = "Aliases";

	@TempDir
	private static Path folder;

	private static ActiveDirectory directory;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		LdapTools.modify(directory,
				alias("nowhere", "DIRECT=OS:nowhere") + alias("here", "DIRECT=OS:localhost\\private$\\q"));
		EnterpriseWindow.open(directory);
	}

	@AfterAll
	static void stop() {
		EnterpriseWindow.close();
	}

	@Test
	@Order(1)
	void anAliasWithABrokenFormatNameSaysWhy() {
		select(ALIASES, "nowhere");
		assertThat(cell(ALIASES, "nowhere", 2)).contains("a queue must follow");
		awaitProperty("Problem", "who sends by it gets an error");
		command("dev.quayside.directory.openAlias");
		Prompt.await("The queue of the alias cannot be shown", "a queue must follow");
		press("OK");
		await("no dialog", () -> !Prompt.isOpen("The queue of the alias cannot be shown"));
	}

	@Test
	@Order(2)
	void anAliasLeadsToItsQueue() throws Exception {
		try (OtherQueueManager other = new OtherQueueManager(folder.resolve("data"), "q")) {
			select(ALIASES, "here");
			run(() -> named(Table.class, ALIASES).notifyListeners(SWT.DefaultSelection, new Event()));
			await("its tab", () -> Window.page().getActiveEditor() instanceof QueueTabs.Tab tab
					&& tab.queue().name().equals("private$\\q") && tab.queue().manager() == other.manager());
			ui(() -> Window.page().closeAllEditors(false));
			run(() -> Connections.get().remove(other.manager()));
		}
		Window.join();
	}

	@Test
	@Order(3)
	void whatNoAliasCanBeIsRefusedWhileItIsTyped() {
		section(ALIASES);
		command("dev.quayside.directory.createAlias");
		await("the dialog", () -> Prompt.isOpen("Create queue alias"));
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Create queue alias")))).isEmpty();
		Form.type("Name", "orders of the partner");
		for (String bad : List.of("orders", "DIRECT=OS:nowhere", "DL=55ee8f32-cce9-11cf-b108-0020afd61ce9")) {
			Form.type("Stands for", bad);
			assertThat(canPreview()).as(bad).isFalse();
		}
		Form.type("Stands for", PARTNER);
		assertThat(canPreview()).isTrue();
		Form.type("In", "Users");
		assertThat(canPreview()).isFalse();
		assertThat(Form.isSaid("'Users' is no distinguished name")).isTrue();
		Form.type("In", "OU=Missing," + ActiveDirectory.BASE_DN);
		press("Preview…");
		await("that there is no such container", () -> Form.isSaid("There is no OU=Missing"));
		press("Cancel");
		await("no preview", () -> !Prompt.isOpen("Create queue alias" + PREVIEW));
	}

	@Test
	@Order(4)
	void anAliasIsMadeAfterAPreview() {
		section(ALIASES);
		create("orders of the partner");
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Create queue alias" + PREVIEW)))).isEmpty();
		screenshot("alias-preview");
		press("Create");
		await("the new alias", () -> row(ALIASES, "orders of the partner") >= 0);
		await("the receipt", () -> Window.statusLine().contains("Done and verified"));
	}

	@Test
	@Order(5)
	void anAliasIsDeletedAfterItIsSaidWhatBreaks() throws Exception {
		LdapTools.modify(directory, group("partners", "CN=orders of the partner," + DirectorySeed.OU));
		select(ALIASES, "orders of the partner");
		command("dev.quayside.directory.deleteAlias");
		awaitPreview("Delete queue alias", "changetype: delete");
		assertThat(Form.isSaid("It is in 1 list: partners.")).isTrue();
		press("Delete");
		await("no alias", () -> row(ALIASES, "orders of the partner") < 0 && row(ALIASES, "here") >= 0);
		await("the receipt", () -> Window.statusLine().contains("what takes it back is in"));
	}

	@Test
	@Order(6)
	void aReadOnlyDirectoryOffersNoAlias() {
		select(ALIASES, "here");
		await("it is offered", () -> Window.isEnabled("dev.quayside.directory.deleteAlias"));
		readOnly(true);
		for (String command : List.of("createAlias", "deleteAlias")) {
			await(command + " is not offered", () -> !Window.isEnabled("dev.quayside.directory." + command));
		}
		assertThat(Window.isEnabled("dev.quayside.directory.openAlias")).isTrue();
		readOnly(false);
	}

	@Test
	@Order(7)
	void whoMayNotMakeAnAliasIsToldSo() throws Exception {
		try (Tunnel wire = new Tunnel(new InetSocketAddress(directory.address(), LDAPS))) {
			as(directory, "QUAYSIDE\\agnes", wire);
			section(ALIASES);
			await("aliases are read", () -> row(ALIASES, "here") >= 0);
			create("not by agnes");
			press("Create");
			Prompt.await("Create queue alias", "insufficientAccessRights (50)");
			press("OK");
			await("no dialog", () -> !Prompt.isOpen("Create queue alias"));
			Window.join();
			assertThat(ui(() -> row(ALIASES, "not by agnes"))).isNegative();
		}
	}

	private static void awaitPreview(String title, String ldif) {
		await("the preview", () -> Prompt.isOpen(title + PREVIEW)
				&& named(StyledText.class, "LDIF of the change").getText().contains(ldif));
	}

	private static boolean canPreview() {
		return ui(() -> Window.find(Button.class,
				button -> button.getText().replace("&", "").equals("Preview…")).orElseThrow().isEnabled());
	}

	private static void create(String name) {
		command("dev.quayside.directory.createAlias");
		await("the dialog", () -> Prompt.isOpen("Create queue alias"));
		Form.type("Name", name);
		Form.type("Stands for", PARTNER);
		Form.type("In", DirectorySeed.OU);
		press("Preview…");
		awaitPreview("Create queue alias", "msMQ-Recipient-FormatName: " + PARTNER);
	}

	private static void readOnly(boolean isReadOnly) {
		run(() -> DirectorySessions.get().setReadOnly(DirectorySessions.get().current().orElseThrow(), isReadOnly));
	}
}
