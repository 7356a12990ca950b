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
import dev.quayside.testkit.DirectoryMachines;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.QueueTabs;
import dev.quayside.ui.directory.MachinesView;
import dev.quayside.ui.directory.PublicQueuesView;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Machines and public queues of a real Active Directory: found, connected to, made, changed and deleted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryObjectsTest {

	private static final String PREVIEW = " – preview";

	@TempDir
	private static Path folder;
	private static ActiveDirectory directory;
	private static String machine;

	@BeforeAll
	static void start() throws Exception {
		directory = DirectorySeed.shared();
		machine = DirectoryMachines.add(directory);
		LdapTools.modify(directory, "dn: CN=" + machine + ',' + DirectorySeed.COMPUTERS
				+ "\nchangetype: modify\nreplace: dNSHostName\ndNSHostName: localhost\n-\n\n");
		DirectoryWindow.open();
		DirectoryWindow.connect(directory);
	}

	@AfterAll
	static void stop() {
		showDirectory();
		run(() -> {
			for (IViewReference view : Window.page().getViewReferences()) {
				if (view.getId().equals(MachinesView.ID) || view.getId().equals(PublicQueuesView.ID)) {
					Window.page().hideView(view);
				}
			}
		});
		DirectoryWindow.close();
	}

	private static void showDirectory() {
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.directory", Window.workbench()));
	}

	private static void show(String view) {
		showDirectory();
		ui(() -> Window.page().showView(view));
	}

	private static int row(String table, String text) {
		if (!Window.isThere(Table.class, table)) {
			return -1;
		}
		Table rows = named(Table.class, table);
		for (int i = 0; i < rows.getItemCount(); i++) {
			if (rows.getItem(i).getText(0).equalsIgnoreCase(text)) {
				return i;
			}
		}
		return -1;
	}

	private static void select(String table, String text) {
		await(text, () -> row(table, text) >= 0);
		Window.join();
		run(() -> Window.select(named(Table.class, table), row(table, text)));
	}

	private static void quiet() {
		run(() -> Window.find(Button.class, button -> button.getText().startsWith("&Tell")).ifPresent(button -> {
			button.setSelection(false);
			button.notifyListeners(SWT.Selection, new Event());
		}));
	}

	private static void awaitPreview(String title, String ldif) {
		await("the preview", () -> Prompt.isOpen(title + PREVIEW)
				&& named(StyledText.class, "LDIF of the change").getText().contains(ldif));
	}

	@Test
	@Order(1)
	void machinesAreListedAndFoundAsOneTypes() {
		show(MachinesView.ID);
		await("the machines", () -> row("Machines", DirectorySeed.SERVER) >= 0 && row("Machines", machine) >= 0);
		Window.join();
		run(() -> named(Text.class, "Search machines").setText(machine));
		await("one of them", () -> named(Table.class, "Machines").getItemCount() == 1);
		run(() -> named(Text.class, "Search machines").setText(""));
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		show(MachinesView.ID);
		select("Machines", DirectorySeed.SERVER);
		await("its properties", () -> Window.isThere(Table.class, "Properties of the selection"));
		screenshot("machines");
		assertThat(ui(() -> NamesTest.nameless(Window.workbench().getShell()))).isEmpty();
	}

	@Test
	@Order(2)
	void aMachineThatIsNotOnTheListIsAskedFor() {
		show(MachinesView.ID);
		select("Machines", DirectorySeed.SERVER);
		command("dev.quayside.directory.connect");
		await("the dialog", () -> Prompt.isOpen("Add queue manager"));
		assertThat(ui(() -> named(Text.class, "Host").getText())).isEqualTo("msmqsrv1.quayside.test");
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen("Add queue manager"));
		assertThat(ui(() -> Window.page().getPerspective().getId())).isEqualTo("dev.quayside.app.queues");
	}

	@Test
	@Order(3)
	void aPublicQueueIsMadeAfterAPreview() {
		show(PublicQueuesView.ID);
		await("the queues", () -> row("Public Queues", DirectorySeed.SERVER + "\\orders") >= 0);
		command("dev.quayside.directory.createQueue");
		await("the dialog", () -> Prompt.isOpen("Create public queue"));
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Create public queue")))).isEmpty();
		Form.type("Machine", machine);
		Form.type("Name", "from-the-window");
		Form.type("Label", "Made in the window");
		Form.type("Type", "no GUID");
		assertThat(Form.isSaid("expected a GUID")).isTrue();
		Form.type("Type", "55ee8f32-cce9-11cf-b108-0020afd61ce9");
		Form.type("Multicast address", "10.1.1.1:8001");
		assertThat(Form.isSaid("no multicast address")).isTrue();
		Form.type("Multicast address", "234.1.1.1:8001");
		press("Preview…");
		awaitPreview("Create public queue", "mSMQLabelEx: Made in the window");
		awaitPreview("Create public queue", "MSMQ-MulticastAddress: 234.1.1.1:8001");
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell("Create public queue" + PREVIEW)))).isEmpty();
		screenshot("public-queue-preview");
		quiet();
		press("Create");
		await("the new queue", () -> row("Public Queues", machine + "\\from-the-window") >= 0);
	}

	@Test
	@Order(4)
	void itIsChangedAndOnlyWhatDiffersIsSent() {
		show(PublicQueuesView.ID);
		select("Public Queues", machine + "\\from-the-window");
		command("dev.quayside.directory.changeQueue");
		await("the dialog", () -> Prompt.isOpen("Change public queue"));
		Form.type("Label", "Changed");
		press("Preview…");
		awaitPreview("Change public queue", "add: mSMQLabelEx");
		assertThat(ui(() -> named(StyledText.class, "LDIF of the change").getText())).doesNotContain("mSMQQueueQuota");
		quiet();
		press("Change");
		await("the change", () -> {
			int row = row("Public Queues", machine + "\\from-the-window");
			return row >= 0 && named(Table.class, "Public Queues").getItem(row).getText(1).equals("Changed");
		});
		screenshot("public-queues");
	}

	@Test
	@Order(5)
	void itIsBrowsedByItsDirectNameOnAQueueManagerOfTheList() throws Exception {
		try (OtherQueueManager other = new OtherQueueManager(folder.resolve("data"), "q")) {
			show(PublicQueuesView.ID);
			select("Public Queues", machine + "\\from-the-window");
			command("dev.quayside.directory.browse");
			await("its tab", () -> Window.page().getActiveEditor() instanceof QueueTabs.Tab tab
					&& tab.queue().name().equals("from-the-window") && tab.queue().manager() == other.manager());
			ui(() -> Window.page().closeAllEditors(false));
			run(() -> Connections.get().remove(other.manager()));
		}
		Window.join();
	}

	@Test
	@Order(6)
	void itIsDeletedAfterAPreview() throws Exception {
		show(PublicQueuesView.ID);
		select("Public Queues", machine + "\\from-the-window");
		command("dev.quayside.directory.deleteQueue");
		awaitPreview("Delete public queue", "changetype: delete");
		quiet();
		press("Delete");
		await("no queue", () -> row("Public Queues", machine + "\\from-the-window") < 0
				&& row("Public Queues", DirectorySeed.SERVER + "\\orders") >= 0);
	}
}
